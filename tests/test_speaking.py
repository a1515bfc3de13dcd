"""What figures speak of: period, status, promise and measure, from their words and their part of the report."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zreport.reading.document import Document
from zreport.reading.folding import fold
from zreport.reading.outline import Part, plan_years, read_outline
from zreport.reading.speaking import Speaker, Spoken
from zreport.reading.whole import vocabulary_measure
from zreport.tables.package import shared_vocabulary

SCANNER = Document("", vocabulary=shared_vocabulary()).scanner
ONE, FIVE = "一、2021年工作回顾\n", "一、过去五年工作回顾\n"
NEXT, COMING = "二、2022年工作安排\n", "二、今后五年的奋斗目标\n"


def speak(text: str, month: int = 1) -> list[Spoken]:
    """What the figures of a report speak of that was read in a month of 2022."""
    text = fold(text).text
    return list(Speaker(text, read_outline(text, 2022, month), 2022, month).speak(SCANNER.scan(text)))


def said(text: str, field: str) -> list[str]:
    return [getattr(one, field) for one in speak(text)]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["一、2021年工作回顾"], [("review", "2021", "achieved")]),
        (["2021年工作回顾", "2022年工作安排"], [("review", "2021", "achieved"), ("plan", "2022", "target")]),
        (["一、过去五年工作回顾"], [("review", "2017/2021", "achieved")]),
        (["一、“十三五”时期工作回顾"], [("review", "2016/2020", "achieved")]),
        (["一、2021年工作回顾", "二、今年工作"], [("review", "2021", "achieved"), ("plan", "2022", "target")]),
        (
            [
                "一、2020年和“十三五”时期工作回顾",
                "2020年，农业平稳。",
                "经过五年奋斗，“十三五”规划目标顺利完成。",
                "一是农业。",
            ],
            [("review", "2020", "achieved")] * 2 + [("review", "2016/2020", "achieved")] * 2,
        ),
        (
            ["一、“十三五”发展回顾", "（一）2021年工作", "农业平稳。", "（二）“十三五”时期成就"],
            [
                ("review", "2016/2020", "achieved"),
                *[("review", "2021", "achieved")] * 2,
                ("review", "2016/2020", "achieved"),
            ],
        ),
        (["一、工作回顾", "二、今后五年目标任务"], [("review", "2021", "achieved"), ("plan", "2022/2026", "target")]),
        # Without a numeral, and with a plan and a year.
        (
            ["“十三五”时期发展成就和2021年工作回顾", "“十四五”时期主要目标和2022年重点工作"],
            [("review", "2016/2020", "achieved"), ("plan", "2022", "target")],
        ),
        (["一、工作回顾", "二、“十四五”规划目标"], [("review", "2021", "achieved"), ("plan", "2022/2025", "target")]),
        (
            ["一、2021年工作回顾", "我们也清醒地看到，还存在不少困难和问题。", "二、2022年工作安排", "名词解释"],
            [
                ("review", "2021", "achieved"),
                ("problems", "2021", "achieved"),
                ("plan", "2022", "target"),
                ("glossary", "", ""),
            ],
        ),
        (["一、2021年工作回顾", "二、民生持续改善"], [("review", "2021", "achieved")] * 2),
        (["一、2020年工作回顾"], [("review", "2020", "achieved")]),
        (
            ["一、2021年工作回顾", "二、乘势而上谱写新篇", "今年，我们将奋力前行。"],
            [("review", "2021", "achieved"), ("plan", "2022", "target"), ("plan", "2022", "target")],
        ),
        (["过去五年，是奋进的五年。"], [("review", "2017/2021", "achieved")]),
        (
            ["一、工作回顾", "——这五年，是奋进的五年。"],
            [("review", "2021", "achieved"), ("review", "2017/2021", "achieved")],
        ),
        (
            ["一、工作回顾", "（二）我们走过的这五年"],
            [("review", "2021", "achieved"), ("review", "2017/2021", "achieved")],
        ),
        (
            ["一、2020年工作回顾", "任务全面完成，标志着“十三五”圆满收官。"],
            [("review", "2020", "achieved"), ("review", "2016/2020", "achieved")],
        ),
        (
            [
                "一、2022年工作安排",
                "各位代表！让我们团结一心、奋力前行，为谱写高质量发展新篇章而努力奋斗！",
                "附件1：",
                "2021年民生实事完成情况",
                "2022年民生实事",
                "二、2021年工作回顾",
            ],
            [
                ("plan", "2022", "target"),
                ("plan", "2022", "target"),
                ("annex", "2022", "target"),
                ("annex", "2021", "achieved"),
                ("annex", "2022", "target"),
                ("review", "2021", "achieved"),
            ],
        ),
        (
            ["一、2022年工作安排", "各位代表！奋力前行！", "附件", "2021年重点工程进展情况", "新建学校。"],
            [("plan", "2022", "target")] * 2 + [("annex", "2022", "target")] + [("annex", "2021", "achieved")] * 2,
        ),
        (
            ["一、过去一年和五年工作回顾", "过去五年极不平凡。", "过去一年，我们砥砺前行。"],
            [("review", one, "achieved") for one in ("2021", "2017/2021", "2021")],
        ),
        # Of one year and several a part speaks in the order of its heading, until it says which.
        (
            ["一、五年及2021年工作回顾", "——学校增多。", "各位代表，2021年是收获的一年。", "——道路变宽。"],
            [("review", "2017/2021", "achieved")] * 2 + [("review", "2021", "achieved")] * 2,
        ),
        (
            ["一、2021年及五年工作回顾", "（一）学校增多。", "2021年是“十三五”收官之年。", "——道路变宽。"],
            [("review", "2021", "achieved")] * 2 + [("review", "2017/2021", "achieved")] * 2,
        ),
        (
            ["一、2020年工作回顾", "回顾“十三五”，变化可喜。", "——道路变宽。"],
            [("review", "2020", "achieved")] + [("review", "2016/2020", "achieved")] * 2,
        ),
        (
            ["一、五年工作回顾", "学校增多。", "刚刚过去的2021年，我们攻坚克难。", "道路变宽。"],
            [("review", "2017/2021", "achieved")] * 2 + [("review", "2021", "achieved")] * 2,
        ),
        # What a heading of its subject only opens is not of the plan that follows it.
        (
            ["一、2021年工作回顾", "二、推进改革创新", "审批提速。", "2022年工作安排", "我们将新建学校。"],
            [("review", "2021", "achieved")] * 3 + [("plan", "2022", "target")] * 2,
        ),
        (
            ["一、关于“十四五”规划的说明", "（二）“十三五”期间主要情况", "学校增多。", "（三）“十四五”时期目标"],
            [("plan", "2022/2025", "target")]
            + [("review", "2016/2020", "achieved")] * 2
            + [("plan", "2022/2025", "target")],
        ),
        (
            ["一、2022年工作安排", "五年来，学校增多。", "新建学校。"],
            [("plan", "2022", "target"), ("review", "2017/2021", "achieved"), ("plan", "2022", "target")],
        ),
        (
            [
                "一、五年发展成就和今后五年目标任务",
                "过去五年，学校增多。",
                "今后五年是关键期。",
                "——新建学校。",
                "二、2022年工作安排",
            ],
            [("review", "2017/2021", "achieved")] * 2
            + [("plan", "2022/2026", "target")] * 2
            + [("plan", "2022", "target")],
        ),
        (
            ["一、工作回顾和安排", "（一）2021年工作回顾", "（二）2022年工作安排", "新建学校。"],
            [("review", "2021", "achieved")] * 2 + [("plan", "2022", "target")] * 2,
        ),
    ],
)
def test_headings_say_what_the_parts_speak_of(headings, expected):
    parts = read_outline(fold("\n\n".join(headings)).text, 2022)
    assert [(part.kind, part.period, part.status) for part in parts] == expected


def test_counted_years_end_with_those_of_a_part_of_some_months():
    text = "两年来，出口增长5%。"
    parts = [Part(0, len(text), 1, "", "review", "2021-01/2021-06", "achieved")]
    spoken = Speaker(text, parts, 2022, 1).speak(SCANNER.scan(text))
    assert [one.period for one in spoken] == ["2020/2021"]


def test_a_report_read_late_in_a_year_looks_back_on_its_own():
    assert [part.period for part in read_outline("一、工作回顾\n二、明年工作安排", 2022, 12)] == ["2022", "2023"]


def test_the_years_of_a_plan_are_known():
    assert (plan_years("“十二五”末"), plan_years("十四五规划"), plan_years("没有")) == (
        (2011, 2015),
        (2021, 2025),
        None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ONE + "生产总值增长8%。", ["2021"]),
        (FIVE + "生产总值达到90亿元，年均增长8%。累计投资30亿元。", ["2021", "2017/2021", "2017/2021"]),
        (FIVE + "2021年，生产总值增长8%。新增就业3000人。", ["2021", "2021"]),
        (FIVE + "2019年建成学校3所。\n新增就业3000人。", ["2019", "2017/2021"]),
        (FIVE + "森林覆盖率提高2个百分点。存栏90万头。", ["2017/2021", "2021"]),
        (FIVE + "完成产值30亿元。每年新增就业60万人、劳动力稳定在600万人。", ["2021", "2017/2021", "2017/2021"]),
        (ONE + "新增就业3000人。\n五年来，建成学校3所。", ["2021", "2017/2021"]),
        (ONE + "五年来，建成学校3所。\n一年来，新增就业3000人。", ["2017/2021", "2021"]),
        (NEXT + "新建学校3所。", ["2022"]),
        (NEXT + "去年办结20件，今年要办30件。", ["2021", "2022"]),
        (NEXT + "上半年完成土地收储500亩，年底前竣工20个。", ["2022-01/2022-06", "2022"]),
        (NEXT + "1-9月完成投资3亿元。", ["2022-01/2022-09"]),
        (ONE + "前11个月完成投资3亿元。", ["2021-01/2021-11"]),
        (NEXT + "到2025年，学校达到30所。", ["2025"]),
        (NEXT + "力争用三年时间，新建学校3所。", ["2024"]),
        (NEXT + "“十四五”期间建成学校3所。", ["2021/2025"]),
        (NEXT + "实现总量翻一番。", ["2025"]),
        (COMING + "年均增长7%，总量达到90亿元，新增就业3万人。", ["2022/2026", "2026", "2022/2026"]),
        (ONE + "今年以来，新增企业3家。", ["2021"]),
        (ONE + "2019-2021年建成学校3所。", ["2019/2021"]),
        (ONE + "2018年以来，累计建成学校3所。", ["2018/2021"]),
        (ONE + "河流连续4年达标。", ["2018/2021"]),
        (ONE + "投入连续4年增长5%。", ["2018/2021", "2018/2021"]),
        (NEXT + "连续三年开展培训，每年培训30人。", ["2022/2024", "2022/2024"]),
        (ONE + "总量较2019年增长12%。", ["2021"]),
        (FIVE + "总量较2016年增长38%，是2016年的1.4倍。", ["2021", "2021"]),
        (FIVE + "事故较“十三五”时期下降6%。收入达到“十二五”末的1.6倍。", ["2017/2021", "2021"]),
        (ONE + "出口由2012年的45万美元增加到230万美元，年均增长8%。", ["2012", "2021", "2013/2021"]),
        (ONE + "出口230万美元，是2012年的2.4倍，年均增长8%。", ["2021", "2021", "2013/2021"]),
        (FIVE + "2021年，出口累计5亿元，是“十二五”时期的4.8倍。", ["2017/2021", "2017/2021"]),
        (FIVE + "年均培训规模达到300人。", ["2017/2021"]),
        (COMING + "到2026年，新上项目80个，总投资90亿元。", ["2022/2026", "2022/2026"]),
        (FIVE + "占比由“十二五”末的40%提高到2020年的52%，学校达到3所。", ["2015", "2020", "2021"]),
        (ONE + "名次从60名上升到35名。", ["2020", "2021"]),
        (ONE + "工程提前3个月完工，交付率100%。", ["2021"]),
        # What is there in the end, and what was done in all of the years.
        (FIVE + "新能源装机90万千瓦，新增装机20万千瓦。", ["2021", "2017/2021"]),
        (FIVE + "累计接待游客50万人次，实现收入12亿元。", ["2017/2021", "2017/2021"]),
        (FIVE + "低保标准提高到每月810元。", ["2021"]),
        (FIVE + "生产总值达到90亿元，比上年增长8%。", ["2021", "2021"]),
        (FIVE + "提出到2030年森林覆盖率达到40%的目标。新增装机20万千瓦。", ["2030", "2017/2021"]),
        (COMING + "今年新建学校3所。", ["2022"]),
        (NEXT + "过去一年，我们成绩显著。出口增长9%。新的一年，出口增长5%。", ["2021", "2022"]),
        # One step from one side to the other; what follows it is no further one.
        (FIVE + "产值从20亿元增加到50亿元，跃升到全市第2位。", ["2016", "2021", "2021"]),
        (NEXT + "今后五年，存款年均增长5%，贷款年均增长4%。", ["2022/2026"] * 2),
        (NEXT + "未来三年，新建学校3所。", ["2022/2024"]),
        (NEXT + "过去五年，新建学校3所。今年新建2所。", ["2017/2021", "2022"]),
        # A year that all else is measured by.
        (ONE + "2021年同2018年相比，出口增长12%，达到7亿元。", ["2021", "2021"]),
        (ONE + "与2018年决算比较，支出增长12%。", ["2021"]),
        (FIVE + "2021年同2016年相比，出口增长12%，达到7亿元。", ["2017/2021", "2021"]),
        (
            FIVE + "2021年同2018年相比，出口由5亿元增加到7亿元。大家知道，产值年均增长4%。",
            ["2018", "2021", "2019/2021"],
        ),
        (FIVE + "2021年出口7亿元，比2018年增长12%，年均增长4%。", ["2021", "2021", "2019/2021"]),
        # Years that are counted.
        (FIVE + "十年增加近7亿元、年均增长6%。新增就业3万人。", ["2012/2021", "2012/2021", "2017/2021"]),
        (ONE + "这两年中，出口增长16%，税收增长4%。", ["2020/2021"] * 2),
        (ONE + "三年累计新增就业3万人。", ["2019/2021"]),
        (ONE + "提前两年完成投资3亿元。", ["2021"]),
        (FIVE + "2021年出口7亿元，五年固定资产投资完成9亿元。", ["2021", "2017/2021"]),
        (FIVE + "实施五年行动计划，2021年新建学校3所。", ["2021"]),
        (FIVE + "出口合计达到7亿元，粮食产量连年稳定在9亿斤以上。", ["2017/2021"] * 2),
        (COMING + "失业率控制在5%以内，森林覆盖率达到30%。", ["2022/2026", "2026"]),
        (COMING + "按照“十三五”规划，产值年均增长4%；“十五五”年均增长3%。", ["2022/2026"] * 2),
        (ONE + "全会谋划了未来五年的发展，新建学校3所。", ["2021"]),
        (NEXT + "在去年的基础上再建2所，在过去五年增长基础上增长4%。", ["2022"] * 2),
        (NEXT + "按照“十四五”规划，产值年均增长4%。编制“十四五”规划3项。", ["2021/2025", "2022"]),
        # Years that open a clause: of a review those that are over, of a plan those to come.
        (ONE + "五年新增城镇就业3万人。", ["2017/2021"]),
        (NEXT + "五年城镇新增就业3万人。今年新建学校2所。", ["2022/2026", "2022"]),
        (ONE + "粮食产量连续8年居全市首位，增量5万吨。", ["2014/2021", "2021"]),
        (FIVE + "外贸总量连上台阶、超过6万亿元，累计新增就业3万人。", ["2021", "2017/2021"]),
        ("一、过去五年和2021年工作\n2021年很不平凡。一年来，任期圆满收官。\n粮食总产9亿斤。", ["2021"]),
        ("一、过去五年和2021年工作\n过去五年很不平凡。\n新增就业9万人。", ["2017/2021"]),
        (NEXT + "到2026年，出口达到9亿元，年均增长6%。", ["2026", "2022/2026"]),
        (FIVE + "森林覆盖率达到38%，高于全市2个百分点。", ["2021", "2021"]),
        (FIVE + "出口年均增长6%，高于全市2个百分点。", ["2017/2021"] * 2),
        (NEXT + "在去年新建学校2所的基础上，再建3所。", ["2021", "2022"]),
        (NEXT + "三年内，新建学校6所；今年新建2所、明年新建1所。", ["2024", "2022", "2023"]),
        (NEXT + "用两到三年时间，新建学校6所。", ["2024"]),
        (ONE + "自2019年以来，累计新建学校6所。", ["2019/2021"]),
        (FIVE + "城镇化率低于全国8个百分点。", ["2021"]),
        (FIVE + "农民收入年均增速高于全国2个百分点。", ["2017/2021"]),
        (ONE + "城镇化率达到46%，五年提高8个百分点。", ["2021", "2017/2021"]),
        (NEXT + "从今年起，三年投入15亿元，今年改造60套。", ["2022/2024", "2022"]),
        # A time named late in one of several items is of that one; what grows each year does in all.
        (COMING + "出口增长6%，2026年达到9亿元；能耗下降3%。", ["2022/2026", "2026", "2022/2026"]),
        (COMING + "到2026年，出口达到9亿元；城镇化率每年提高2个百分点，2026年达到60%。", ["2026", "2022/2026", "2026"]),
        (COMING + "2026年收入达到3500元，年均增加300元。", ["2026", "2022/2026"]),
        (FIVE + "2021年产值达到9亿元。税收2亿元。企业净增5家。", ["2021", "2021", "2017/2021"]),
        (ONE + "企业达到78家，去年同期为61家。", ["2021", "2020"]),
    ],
)
def test_a_period_follows_from_the_words_and_the_part(text, expected):
    assert said(text, "period") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ONE + "生产总值增长8%。", ["achieved"]),
        (NEXT + "生产总值增长8%。", ["target"]),
        (ONE + "预计生产总值90亿元，增长8%；税收5亿元。", ["expected"] * 3),
        (ONE + "工业总产值预计完成90亿元，是2020年的1.4倍，企业达到9家。", ["expected", "expected", "achieved"]),
        (ONE + "新增就业3000人，预计增长8%。", ["achieved", "expected"]),
        (ONE + "生产总值增长6.5%(年度目标6%以上)。", ["achieved", "target"]),
        (ONE + "超额完成12亿元的年度目标。", ["target"]),
        (ONE + "瞄定“五年翻一番”战略目标。", ["target"]),
        (ONE + "技术交易额翻了一番。", ["achieved"]),
        (ONE + "到2025年，建成学校3所。", ["target"]),
        (NEXT + "去年办结20件，今年要办30件。", ["achieved", "target"]),
        (NEXT + "赤字比去年增加5亿元。", ["target"]),
        (NEXT + "目前已建成学校3所。", ["achieved"]),
        (NEXT + "团结全县28万人民。", ["achieved"]),
        (NEXT + "名次从60名上升到35名。", ["baseline", "target"]),
        (ONE + "低保分别由645元、43元提高到800元、50元。", ["baseline", "baseline", "achieved", "achieved"]),
        (ONE + "结构由15:42:43调整为12:40:48。", ["baseline"] * 3 + ["achieved"] * 3),
        (FIVE + "产值从20亿元增加到50亿元，跃升到全市第2位。", ["baseline", "achieved", "achieved"]),
        (COMING + "从2018年到2021年的四年间，产值增长33%。", ["achieved"]),
        (NEXT + "五年来，累计投资3亿元。今年投资1亿元。", ["achieved", "target"]),
        (ONE + "今后五年，产值年均增长5%。", ["target"]),
        (ONE + "计划草案拟定，产值增长5%。", ["target"]),
        (ONE + "经预测，产值90亿元，增长8%。", ["expected"] * 2),
        (ONE + "税收可达9亿元。", ["expected"]),
        (NEXT + "在去年新建学校2所的基础上，再建3所。", ["achieved", "target"]),
    ],
)
def test_a_status_is_that_of_the_part_unless_words_say_otherwise(text, expected):
    assert said(text, "status") == expected


def test_a_report_read_late_in_a_year_speaks_from_that_year():
    text = "一、2022年工作回顾\n企业达到9家，去年为7家。\n二、明年工作安排\n明年新建学校3所，今年已建2所。"
    assert [one.period for one in speak(text, 12)] == ["2022", "2021", "2023", "2022"]


def test_a_note_of_the_glossary_speaks_of_where_its_term_is_used():
    text = f"{ONE}推行一校一园[1]。\n{NEXT}推行双创[2]。\n名词解释\n[1]一校一园：配备教师30名。\n[2]双创：培训40人。"
    assert said(text, "status") == ["achieved", "target"]
    assert said(text, "period") == ["2021", "2022"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("力争新增企业6家。", ["strive"]),
        ("粮食总产确保40亿斤以上。", ["ensure"]),
        ("计划实施重点项目10个，完成投资8亿元。", ["plan", "plan"]),
        ("力争新增企业15家，培育龙头企业3家、挂牌企业27家。", ["strive", "strive", "strive"]),
        ("计划实施重点项目10个；完成投资8亿元。", ["plan", ""]),
        ("力争项目落地，加快推进征收5000亩。", [""]),
        ("计划用三年时间，新建厂房5万平方米。", ["plan"]),
        ("推进7个产业项目建设，确保年内建成投产。", ["ensure"]),
        ("建设农田38万亩，确保粮食产量80亿斤。", ["", "ensure"]),
        ("覆盖率达到30%，争创省级森林城市。", [""]),
        ("确保粮食增产。新增就业3万人。", [""]),
        ("实施科技计划项目5项。", [""]),
        ("争取政策支持，林地面积30亩。", [""]),
        ("计划草案规定，产值增长5%。", [""]),
        ("争取城镇居民收入年均增长5%，农村居民收入年均增长4%。", ["strive", "strive"]),
        # What is hoped for beyond a figure is promised alone.
        ("出口增长8%以上、力争达到12%以上，税收增长5%。", ["", "strive", ""]),
        ("出口增长8%，力争12%，税收增长5%。", ["", "strive", ""]),
        ("出口确保增长8%、力争达到12%，税收增长5%。", ["ensure", "strive", ""]),
        ("出口增长8%左右，努力争取更好结果，税收增长5%。", ["", ""]),
        ("出口增长8%、力争取得更好成绩，税收增长5%。", ["", ""]),
        ("新建学校3所、力争新建医院2家。", ["", "strive"]),
        ("能耗下降3%，确保完成减排任务。", [""]),
    ],
)
def test_a_promise_holds_for_its_clause_and_its_list_and_no_further(words, expected):
    assert said(NEXT + words, "commitment") == expected


def test_what_was_achieved_is_no_promise():
    assert said(ONE + "确保粮食总产稳定在40亿斤以上。", "commitment") == [""]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("生产总值完成90亿元，增长8%。", ["level", "growth"]),
        ("新建学校3所。", ["total"]),
        ("存款余额20亿元。", ["level"]),
        ("龙头企业16家，比2019年增加10家。", ["level", "change"]),
        ("森林面积增加3万亩。", ["change"]),
        ("绿地率提高2个百分点。", ["change"]),
        ("年均增长8%。", ["average_growth"]),
        ("保持年均9.3%的高增速。", ["average_growth"]),
        ("就诊率达到90%。", ["share"]),
        ("占工业增加值的30%。", ["share"]),
        ("占比增长5%。", ["growth"]),
        ("比上年多培训500人。", ["change"]),
        ("学校增加到30所。", ["level"]),
        ("实施投资5亿元的项目。", ["level"]),
        ("新建绿地面积30亩。", ["total"]),
        ("新建学校达3所。", ["level"]),
        ("对经济增长贡献率超过30%。", ["share"]),
        ("研发投入增长率保持在10%。", ["growth"]),
        ("价格涨幅3%左右。", ["growth"]),
        ("占比由70%提高到83%。", ["share", "share"]),
        ("分别增长8%、9.5%。", ["growth", "growth"]),
        ("增长6.5%(年度目标6%以上)。", ["growth", "growth"]),
        ("是2019年的2.1倍。", ["ratio"]),
        ("比2019年增长2.2倍。", ["growth"]),
        ("居全省第3位。", ["rank"]),
        ("人均可支配收入2.3万元。", ["per"]),
        ("审批压缩到3个工作日。", ["duration"]),
        ("优良天数达到219天。", ["level"]),
        ("浓度不高于23微克/立方米。", ["level"]),
        ("粮食产量9亿斤，增产2亿斤，即增长8%。", ["level", "change", "growth"]),
        ("粮食减产2亿斤（即8%）。", ["change", "growth"]),
        ("发放贷款3亿元，贷款余额20亿元。", ["total", "level"]),
        ("新增产值过亿元企业4家。", ["total"]),
        ("新入库规模以上企业9家。", ["total"]),
        ("出口由2亿元增加到3亿元，补助由人均60元提高到70元。", ["level", "level", "per", "per"]),
        ("每千人托位数达到4个，人均预期寿命达到78岁。", ["per", "level"]),
        ("居民消费价格指数涨幅控制在2%以内。", ["growth"]),
        ("居民消费价格指数控制在102%左右。", ["share"]),
        ("出口增长8%以上、力争达到12%以上。", ["growth", "growth"]),
        ("出口增速高于全市2个百分点，达到9%以上。", ["change", "growth"]),
        ("细颗粒物年均浓度下降7%。", ["growth"]),
        ("人口自然增长率控制在6‰以内。", ["share"]),
    ],
)
def test_a_measure_is_what_is_said_of_the_figure(words, expected):
    assert said(ONE + words, "measure") == expected


def test_an_average_amount_is_of_one_year_and_no_sum():
    text = fold(f"{FIVE}年均新增就业3万人，累计新增就业9万人。").text
    assert [vocabulary_measure(one, text) for one in speak(text)] == ["annual", "total"]


def test_a_share_that_rises_is_a_share_on_both_sides():
    text = fold(f"{ONE}服务业占产值比重由38%提高到45%，升学率由88%提高到90%。").text
    assert [vocabulary_measure(one, text) for one in speak(text)] == ["share", "share", "rate", "rate"]


def test_the_end_of_the_century_is_a_year_ahead():
    text = fold("一、1987年的任务\n到本世纪末，总产值翻两番。").text
    spoken = Speaker(text, read_outline(text, 1987), 1987, 3).speak(SCANNER.scan(text))
    assert [(one.period, one.status) for one in spoken] == [("2000", "target")]


def test_an_average_is_never_of_one_year_where_a_plan_begins_or_ends():
    text = fold("一、2020年工作回顾\n税收年均增长4%。\n二、2021年工作安排\n税收年均增长5%，研发投入增长6%。").text
    spoken = Speaker(text, read_outline(text, 2021), 2021, 1).speak(SCANNER.scan(text))
    assert [one.period for one in spoken] == ["2016/2020", "2021/2025", "2021"]


@pytest.mark.parametrize("words", ["总产值下降4.3%", "分别下降4%、5%", "能耗降低4%"])
def test_what_falls_is_negative(words):
    assert all(one.number.value < 0 for one in speak(f"{ONE}{words}。"))
    assert all(one.number.value > 0 for one in speak(f"{ONE}{words.replace('下降', '增长').replace('降低', '增长')}。"))


PARTS = [ONE, NEXT, COMING, "\n名词解释\n[1]", "\n附件1："]
FIGURES = "3家|5.5%|两个|翻番|12:40:48|第3位|连续4年|，|。|；"
WORDS = "今后五年|过去五年|这两年中|十年|同2018年相比|计划草案规定|即|由|从|提高到|2019年|“十四五”期间|去年|上半年|以来|预计|力争|年均增长|下降|累计|(目标|)"
PIECES = st.sampled_from([*PARTS, *FIGURES.split("|"), *WORDS.split("|")])


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=20).map("".join)))
@example("从3家提高到")
def test_each_figure_of_any_text_speaks_of_a_period(text):
    spoken = speak(text)
    figures = [number for number in SCANNER.scan(fold(text).text) if not number.reason]
    assert [(one.number.start, one.number.end) for one in spoken] == [(one.start, one.end) for one in figures]
    assert all(re.fullmatch(r"\d{4}(-\d\d)?(/\d{4}(-\d\d)?)?", one.period) for one in spoken)
    assert all(one.status in ("achieved", "baseline", "expected", "target") for one in spoken)


@pytest.mark.parametrize(
    ("words", "statuses"),
    [
        ("完成2020年结转的危房改造300户。", ["target"]),
        ("2020年引进的15个项目年内投产8个。", ["target", "target"]),
        ("续建2020年的项目20个，完成投资5亿元。", ["target", "target"]),
        ("2020年，建成住房300户。", ["achieved"]),
        ("2018年到2020年建成住房300户。", ["achieved"]),
    ],
)
def test_in_a_plan_a_year_that_is_over_says_what_was_done_unless_it_says_of_which_things(words, statuses):
    assert said(f"{ONE}甲。\n{NEXT}{words}", "status") == statuses


def test_a_promise_of_a_date_holds_for_what_is_to_be_done_by_then():
    words = "项目总投资2亿元，力争6月开工，完成投资3亿元。"
    assert said(f"{ONE}甲。\n{NEXT}{words}", "commitment")[-1] == "strive"


def test_years_of_a_campaign_are_no_years_that_things_were_done_in():
    assert said(f"{ONE}三年改造任务全面完成，改造小区50个。", "period") == ["2021"]
