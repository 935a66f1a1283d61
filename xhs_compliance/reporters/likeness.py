"""What makes a text read like supplied copy, or speaks for its author, as sentences."""

from xhs_compliance.model.review import Reason
from xhs_compliance.model.words import Language
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.wording import quoted, say


def reason_sentence(reason: Reason, language: Language) -> str:
    """What reads scripted, where else it was seen, and what to do about it."""
    message = reason.message.in_language(language).strip()
    seen = " ".join(quoted(text, language) for text in further_words(reason))
    joint = say(phrases.ALSO_SEEN, language) if quotes_words(reason) else " "
    also = f"{joint}{seen}" if seen else ""
    remedy = reason.remedy.in_language(language).strip()
    return f"{message}{also}{' → ' if remedy else ''}{remedy}"


def favour_sentence(reason: Reason, language: Language) -> str:
    """What speaks for the author, and where it was seen: there is nothing to do about it."""
    seen = " ".join(quoted(text, language) for text in further_words(reason))
    return f"{reason.message.in_language(language).strip()}{' ' if seen else ''}{seen}"


def quotes_words(reason: Reason) -> bool:
    """Whether the message itself quotes words of the draft."""
    return "“" in reason.message.zh


def further_words(reason: Reason) -> list[str]:
    """The words a reason rests on, each once: without those its message quotes already, and without bare signs."""
    told = reason.message.zh + reason.message.en
    every = dict.fromkeys(each.text for each in reason.evidence if any(char.isalnum() for char in each.text))
    return [text for text in every if f"“{text}”" not in told]
