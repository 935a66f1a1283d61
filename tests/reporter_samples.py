"""Reviews built by hand for the tests of the reporters."""

from dataclasses import replace
from datetime import date
from typing import Any

from xhs_compliance.model.draft import Draft, Suppression
from xhs_compliance.model.finding import Diagnostic, Evidence, Excused, Finding, Suppressed
from xhs_compliance.model.law import Provision
from xhs_compliance.model.pattern import Terms
from xhs_compliance.model.report import Failure, Report
from xhs_compliance.model.review import Question, Reason, Review, ScriptLikeness
from xhs_compliance.model.rule import Rule, Step
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual, Confidence, Severity, Verdict

TOOL = "xhs-compliance 0.1.0"
DAY = date(2026, 11, 22)


def provision(name: str = "csar-16") -> Provision:
    return Provision(
        id=name,
        instrument=Bilingual("化妆品监督管理条例", "Cosmetics Supervision Regulation"),
        article=Bilingual("第十六条", "Art. 16"),
        says=Bilingual("美白产品须注册。", "Whitening products must be registered."),
        in_force=date(2021, 1, 1),
        checked=DAY,
        confidence=Confidence.HIGH,
        address="https://example.invalid/csar",
    )


PENALTY = replace(
    provision("csar-59"),
    article=Bilingual("第五十九条", "Art. 59"),
    says=Bilingual("货值五倍以上二十倍以下罚款。", "A fine of 5 to 20 times the value of the goods."),
)


def rule(name: str = "cn-cosmetics/unregistered-whitening", **changes: Any) -> Rule:
    made = Rule(
        id=name,
        pack=name.partition("/")[0],
        category="beauty-claim",
        confidence=Confidence.HIGH,
        markets=("CN",),
        title=Bilingual("普通化妆品宣称美白", "Whitening claim without registration"),
        find=Terms(("美白",)),
        ladder=(Step(Severity.ERROR),),
        message=Bilingual(
            "“{match}”只有注册过的特殊化妆品才能说。", "Only a registered special cosmetic may say “{match}”."
        ),
        why=Bilingual(
            "美白属于特殊功效，没有注册就不能这样宣传。", "Whitening is a special effect that needs registration."
        ),
        advice=Bilingual("写你看到的妆感，不写肤色变化。", "Describe the finish, not a change of skin tone."),
        basis=(provision(),),
        checked=DAY,
    )
    return replace(made, **changes)


def draft(text: str, **changes: Any) -> Draft:
    return replace(Draft(id="serum", fields={"text": text}, source="drafts/serum.md"), **changes)


def found(made: Draft, words: str, reads_as: str = "", field: str = "text", **changes: Any) -> Finding:
    start = made.fields[field].index(words)
    finding = Finding(
        rule=rule(),
        severity=Severity.ERROR,
        field=field,
        span=Span(start, start + len(words)),
        text=words,
        reads_as=reads_as or words,
        disguise=("pinyin",) if reads_as else (),
        fingerprint="0123456789abcdef",
    )
    return replace(finding, **changes)


def review(made: Draft, *findings: Finding, **changes: Any) -> Review:
    plain = Review(
        draft=made,
        verdict=Verdict.BLOCK if findings else Verdict.PASS,
        findings=findings,
        excused=(),
        suppressed=(),
        questions=(),
        verdict_if={},
        diagnostics=(),
        signals={},
        markets=("CN",),
        language="zh",
        scripted=ScriptLikeness(None),
        packs={"cn-cosmetics": "2026.11+abcdef012345"},
        as_of=DAY,
        tool=TOOL,
        digest="0" * 64,
    )
    return replace(plain, **changes)


def report(*entries: Review | Failure) -> Report:
    return Report(tuple(entries), TOOL)


def full_review() -> Review:
    """One draft with something in every part of its review."""
    made = draft("最近用的精华\n这支两周mei白，皮肤亮了，全网最好用\n", starts={"text": (4, 1)})
    whitening = found(made, "mei白", "美白", suggestions=("上脸后妆感更透亮", "妆前打底更服帖"))
    whitening = replace(whitening, rule=rule(penalty=(PENALTY,)))
    timed = found(made, "两周mei白", rule=rule("cn-cosmetics/timed-result"), severity=Severity.WARNING)
    timed = replace(
        timed, rule=replace(timed.rule, message=Bilingual("“{match}”像是保证几天见效。", "“{match}” promises a date."))
    )
    label = rule(
        "cn-disclosure/missing-ad-label",
        category="disclosure",
        title=Bilingual("没有标明“广告”", "No ad label"),
        message=Bilingual("收了钱的笔记要标明“广告”。", "A paid post must carry an ad label."),
        why=Bilingual("读者要一眼看出这是广告。", "Readers must see at once that it is an ad."),
        advice=Bilingual("在第一行写上“广告”。", "Write “广告” in the first line."),
    )
    unlabelled = Finding(label, Severity.WARNING, "text", None, "", "", fingerprint="fedcba9876543210")
    superlative = rule("cn-ad/absolute-superlative", category="absolute-claim")
    recent = Excused(
        superlative, "text", Span(0, 1), "最", "exempt", Evidence("context", "最近", "text", Span(0, 2), "最近")
    )
    allowed = Suppressed(
        found(made, "最好", rule=superlative),
        Suppression(superlative.id, "引用获奖名称", by="李青", until=date(2026, 12, 31)),
    )
    return review(
        made,
        whitening,
        timed,
        unlabelled,
        excused=(recent,),
        suppressed=(allowed,),
        questions=(
            Question("commercial", Bilingual("这篇和品牌是什么关系？", "What is your tie to the brand?"), (label.id,)),
        ),
        verdict_if={"paid": Verdict.BLOCK, "none": Verdict.REVIEW},
        diagnostics=(
            Diagnostic(
                "incomplete",
                "cn-ad/slow-rule",
                Bilingual("正则超时，没有判断。", "the regular expression took too long."),
            ),
            Diagnostic(
                "note", "", Bilingual("许可 cn-ad/old 没有用上。", "the permission for cn-ad/old covers nothing.")
            ),
        ),
        signals={"sounds-commercial": (Evidence("matched", "link", "text", Span(0, 2), "最近"),)},
        scripted=ScriptLikeness(
            61.26,
            (
                Reason(
                    "slogan",
                    61.26,
                    Bilingual("有口号式的收尾", "ends on a slogan"),
                    Bilingual("换成一个用的时候的细节", "tell a detail of using it"),
                    (Evidence("matched", "slogan", "text", None, "全网最好用"),),
                ),
            ),
        ),
    )


def clean_review() -> Review:
    return review(draft("今天下雨。", id="rain", source="drafts/rain.md"))


FAILURE = Failure(
    "drafts.jsonl",
    Bilingual("这一行不是 JSON；检查引号和逗号。", "this line is not JSON; check quotes and commas."),
    line=7,
)
