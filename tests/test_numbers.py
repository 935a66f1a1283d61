"""Numbers as people write them."""

import pytest

from xhs_compliance.engine.numbers import find_numbers, value_of
from xhs_compliance.model.pattern import Number
from xhs_compliance.text.fold import fold


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("1,200", 1200),
        ("5.2万", 52000),
        ("10k", 10000),
        ("三十", 30),
        ("十五", 15),
        ("一百二十", 120),
        ("两万五千", 25000),
        ("二零二五", 2025),
        ("半", 0.5),
    ],
)
def test_value(text: str, value: float) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("text", "number", "found"),
    [
        ("奖金5.2万元", Number(("元",), over=50000), ["5.2万元"]),
        ("奖金5万元", Number(("元",), over=50000), []),
        ("用了28天，第３０天", Number(("天",), at_least=28), ["28天", "30天"]),
        ("有效率98%", Number(("%",)), ["98%"]),
        ("lost 18 lbs", Number(("lbs", "lb")), ["18 lbs"]),
        ("三天见效", Number(("天",), under=7), ["三天"]),
        ("12.5天", Number(("天",)), ["12.5天"]),
    ],
)
def test_find(text: str, number: Number, found: list[str]) -> None:
    plain = fold(text)
    assert [plain[slice(*amount.span)] for amount in find_numbers(number, plain)] == found
