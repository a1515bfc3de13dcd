"""The headline figures of fifteen reports, read by hand: growth of the product, revenue, incomes, unemployment."""

import csv
import datetime
import sys
from functools import cache
from pathlib import Path

import pytest

from zreport.draft.learn import Earlier
from zreport.draft.rows import propose
from zreport.draft.tables import Tables
from zreport.tables.package import shared_vocabulary

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import reading  # noqa: E402

beside = pytest.mark.skipif(not reading.REPORTS.is_dir(), reason=f"no texts in {reading.REPORTS}")
# 完成 and 达到 of a year are one amount, whether a stock or a flow.
AMOUNTS, DONE = {"level", "total", "per_unit"}, {"achieved", "expected"}


def headlines() -> dict[str, set[tuple]]:
    """What was read by hand, by text."""
    found: dict[str, set[tuple]] = {}
    with (reading.TRUTHS / "headlines.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = (row["indicator"], row["measure"], row["period"], row["status"])
            found.setdefault(row["text"], set()).add((*key, float(row["value"]), row["unit"], row["qualifier"]))
    return found


@cache
def drafted(text: str) -> set[tuple]:
    """What is drafted of the same kind."""
    with (reading.TRUTHS / "texts.csv").open(encoding="utf-8") as file:
        days = {row["text"]: row["delivered"] for row in csv.DictReader(file)}
    words = (reading.REPORTS / f"{text}.txt").read_text(encoding="utf-8")
    proposal = propose(words, datetime.date.fromisoformat(days[text]), shared_vocabulary())
    found = set()
    for row in Tables(proposal, "zh", Earlier()).rows["observations"]:
        measure = "amount" if row["measure"] in AMOUNTS else row["measure"]
        key = (row["indicator"], measure, row["period"], "done" if row["status"] in DONE else row["status"])
        found.add((*key, float(row["value"]), row["unit"], row["qualifier"]))
    return found


@beside
@pytest.mark.parametrize("text", sorted(headlines()))
def test_headline_figures_are_drafted_as_a_person_reads_them_and_no_other_is_put_in_their_place(text):
    read = headlines()[text]
    assert read - drafted(text) == set()
    keys = {one[:4] for one in read if one[1] in ("growth", "rate")}
    assert {one for one in drafted(text) if one[:4] in keys} <= read


# Ways in which reports say a headline target.
SAID = (
    ("青石市生产总值增长9%", [("gdp", "growth", 9, "exact", "")]),
    ("青石高新区生产总值增长9%", [("qing_shi_gao_xin_qu_sheng_chan_zong", "growth", 9, "exact", "")]),
    ("居民消费价格总水平上涨幅度控制在3%以内", [("consumer_prices", "growth", 3, "at_most", "")]),
    ("GDP增长9%，力争10%", [("gdp", "growth", 9, "exact", ""), ("gdp", "growth", 10, "exact", "strive")]),
    ("地区生产总值预期增长目标为6.5%-7%", [("gdp", "growth", 6.5, "range", "")]),
    ("地区生产总值增长预期目标6.5%左右", [("gdp", "growth", 6.5, "about", "")]),
    ("经济增速6%以上、力争更好结果", [("gdp", "growth", 6, "at_least", "")]),
    (
        "财政收入增长8%，国民经济增长8%左右",
        [("fiscal_revenue", "growth", 8, "exact", ""), ("gdp", "growth", 8, "about", "")],
    ),
    ("全县经济增长速度达到8%", [("gdp", "growth", 8, "exact", "")]),
    ("一般公共预算收入同口径增长5%", [("general_public_budget_revenue", "growth", 5, "exact", "")]),
    ("规定工农业总产值增长百分之七左右", [("industry_agriculture_output", "growth", 7, "about", "")]),
    ("国民生产总值增长８％", [("gross_national_product", "growth", 8, "exact", "")]),
    (
        "地方财政收入和一般预算收入分别增长8%和9%",
        [
            ("local_fiscal_revenue", "growth", 8, "exact", ""),
            ("general_public_budget_revenue", "growth", 9, "exact", ""),
        ],
    ),
    ("社会失业率控制在4.5%以内", [("unemployment_rate", "rate", 4.5, "at_most", "")]),
    (
        "全县生产总值增长5%，税收增长7%，出口增长9%，进口增长2%",
        [
            ("gdp", "growth", 5, "exact", ""),
            ("tax_revenue", "growth", 7, "exact", ""),
            ("exports", "growth", 9, "exact", ""),
            ("imports", "growth", 2, "exact", ""),
        ],
    ),
    (
        "存款余额增长8%，贷款增长9%，工业增长7%",
        [
            ("deposits", "growth", 8, "exact", ""),
            ("loans", "growth", 9, "exact", ""),
            ("gong_ye", "growth", 7, "exact", ""),
        ],
    ),
    ("粮食增长3%，油料增长6%", [("grain_output", "growth", 3, "exact", ""), ("you_liao", "growth", 6, "exact", "")]),
    ("带动固定资产投资增长7%", [("fixed_asset_investment", "growth", 7, "exact", "")]),
    (
        "进出口贸易总额增长4%，社会商品零售总额增长3%",
        [("trade", "growth", 4, "exact", ""), ("retail_sales", "growth", 3, "exact", "")],
    ),
    (
        "国内财政收入增长4%，全县农民平均每人的纯收入增长3%",
        [("fiscal_revenue", "growth", 4, "exact", ""), ("rural_net_income", "growth", 3, "exact", "")],
    ),
    (
        "城镇居民人均生活费收入和农民年人均纯收入，分别实际增长5%和6%",
        [("urban_living_income", "growth", 5, "exact", ""), ("rural_net_income", "growth", 6, "exact", "")],
    ),
    ("单位国内生产总值二氧化碳排放降低3%左右", [("carbon_intensity", "decline", 3, "about", "")]),
    ("财政赤字率控制在3%以内", [("deficit_ratio", "rate", 3, "at_most", "")]),
    ("人口自然增长率控制在7‰以内", [("population_growth_rate", "rate", 7, "at_most", "")]),
    (
        "第一产业增长4%，第二产业增长9%",
        [("primary_value_added", "growth", 4, "exact", ""), ("secondary_value_added", "growth", 9, "exact", "")],
    ),
    ("经济总量达到9亿元", [("gdp", "total", 9, "exact", "")]),
    ("城镇累计新增就业9000人", [("urban_new_jobs", "total", 9000, "exact", "")]),
    ("市内生产总值增长9%以上", [("gdp", "growth", 9, "at_least", "")]),
    (
        "地方财政收入增长8%，剔除政策性因素增长5%",
        [("local_fiscal_revenue", "growth", 8, "exact", ""), ("local_fiscal_revenue", "growth", 5, "exact", "")],
    ),
    ("省里提出今年经济增长预期目标为8%左右", [("gdp", "growth", 8, "about", "")]),
    ("外汇储备达到不到3亿美元", [("foreign_exchange_reserves", "level", 3, "less_than", "")]),
    ("民营经济增长9%", [("min_ying_jing_ji", "growth", 9, "exact", "")]),
    (
        "一产增长4%，二产增加值增长9%，第三产业增长8%",
        [
            ("primary_value_added", "growth", 4, "exact", ""),
            ("secondary_value_added", "growth", 9, "exact", ""),
            ("tertiary_value_added", "growth", 8, "exact", ""),
        ],
    ),
    (
        "生产总值、公共预算收入均增长9%，力争增长11%",
        [
            ("gdp", "growth", 9, "exact", ""),
            ("general_public_budget_revenue", "growth", 9, "exact", ""),
            ("gdp", "growth", 11, "exact", "strive"),
            ("general_public_budget_revenue", "growth", 11, "exact", "strive"),
        ],
    ),
    (
        "社消零总额增长9%，财税总收入增长7%，规上工业产值增长6%，农民人均现金收入增长5%",
        [
            ("retail_sales", "growth", 9, "exact", ""),
            ("total_fiscal_revenue", "growth", 7, "exact", ""),
            ("industrial_output", "growth", 6, "exact", ""),
            ("rural_cash_income", "growth", 5, "exact", ""),
        ],
    ),
    (
        "城镇固定资产投资增长6%，外贸出口创汇增长7%，实际到位外资增长8%，工业用电量增长9%",
        [
            ("urban_fixed_asset_investment", "growth", 6, "exact", ""),
            ("exports", "growth", 7, "exact", ""),
            ("foreign_investment_used", "growth", 8, "exact", ""),
            ("industrial_electricity_used", "growth", 9, "exact", ""),
        ],
    ),
    (
        "研发经费支出相当于生产总值的比例达到2%，研发投入占GDP比重提高到3%",
        [("rd_intensity", "rate", 2, "exact", ""), ("rd_intensity", "share", 3, "exact", "")],
    ),
    (
        "登记失业率和物价涨幅分别为3%和2%",
        [("registered_unemployment_rate", "rate", 3, "exact", ""), ("consumer_prices", "growth", 2, "exact", "")],
    ),
    ("生产总值增长8%，确保7%", [("gdp", "growth", 8, "exact", ""), ("gdp", "growth", 7, "exact", "ensure")]),
    (
        "生产总值和人均生产总值分别达到9亿元、2万元",
        [("gdp", "total", 9, "exact", ""), ("gdp_per_head", "per_unit", 2, "exact", "")],
    ),
    ("服务业增加值跨上9亿元台阶", [("services_value_added", "total", 9, "more_than", "")]),
    (
        "限额以上消费品零售额增长6%，民营经济增加值增长7%，制造业投资增长8%，引进市外资金增长9%",
        [
            ("above_quota_retail_sales", "growth", 6, "exact", ""),
            ("private_economy_value_added", "growth", 7, "exact", ""),
            ("manufacturing_investment", "growth", 8, "exact", ""),
            ("funds_from_other_cities", "growth", 9, "exact", ""),
        ],
    ),
    (
        "数字经济核心产业增加值占生产总值的比例达到9%，每万元生产总值能耗降低3%",
        [("digital_core_share", "share", 9, "exact", ""), ("energy_intensity", "decline", 3, "exact", "")],
    ),
    ("粮食最高年产达到9亿斤", [("grain_output", "total", 9, "exact", "")]),
    (
        "外贸进出口总额达到3亿美元，粮食总产量达到8亿斤，规模以上工业企业达到70家，新增5家",
        [
            ("trade", "total", 3, "exact", ""),
            ("grain_output", "total", 8, "exact", ""),
            ("above_scale_firms", "level", 70, "exact", ""),
            ("new_above_scale_firms", "total", 5, "exact", ""),
        ],
    ),
)


@pytest.mark.parametrize(("words", "expected"), SAID, ids=[words for words, _ in SAID])
def test_a_headline_target_is_read_in_each_wording(words, expected):
    text = f"二、2003年工作安排\n今年经济社会发展的主要预期目标是：{words}。"
    rows = Tables(propose(text, datetime.date(2003, 1, 31), shared_vocabulary()), "zh", Earlier()).rows["observations"]
    columns = ("indicator", "measure", "value", "qualifier", "commitment")
    assert [tuple(row[key] if key != "value" else float(row[key]) for key in columns) for row in rows] == expected
    assert {(row["period"], row["status"]) for row in rows} == {("2003", "target")}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("财政收入增长-2%左右，出口同比-3%", [("fiscal_revenue", "decline", 2), ("exports", "decline", 3)]),
        ("财政收入负增长2%，出口增速为负3%", [("fiscal_revenue", "decline", 2), ("exports", "decline", 3)]),
        ("财政收入、出口分别增长2%、-3%", [("fiscal_revenue", "growth", 2), ("exports", "decline", 3)]),
        ("财政收入年均增长-2%", [("fiscal_revenue", "average_decline", 2)]),
        ("财政收入增速由-2%回升到5%", [("fiscal_revenue", "decline", 2), ("fiscal_revenue", "growth", 5)]),
        ("财政收入增速由5%回落到2%", [("fiscal_revenue", "growth", 5), ("fiscal_revenue", "growth", 2)]),
        ("财政收入、出口分别下降2、3%", [("fiscal_revenue", "decline", 2), ("exports", "decline", 3)]),
        ("经济总量先后跨过两个百亿元大关，达到260亿元", [("gdp", "total", 260)]),
        ("生产总值连跨两个百亿元台阶、年均增长7%", [("gdp", "average_growth", 7)]),
        ("物价涨幅由上年的5%回落到3%", [("consumer_prices", "growth", 5), ("consumer_prices", "growth", 3)]),
        ("财政收入下降5%，剔除减税因素增长3%", [("fiscal_revenue", "decline", 5), ("fiscal_revenue", "growth", 3)]),
        ("出口由降转增、增长5%", [("exports", "growth", 5)]),
        (
            "生产总值120亿元，名义增长8%、实际增长6%",
            [("gdp", "total", 120), ("gdp", "growth", 8), ("gdp", "growth", 6)],
        ),
        ("固定资产投资完成45%", [("fixed_asset_investment", "rate", 45)]),
        ("社会消费品零售总额扣除价格因素增长6%", [("retail_sales", "growth", 6)]),
        (
            "本外币存款贷款余额120亿元、80亿元，分别增长7%、8%",
            [("deposits", "level", 120), ("loans", "level", 80), ("deposits", "growth", 7), ("loans", "growth", 8)],
        ),
    ],
)
def test_a_fall_has_its_value_as_printed_and_what_was_passed_on_the_way_is_no_figure(words, expected):
    proposal = propose(f"一、2002年工作回顾\n全年{words}。", datetime.date(2003, 1, 31), shared_vocabulary())
    rows = Tables(proposal, "zh", Earlier()).rows["observations"]
    assert [(row["indicator"], row["measure"], float(row["value"])) for row in rows] == expected


def test_neither_end_of_a_range_that_begins_below_zero_is_taken_for_a_figure():
    proposal = propose("一、2002年工作回顾\n全年税收增长-2%至3%。", datetime.date(2003, 1, 31), shared_vocabulary())
    assert [row.reason for row in proposal.rows[-2:]] == ["unread", "unread"]


def test_what_is_reckoned_beforehand_is_expected_in_all_items_of_its_list():
    words = "初步预计，全年生产总值120亿元，增长9%；财政收入6亿元，完成年度任务；出口额2亿元，增长4%。"
    proposal = propose(f"一、2002年工作回顾\n{words}", datetime.date(2003, 1, 31), shared_vocabulary())
    assert {row.status for row in proposal.rows if not row.reason} == {"expected"}
