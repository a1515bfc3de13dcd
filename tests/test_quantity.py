"""Reading a quantity from the words that state it, with the units and bounds of the vocabulary."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from zreport.reading.folding import signs
from zreport.reading.quantity import Quantity, Reader, Unreadable
from zreport.tables.package import Package, data_folder

VOCABULARY = Package(data_folder())
UNITS = [row["unit"] for row in VOCABULARY.table("units").rows]
BOUNDS = {
    side: {
        word: row["qualifier"] for row in VOCABULARY.table("qualifiers").rows for word in row[side].split("|") if word
    }
    for side in ("before", "after")
}
READER = Reader(UNITS, BOUNDS["before"], BOUNDS["after"])
# A half is printed 二分之一: no number stands before such a unit.
COUNTED = [unit for unit in UNITS if "分之" not in unit]
FULL_WIDTH = str.maketrans("0123456789.%,", "０１２３４５６７８９．％\N{FULLWIDTH COMMA}")

PRINTED = {
    "3.7%": ("3.7", "%", "exact"),
    "149.8亿元": ("149.8", "亿元", "exact"),
    "7.9万人次": ("7.9", "万人次", "exact"),
    "2万人": ("2", "万人", "exact"),
    "第60名": ("60", "名", "exact"),
    "45%以上": ("45", "%", "at_least"),
    "45%及以上": ("45", "%", "at_least"),
    "不低于45%": ("45", "%", "at_least"),
    "至少3个": ("3", "个", "at_least"),
    "4%以内": ("4", "%", "at_most"),
    "4%以下": ("4", "%", "at_most"),
    "不超过4%": ("4", "%", "at_most"),
    "不高于4%": ("4", "%", "at_most"),
    "超过4%": ("4", "%", "more_than"),
    "高于4%": ("4", "%", "more_than"),
    "突破10万亩": ("10", "万亩", "more_than"),
    "5500余万亩": ("5500", "万亩", "more_than"),
    "60余个": ("60", "个", "more_than"),
    "30多个": ("30", "个", "more_than"),
    "约3.5亿元": ("3.5", "亿元", "about"),
    "大约3.5亿元": ("3.5", "亿元", "about"),
    "100个左右": ("100", "个", "about"),
    "约100个左右": ("100", "个", "about"),
    "1,303个": ("1303", "个", "exact"),
    "1,303,456.5元": ("1303456.5", "元", "exact"),
    "３．７％": ("3.7", "%", "exact"),
    "１\N{FULLWIDTH COMMA}３０３个以上": ("1303", "个", "at_least"),
    "0.05%": ("0.05", "%", "exact"),
    "5‰": ("5", "‰", "exact"),
    "两个": ("2", "个", "exact"),
    "二十五个": ("25", "个", "exact"),
    "至少有一个": ("1", "个", "at_least"),
    "至少引入1家": ("1", "家", "at_least"),
    "三千二百万元": ("3200", "万元", "exact"),
    "三百多户": ("300", "户", "more_than"),
    "十二点五亿元": ("12.5", "亿元", "exact"),
    "5千元": ("5000", "元", "exact"),
    "1万6千多人": ("16000", "人", "more_than"),
    "1亿3千多万元": ("130000000", "元", "more_than"),
    "一亿三千多万元": ("13000", "万元", "more_than"),
    "三亿零二百万吨": ("30200", "万吨", "exact"),
    "一万二千三百四十亿元": ("12340", "亿元", "exact"),
    "三点一四倍": ("3.14", "倍", "exact"),
    "两倍半": ("2.5", "倍", "exact"),
    "上千亿元": ("1000", "亿元", "at_least"),
    "百分之五": ("5", "%", "exact"),
    "千分之六": ("6", "‰", "exact"),
    "百分之九十八以上": ("98", "%", "at_least"),
    "千分之三点五": ("3.5", "‰", "exact"),
    "三分之二以上": ("2", "三分之一", "at_least"),
    "三成": ("3", "成", "exact"),
    "1.2倍": ("1.2", "倍", "exact"),
    "0.5个百分点": ("0.5", "个百分点", "exact"),
    "5.3万台(套)": ("5.3", "万台(套)", "exact"),
    "5.3万台（套）": ("5.3", "万台(套)", "exact"),
    "12万千瓦时": ("12", "万千瓦时", "exact"),
    "50年一遇": ("50", "年一遇", "exact"),
    "60余万平方米": ("60", "万平方米", "more_than"),
    "2811名": ("2811", "名", "exact"),
    "3位": ("3", "位", "exact"),
    "1.11万失业人员": ("1.11", "万人", "exact"),
}


@pytest.mark.parametrize(("words", "said"), PRINTED.items(), ids=PRINTED)
def test_a_printed_figure_is_read(words, said):
    value, unit, qualifier = said
    assert READER.read(words) == Quantity(Decimal(value), None, unit, qualifier)


@pytest.mark.parametrize(
    "words", ["6%-6.5%", "６％－６．５％".replace("－", "-"), "6%—6.5%", "6%至6.5%", "6%到6.5%", "6%~6.5%", "6-6.5%"]
)
def test_a_range_has_a_lower_and_an_upper_end(words):
    assert READER.read(words) == Quantity(Decimal("6"), Decimal("6.5"), "%", "range")


@pytest.mark.parametrize(
    ("before", "words", "after", "qualifier"),
    [
        ("城镇登记失业率不高于", "4%", "", "at_most"),
        ("城镇登记失业率高于", "4%", "", "more_than"),
        ("总额约", "4.5亿元", "", "about"),
        ("总额约", "4.5亿元", "左右", "about"),
        ("年均精文减会", "45%", "以上,进一步减轻", "at_least"),
        ("两项费率分别控制在", "7%", "、3%以内", "at_most"),
        ("三项产量分别增长", "7%", "、6%和5%左右", "about"),
        ("两项分别达到", "7%", "、3万户以上", "exact"),
        ("两项达到", "7%", "、3%以上", "exact"),
        ("总额接连突破8亿元、", "9亿元", "", "more_than"),
        ("总额连续跨越7亿元、8亿元、", "9亿元", "大关", "more_than"),
        ("总额登上", "9亿元", "台阶", "more_than"),
        ("成交", "60", "余", None),
        ("失业率不高于去年的", "4%", "", "exact"),
        ("年均精文减会", "45%", ",以上", "exact"),
        ("", "45%", "", "exact"),
    ],
)
def test_a_bound_is_read_only_from_the_words_that_touch_the_figure(before, words, after, qualifier):
    if qualifier is None:
        with pytest.raises(Unreadable):
            READER.read(words, before, after)
    else:
        assert READER.read(words, before, after).qualifier == qualifier


@pytest.mark.parametrize(
    ("words", "low", "high", "unit"),
    [
        ("百分之七至八", "7", "8", "%"),
        ("百分之七至百分之八", "7", "8", "%"),
        ("千分之三到千分之四", "3", "4", "‰"),
        ("二至三倍", "2", "3", "倍"),
        ("三到五万亩", "3", "5", "万亩"),
        ("30万至40万亩", "30", "40", "万亩"),
        ("1亿2千万元至1亿5千万元", "120000000", "150000000", "元"),
    ],
)
def test_a_range_may_be_told_in_words_and_with_a_scale_at_either_end(words, low, high, unit):
    assert READER.read(words) == Quantity(Decimal(low), Decimal(high), unit, "range")


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("税收增长", "-2.3%"),
        ("税收增速为", "负2.3%"),
        ("税收同比", "-2.3%"),
        ("甲、乙税收分别增长5%、", "-2.3%"),
        ("税收增长率从", "－2.3％"),
        ("税收负增长", "2.3%"),
    ],
)
def test_a_growth_below_zero_is_read_as_the_fall_that_it_is(before, words):
    assert READER.read(words, before) == Quantity(Decimal("2.3"), None, "%", "exact")


def test_a_growth_below_zero_has_bounds_on_either_side_of_its_sign():
    assert READER.read("约-2.3%", "增长").qualifier == READER.read("-2.3%", "增长约").qualifier == "about"


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("气温", "-2.3%", ""),
        ("税收增长-", "2.3%", ""),
        ("税收下降", "-2.3%", ""),
        ("税收增长-", "-2.3%", ""),
        ("税收增长5%", "-2.3%", ""),
        ("人口自然增长率为", "-2.3%", ""),
        ("投资增长", "-2.3亿元", ""),
        ("税收增长", "-2%", "-1%"),
        ("税收增长", "-1%-2%", ""),
        ("企业减", "负2.3%", ""),
    ],
)
def test_a_sign_that_may_be_a_dash_or_part_of_a_word_makes_no_fall(before, words, after):
    with pytest.raises(Unreadable):
        READER.read(words, before, after)


def test_a_range_whose_ends_are_told_in_two_units_is_refused():
    with pytest.raises(Unreadable):
        READER.read("8000万至1亿2千万元")


def test_of_two_bounds_that_begin_alike_the_longer_counts():
    reader = Reader(["%"], {}, {"以": "about", "以上": "at_least"})
    assert reader.read("45%", "", "以上").qualifier == "at_least"


def test_a_reader_that_knows_no_bounds_reads_every_figure_as_exact():
    assert Reader(["%"], {}, {}).read("45%", "超过", "以上").qualifier == "exact"


@pytest.mark.parametrize("words", ["3.7", "第60", "45以上", "约20"])
def test_a_figure_without_a_unit_is_not_read(words):
    with pytest.raises(Unreadable):
        READER.read(words)


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("", "不低于4%以内", ""),
        ("", "约45%以上", ""),
        ("", "60余个以上", ""),
        ("约", "45%以上", ""),
        ("约", "45%", "以上"),
        ("", "超过45%", "左右"),
    ],
)
def test_two_bounds_that_disagree_are_not_read_as_either(before, words, after):
    with pytest.raises(Unreadable):
        READER.read(words, before, after)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "%",
        "个",
        "abc",
        "三五个",
        "一二三个",
        "十几个",
        "3.7%和4%",
        "4.5亿元,",
        "增长3.7%",
        "1,23个",
        "1.2.3%",
        "3.%",
        ".5%",
        "--3%",
        "3.7 %",
        "45个个",
        "6%-7亿元",
        "6%-",
        "-7%",
    ],
)
def test_what_is_not_one_quantity_in_a_known_unit_is_not_read(words):
    with pytest.raises(Unreadable):
        READER.read(words)


decimals = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**12), st.integers(0, 4))


@st.composite
def spellings(draw):
    """Return a decimal, and the same as a report may print it."""
    value = draw(decimals)
    words = f"{value:,f}" if draw(st.booleans()) else f"{value:f}"
    return value, words.translate(FULL_WIDTH) if draw(st.booleans()) else words


@settings(deadline=None, max_examples=300)
@given(
    spelling=spellings(),
    unit=st.sampled_from(COUNTED),
    bound=st.sampled_from([("", ""), *((side, word) for side, words in BOUNDS.items() for word in words)]),
    marked=st.booleans(),
    ordinal=st.booleans(),
)
def test_any_figure_in_any_unit_with_any_bound_is_read_as_printed(spelling, unit, bound, marked, ordinal):
    value, number = spelling
    side, word = bound
    figure = f"{'第' if ordinal else ''}{number}{unit}"
    ahead, behind = (word if side == "before" else ""), (word if side == "after" else "")
    if marked:
        read = READER.read(ahead + figure + behind, "全县完成", "的任务")
    else:
        read = READER.read(figure, "全县完成" + ahead, behind + "的任务")
    qualifier = BOUNDS[side][word] if word else "exact"
    assert read == Quantity(value, None, unit, qualifier)


@settings(deadline=None)
@given(
    number=decimals,
    unit=st.sampled_from(COUNTED),
    word=st.sampled_from(sorted(word for word in BOUNDS["after"] if word in "余多")),
)
def test_a_surplus_may_be_told_before_the_unit(number, unit, word):
    assert READER.read(f"{number:f}{word}{unit}") == Quantity(number, None, unit, "more_than")


@settings(deadline=None)
@given(
    low=spellings(),
    high=spellings(),
    unit=st.sampled_from(COUNTED),
    joint=st.sampled_from("至到-—~"),
    twice=st.booleans(),
)
def test_both_ends_of_any_range_are_read(low, high, unit, joint, twice):
    low, high = sorted((low, high))
    assume(low[0] < high[0])
    words = f"{low[1]}{unit if twice else ''}{joint}{high[1]}{unit}"
    assert READER.read(words) == Quantity(low[0], high[0], unit, "range")


@settings(deadline=None, max_examples=300)
@given(words=st.text(alphabet="0123456789.,%第亿万元人次名个余多约以上内 ３％", max_size=12))
def test_any_jumble_is_read_or_refused_but_breaks_nothing(words):
    try:
        read = READER.read(words)
    except Unreadable:
        return
    assert read.unit in UNITS
    assert read.value.is_finite()
    assert read.value_high is None


@pytest.mark.parametrize("before", ["全年节约", "财政支出节约", "商圈附近"])
def test_a_longer_word_that_ends_like_a_bound_is_no_bound(before):
    assert READER.read("20%", before).qualifier == "exact"


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("年均精文减会4", "5%", "以上"),
        ("固定资产投资累计完成149.", "8亿元", ""),
        ("事项1,", "303个", ""),
        ("新增城乡就业", "7.9万人", "次"),
    ],
)
def test_a_mark_that_cuts_a_figure_or_its_unit_in_two_is_refused(before, words, after):
    with pytest.raises(Unreadable):
        READER.read(words, before, after)


def test_a_range_without_a_unit_is_not_read():
    with pytest.raises(Unreadable):
        READER.read("6-7")


@pytest.mark.parametrize("words", ["约6%-7%", "6%-7%以上", "7%-6%"])
def test_a_range_with_a_further_bound_or_upside_down_is_refused(words):
    with pytest.raises(Unreadable):
        READER.read(words)


@pytest.mark.parametrize("words", ["3万余人", "3万多人", "3.5亿余元"])
def test_a_surplus_may_be_told_inside_the_unit(words):
    assert READER.read(words).qualifier == "more_than"


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("粮食产量31，200万吨", "粮食产量31,200万吨"),
        ("收入1，234，567元", "收入1,234,567元"),
        ("结构调整为14:30:56，500万元以上项目", "结构调整为14:30:56，500万元以上项目"),
        ("浓度降至28，120户搬迁", "浓度降至28，120户搬迁"),
        ("排名第3，100人得奖", "排名第3，100人得奖"),
        ("到2020，150万元到位", "到2020，150万元到位"),
        ("增长9.5，100元以上", "增长9.5，100元以上"),
    ],
)
def test_a_full_width_comma_belongs_to_a_number_of_thousands_only_where_no_clause_can_end(words, plain):
    assert signs(words) == plain
