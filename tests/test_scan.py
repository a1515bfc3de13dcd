"""Every number of a text is a quantity that reads back to its value, or has a reason why it is none."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zreport.reading.document import Document
from zreport.reading.folding import fold
from zreport.reading.scan import Number, numeral
from zreport.tables.package import shared_vocabulary

VOCABULARY = shared_vocabulary()
SCANNER = Document("", vocabulary=VOCABULARY).scanner


def figures(text: str) -> list[Number]:
    return [number for number in SCANNER.scan(fold(text).text) if not number.reason]


def stated(text: str) -> list[tuple[str, str, str]]:
    """What the figures of a text state: value, or the two of a range, unit and bound."""
    return [
        (
            "-".join(f"{value.normalize():f}" for value in (one.value, one.high) if value is not None),
            one.unit,
            one.qualifier,
        )
        for one in figures(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成投资5500余万元。", ("55000000", "元", "more_than")),
        ("惠及群众4万多人。", ("40000", "人", "more_than")),
        ("新设企业1万6千多户。", ("16000", "户", "more_than")),
        ("惠及50多万游客。", ("500000", "人", "more_than")),
        ("8000多万农业转移人口成为城镇居民。", ("80000000", "人", "more_than")),
        ("贫困人口减少6800万。", ("68000000", "人", "exact")),
        ("惠及45万困难群众。", ("450000", "人", "exact")),
        ("人才总量超69万。", ("690000", "人", "more_than")),
        ("完成11万农户改造。", ("110000", "户", "exact")),
        ("为企业减负23亿元。", ("2300000000", "元", "exact")),
        ("推广4项制度创新成果。", ("4", "项", "exact")),
        ("出境旅游人次达到8300万。", ("83000000", "人次", "exact")),
        ("生产总值跨过1.2万亿元。", ("1200000000000", "元", "more_than")),
        ("工业总产值突破500亿大关。", ("50000000000", "元", "more_than")),
        ("出口4500万美元。", ("45000000", "美元", "exact")),
        ("用电量73.5亿度。", ("7350000000", "千瓦时", "exact")),
        ("接待游客近300万人次。", ("3000000", "人次", "about")),
        ("增长8%左右。", ("8", "%", "about")),
        ("失业率控制在4%以内。", ("4", "%", "at_most")),
        ("粮食总产不低于40亿斤。", ("4000000000", "斤", "at_least")),
        ("每县至少建成2个示范片区。", ("2", "个", "at_least")),
        ("打造5条多式联运线路。", ("5", "条", "exact")),
        ("增长6%-6.5%。", ("6-6.5", "%", "range")),
        ("增长6-7%。", ("6-7", "%", "range")),
        ("投资8至10亿元。", ("800000000-1000000000", "元", "range")),
        ("服务企业1,150家。", ("1150", "家", "exact")),
        ("经济总量翻一番。", ("2", "倍", "exact")),
        ("经济总量翻了近两番。", ("4", "倍", "about")),
        ("税收保持两位数增长。", ("10", "%", "at_least")),
        ("居全省第3位。", ("3", "位", "exact")),
        ("总量居全市第一。", ("1", "位", "exact")),
        ("招商引资超300亿。", ("30000000000", "元", "more_than")),
        ("提出“全年增长5%”的要求。", ("5", "%", "exact")),
        ("进入全省前5名。", ("5", "位", "at_most")),
        ("建成两个乡镇污水处理厂。", ("2", "个", "exact")),
        ("完成百亿元投资。", ("10000000000", "元", "exact")),
        ("每个乡镇至少有一个主导产业。", ("1", "个", "at_least")),
        ("新建一所幼儿园。", ("1", "所", "exact")),
        ("产业占比提高一倍。", ("1", "倍", "exact")),
        ("增长百分之十五点三。", ("15.3", "%", "exact")),
        ("油料增长二点七倍。", ("2.7", "倍", "exact")),
        ("油料增长二点七五倍。", ("2.75", "倍", "exact")),
        ("油料增长零点五倍。", ("0.5", "倍", "exact")),
        ("增长两倍半。", ("2.5", "倍", "exact")),
        ("投资三点二万亿元。", ("3200000000000", "元", "exact")),
        ("总产量达到四亿零二百三十六万吨。", ("402360000", "吨", "exact")),
        ("总产值达到二万三千八百九十亿元。", ("2389000000000", "元", "exact")),
        ("总产量达到二亿三千多万吨。", ("230000000", "吨", "more_than")),
        ("总产值达到五百亿元，三年翻身。", ("50000000000", "元", "exact")),
        ("总产量三百多亿斤。", ("30000000000", "斤", "more_than")),
        ("完成上千亿元。", ("100000000000", "元", "at_least")),
        ("速度调高到百分之七至八。", ("7-8", "%", "range")),
        ("增长百分之三点五至百分之四。", ("3.5-4", "%", "range")),
        ("增长百分之8至9。", ("8-9", "%", "range")),
        ("增长百分之七到八月底。", ("7", "%", "exact")),
        ("增长百分之三十多。", ("30", "%", "more_than")),
        ("提高三到五个百分点。", ("3-5", "个百分点", "range")),
        ("增加三到五万亩。", ("30000-50000", "亩", "range")),
        ("增长率降到千分之九左右。", ("9", "‰", "about")),
        ("增长１２·７％。", ("12.7", "%", "exact")),
        ("提高2·6个百分点。", ("2.6", "个百分点", "exact")),
        ("工业力争达到两位数，农业平稳。", ("10", "%", "at_least")),
        ("事故死亡率控制在0.6人/百亿元以下。", ("0.6", "人", "exact")),
        ("完成百分之95以上。", ("95", "%", "at_least")),
        ("5大片区亮化。", ("5", "个", "exact")),
        ("建成12栋楼宇。", ("12", "栋", "exact")),
        ("空气质量综合指数5.94，同比改善。", ("5.94", "", "exact")),
        ("人均预期寿命78.2岁。", ("78.2", "岁", "exact")),
        ("浓度降至35微克/立方米。", ("35", "微克/立方米", "exact")),
        ("河流连续4年达标。", ("4", "年", "exact")),
        ("河流连续三年达标。", ("3", "年", "exact")),
    ],
)
def test_a_quantity_is_read_in_the_base_unit_with_its_bound(text, expected):
    assert stated(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别提高3.4个、2个百分点。", [("3.4", "个百分点", "exact"), ("2", "个百分点", "exact")]),
        ("分别投资20、30亿元。", [("2000000000", "元", "exact"), ("3000000000", "元", "exact")]),
        ("分别突破30亿元、40亿元。", [("3000000000", "元", "more_than"), ("4000000000", "元", "more_than")]),
        ("至少建成2个片区、20个村。", [("2", "个", "at_least"), ("20", "个", "at_least")]),
        ("结构为12.5:40.1:47.4。", [("12.5", "%", "exact"), ("40.1", "%", "exact"), ("47.4", "%", "exact")]),
        ("旅游人次由8300万增加到1亿3千多万。", [("83000000", "人次", "exact"), ("130000000", "人次", "more_than")]),
        ("结构为12.5∶40.1∶47.4。", [("12.5", "%", "exact"), ("40.1", "%", "exact"), ("47.4", "%", "exact")]),
        ("由百分之八到百分之六。", [("8", "%", "exact"), ("6", "%", "exact")]),
        ("两率分别控制在7%、3%以内。", [("7", "%", "at_most"), ("3", "%", "at_most")]),
        ("各业分别增长7%、6%和5%左右。", [("7", "%", "about"), ("6", "%", "about"), ("5", "%", "about")]),
        ("分别新增7户、3%以上。", [("7", "户", "exact"), ("3", "%", "at_least")]),
        ("达到7%、3%以上。", [("7", "%", "exact"), ("3", "%", "at_least")]),
        ("增长-2.3%。", [("-2.3", "%", "exact")]),
        ("增长 －2.3％。", [("-2.3", "%", "exact")]),
        ("增速为负2.3%左右。", [("-2.3", "%", "about")]),
        ("分别增长5%、-2.3%和3%。", [("5", "%", "exact"), ("-2.3", "%", "exact"), ("3", "%", "exact")]),
        ("增速由-2.3%提高到5%。", [("-2.3", "%", "exact"), ("5", "%", "exact")]),
        ("负增长2.3%。", [("2.3", "%", "exact")]),
        ("争取5-3个。", [("3", "个", "exact")]),
    ],
)
def test_what_is_cut_short_in_a_list_is_what_the_list_says(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("推行一校一园[7]。", ["footnote"]),
        ("推行一校一园(12)。", ["footnote"]),
        ("1.总部经济：新业态。", ["list_number"]),
        ("新增5A景区。", ["name"]),
        ("改善PM2.5。", ["name"]),
        ("改造G107国道。", ["name"]),
        ("建成110千伏变电站。", ["name"]),
        ("淘汰35吨级锅炉。", ["name"]),
        ("新建35-110千伏线路。", ["name", "name"]),
        ("提升15分钟健身圈标准。", ["name"]),
        ("每10万人床位数。", ["name"]),
        ("形成“1+3+N”体系。", ["set_phrase", "set_phrase"]),
        ("实施“11258”工程。", ["set_phrase"]),
        ("打造“3个全国之最”品牌。", ["set_phrase"]),
        ("做到6个“始终坚持”，稳步前行。", ["set_phrase"]),
        ("引进500万元以上项目。", ["threshold"]),
        ("服务60岁以上老人。", ["threshold"]),
        ("服务3公里范围居民。", ["threshold"]),
        ("扶持纳税超过1000万元的企业。", ["threshold"]),
        ("2021年3月5日召开。", ["date", "date", "date"]),
        ("2016-2020年规划。", ["date", "date"]),
        ("前11个月运行平稳。", ["date"]),
        ("庆祝建党第100周年。", ["ordinal"]),
        ("推行12345热线。", ["no_unit"]),
        ("气温-2.3%。", ["unread"]),
        ("下降-2.3%。", ["unread"]),
        ("气温（-2.3%）。", ["unread"]),
        ("人口自然增长率-2.3%。", ["unread"]),
        ("税收增长-2%至-1%。", ["unread", "unread"]),
        ("企业增速快减负2.3%。", ["unread"]),
        ("总量跨过3个万亿元大关。", ["set_phrase", "set_phrase"]),
        ("总量连上2个新台阶。", ["set_phrase"]),
        ("增长8. 5%。", ["no_unit", "misprint"]),
        ("完成1 500亿元。", ["no_unit", "misprint"]),
        ("增长1O.5%。", ["name", "misprint"]),
        ("纪念“5·12”活动。", ["set_phrase", "name"]),
    ],
)
def test_what_states_no_figure_has_a_reason(text, reasons):
    assert [number.reason for number in SCANNER.scan(fold(text).text)] == reasons


@pytest.mark.parametrize(
    "text",
    [
        "树牢四个意识。",
        "涌现一批先进。",
        "聚焦三农工作。",
        "依托百度、小米。",
        "一万年太久，只争朝夕。",
        "千斤重担众人挑。",
        "千百万人民共同开创。",
        "把安全放在第一位。",
        "全省开局良好\n第九、改善生活。",
        "全省第一、第三产业加快发展。",
        "学科进入全球前千分之一。",
        "推行“一点一策”整治。",
        "形成两点一线布局，早上九点三十分开工。",
        "总量先后跨过两个万亿元大关，连上三个新台阶。",
        "甲收入、乙收入、丙收入三项指标领先，两项主要指标均超额完成。",
        "实现四个现代化，上述三项任务互相联系。",
        "三门海市政府。",
        "所占不到百分之几。",
        "减少三分之一。",
        "抓好六项工作：一是稳增长。",
        "实现“一个翻番”。",
        "开展三项两增活动。",
        "整治散慢懒、争当实干家。",
        "打造百亿元产业集群。",
        "大气、水、土壤污染防治三个领域。",
    ],
)
def test_chinese_numerals_in_set_phrases_are_no_figures(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    ("words", "value"), [("三千二百", 3200), ("百", 100), ("十五", 15), ("两万", 20000), ("一亿三千万", 130000000)]
)
def test_a_chinese_numeral_has_a_value(words, value):
    assert numeral(words) == value


SCALES = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "千万": 10**7,
    "亿": 10**8,
    "百亿": 10**10,
    "万亿": 10**12,
}
# Years and days in digits are dates; shares are not scaled.
UNITS = [unit for unit in VOCABULARY["units"] if unit[0] not in "万亿三四五年日"]
BEFORE = {word: key for key, row in VOCABULARY["qualifiers"].items() for word in row["before"].split("|")}
AFTER = {
    word: key for key, row in VOCABULARY["qualifiers"].items() for word in row["after"].split("|") if word not in "余多"
}


@st.composite
def quantities(draw) -> tuple[str, Decimal, str, str]:
    """A sentence with a quantity, the value and the unit that it has, and its bound."""
    value = draw(st.decimals(0, 9999, places=draw(st.integers(0, 2))))
    unit = draw(st.sampled_from(UNITS))
    loose = unit[0] in "%‰成个瓦伏克米卡分千百"
    scale = draw(st.sampled_from([""] if loose else list(SCALES)))
    form = draw(st.sampled_from(["before", "after", "inside", "exact"]))
    word = draw(st.sampled_from(sorted({"before": BEFORE, "after": AFTER}.get(form, {"": "", "余": "", "多": ""}))))
    printed = f"{value:,}" if draw(st.booleans()) else str(value)
    words = {
        "before": f"{word}{printed}{scale}{unit}",
        "after": f"{printed}{scale}{unit}{word}",
        "inside": f"{printed}{scale}{word}{unit}",
        "exact": f"{printed}{scale}{unit}",
    }[form]
    bound = {"before": BEFORE.get(word), "after": AFTER.get(word)}.get(form) if word else None
    bound = bound or ("more_than" if form == "inside" and word else "exact")
    return f"产品规模，{words}。", value * SCALES[scale], unit, bound


@settings(max_examples=150)
@given(quantities())
def test_a_number_in_any_scale_unit_and_bound_reads_back(written):
    text, value, unit, bound = written
    (number,) = figures(text)
    assert (number.value, number.printed, number.qualifier) == (value, unit, bound)


WORDS = "0,1,2,35,2021,5.5,12:30,+,(,),[,],“,”,《,》,。,，,、,；,年,月,日,第,前,位,名,翻,番,一,两,百,千,万,亿,十,零,余,多,近,约,超过"
UNITED = "以上,以内,%,元,个,人,家,亩,公里,千瓦,级,号,A,PM,至,到,-,~,从,由,提高,增长,目标,完成,项目,企业,每,分之,个百分点,倍,成,\n,."
PIECES = st.sampled_from([",", *WORDS.split(","), *UNITED.split(",")])
ANY_TEXT = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=200)
@given(ANY_TEXT)
@example("5-3个")
@example("翻3番")
@example("前1.5位")
@example("1:2:3:4")
def test_each_run_of_digits_of_any_text_belongs_to_one_number(text):
    numbers = SCANNER.scan(text)
    assert all(one.start < one.end <= two.start for one, two in pairwise(numbers))
    for run in re.finditer("[0-9]+", text):
        assert sum(one.start <= run.start() and run.end() <= one.end for one in numbers) == 1
    assert all(number.reason or number.value is not None for number in numbers)
