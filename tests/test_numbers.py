"""Numbers as people write them."""

import pytest

from xhs_compliance.engine.numbers import all_numbers, find_numbers, value_of
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
        ("〇零", 0),
        ("壹贰叁肆伍陆柒捌玖", 123456789),
        ("一二三四五六七八九", 123456789),
        ("两万", 20000),
        ("拾", 10),
        ("三百", 300),
        ("三佰", 300),
        ("三千", 3000),
        ("三仟", 3000),
        ("三亿", 300_000_000),
        ("一百零五", 105),
        ("2亿", 200_000_000),
        ("3千", 3000),
        ("3百", 300),
        ("2w", 20000),
        ("2k", 2000),
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("煮了28天，洗三次", [("28天", 28, "天"), ("三次", 3, "次")]),
        ("28，三", [("28", 28, "")]),
        ("买了3千克", [("3千克", 3000, "克")]),
        ("半天，1.5万次", [("半天", 0.5, "天"), ("1.5万次", 15000, "次")]),
        ("10 天", [("10 天", 10, "天")]),
        ("十毫克，十克", [("十毫克", 10, "毫克"), ("十克", 10, "克")]),
        ("满意度95%以上", [("95", 95, "")]),
    ],
)
def test_every_number_with_the_unit_it_has(text: str, found: list[tuple[str, float, str]]) -> None:
    plain = fold(text)
    numbers = all_numbers(("天", "次", "克", "毫克"), plain)
    assert [(plain[slice(*each.span)], each.value, each.unit) for each in numbers] == found


@pytest.mark.parametrize(
    ("number", "values"),
    [
        (Number(("元",), over=10), [11]),
        (Number(("元",), under=10), [9]),
        (Number(("元",), at_least=10), [10, 11]),
        (Number(("元",), over=9, under=11), [10]),
        (Number(("元",)), [9, 10, 11]),
    ],
)
def test_bounds(number: Number, values: list[float]) -> None:
    assert [amount.value for amount in find_numbers(number, "9元 10元 11元")] == values


def test_a_longer_unit_wins_among_all_numbers() -> None:
    assert [each.unit for each in all_numbers(("lb", "lbs"), "18 lbs, ten")] == ["lbs"]
    assert [each.unit for each in all_numbers(("天", "天半"), "十天半")] == ["天半"]


def test_a_longer_unit_wins_and_a_number_inside_another_is_none() -> None:
    assert [each.unit for each in find_numbers(Number(("lb", "lbs")), "18 lbs")] == ["lbs"]
    assert find_numbers(Number(("天",)), "2.5.3天") == []
