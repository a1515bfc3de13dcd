"""Which indicator of the vocabulary a name of a report stands for, and what is proposed for one that it has not."""

import pytest

from zreport.draft.names import Names
from zreport.tables.package import shared_vocabulary

ROWS = shared_vocabulary()["indicators"]


@pytest.fixture(scope="module")
def names():
    """What is looked up by every test: a name that one of them adds is no other's."""
    return Names(ROWS, shared_vocabulary()["sectors"])


@pytest.mark.parametrize(
    "name, unit, key",
    [
        ("生产总值", "亿元", "gdp"),
        ("GDP", "元", "gdp"),
        ("国内生产总值", "%", "gdp"),
        ("人均GDP", "元", "gdp_per_head"),
        ("全社会固定资产投资", "元", "fixed_asset_investment"),
        ("固投", "%", "fixed_asset_investment"),
        ("规上工业增加值", "%", "industrial_value_added"),
        ("规模以上企业工业增加值", "元", "industrial_value_added"),
        ("社零总额", "元", "retail_sales"),
        ("进出口总额", "美元", "trade"),
        ("农民人均纯收入", "元", "rural_net_income"),
        ("城镇常住居民人均可支配收入", "%", "urban_income"),
        ("完成一般公共预算收入", "元", "general_public_budget_revenue"),
        ("一般预算收入", "元", "general_public_budget_revenue"),
        ("各类市场主体总数", "家", "market_entities"),
        ("新登记经营主体", "户", "new_market_entities"),
        ("国家高新技术企业数量", "家", "high_tech_firms"),
        ("新增城镇就业人数", "人", "urban_new_jobs"),
        ("粮食总产", "万吨", "grain_output"),
        ("改造老旧小区", "个", "old_estates_renovated"),
        ("老旧小区改造工程", "个", "old_estates_renovated"),
        ("老旧小区改造", "平方米", "old_estates_area"),
        ("办理政协委员提案", "件", "cppcc_proposals_handled"),
        ("空气质量优良天数比例", "%", "good_air_share"),
        ("空气质量优良天数", "天", "good_air_days"),
        ("细颗粒物(PM2.5)平均浓度", "微克/立方米", "pm25"),
        ("万元GDP综合能耗", "%", "energy_intensity"),
        ("造林", "亩", "afforestation"),
        ("建设高标准农田", "亩", "high_standard_farmland"),
        ("一产增加值", "元", "primary_value_added"),
        ("棚改项目", "套", "shantytown_homes"),
        ("棚改项目", "个", "shantytown_projects"),
    ],
)
def test_a_name_is_that_of_the_indicator_which_other_reports_call_otherwise(names, name, unit, key):
    unit = shared_vocabulary()["units"][unit]["base_unit"]
    found = names.indicator(name, unit)
    assert (found.key, found.known) == (key, True)


@pytest.mark.parametrize(
    "one, other, unit",
    [
        ("新增市场主体", "市场主体", "户"),
        ("新增规模以上工业企业", "规模以上工业企业", "家"),
        ("工业投资", "固定资产投资", "元"),
        ("规上工业增加值", "工业增加值", "元"),
        ("失业率", "城镇登记失业率", "%"),
        ("城镇登记失业率", "城镇调查失业率", "%"),
        ("城镇新增就业", "城乡新增就业", "人"),
        ("农村居民人均纯收入", "农村居民人均可支配收入", "元"),
        ("全部财政收入", "一般公共预算收入", "元"),
        ("省市重点项目总投资", "省市重点项目完成投资", "元"),
        ("优良天数", "优良天数比率", "%"),
        ("农村危房改造", "棚户区改造", "户"),
        ("竣工项目", "投产项目", "个"),
        ("生猪存栏", "生猪出栏", "头"),
    ],
)
def test_names_that_are_alike_and_mean_two_things_stay_two(names, one, other, unit):
    found = [names.indicator(name, unit) for name in (one, other)]
    assert found[0].known and found[1].known
    assert found[0].key != found[1].key


@pytest.mark.parametrize(
    "name, unit",
    [
        ("增加值", "元"),  # words that prove a figure of one report, and name nothing by themselves
        ("完成投资", "元"),
        ("收益", "元"),
        ("到位资金", "元"),
        ("城镇化率", "人"),  # a rate is never a number of people
        ("老旧小区改造", "户"),  # households are no estates
        ("高标准农田", "元"),
        ("地表水断面水质达标率", "%"),
    ],
)
def test_a_name_that_says_too_little_or_has_another_kind_of_unit_is_a_new_indicator(names, name, unit):
    assert not names.indicator(name, unit).known


def test_a_growth_a_rank_and_an_amount_of_one_name_are_one_indicator(names):
    assert {names.indicator("社会消费品零售总额", unit).key for unit in ("元", "%", "倍", "个百分点", "位")} == {
        "retail_sales"
    }


def test_a_new_indicator_is_met_again_under_its_other_names_and_keeps_them(names):
    first = names.indicator("“村村通”公路改造", "公里")
    again = names.indicator("改造村村通公路", "公里")
    assert again is first
    assert list(first.aliases) == ["“村村通”公路改造", "改造村村通公路"]


def test_a_name_that_the_vocabulary_does_not_say_is_kept_with_the_indicator(names):
    assert list(names.indicator("累计完成固定资产投资总额", "元").aliases) == ["累计完成固定资产投资总额"]
    assert not names.indicator("社零总额", "元").aliases


@pytest.mark.parametrize(
    "name", ["规模以上战略性新兴产业和高技术制造业增加值占比", "5G基站共享率", "ABCDEFGHIJ" * 6, "绿"]
)
def test_a_key_is_short_and_whole_syllables_and_its_own(names, name):
    keys = [names.indicator(name, "%").key, *(names._key(name) for _ in range(11))]
    assert len(set(keys)) == 12
    for key in keys:
        assert len(key) <= 40
        assert key[0].isalpha()
        assert key == key.strip("_").lower()


def test_a_long_key_ends_with_a_syllable():
    names = Names({}, {})
    key = names.indicator("规模以上战略性新兴产业和高技术制造业增加值占比", "%").key
    assert key == "gui_mo_yi_shang_zhan_lve_xing_xin"


@pytest.mark.parametrize(
    "name, sector",
    [
        ("农村公路安全生命防护工程", "construction"),
        ("奶牛养殖小区", "construction"),
        ("工业税收占比", "finance"),
        ("粮食综合生产能力", "agriculture"),
        ("东盟进出口", "economy"),
        ("农村劳动力培训", "employment"),
        ("乡镇卫生院改造", "health"),
        ("治理沙化土地", "ecology"),
        ("查处违法案件", "governance"),
        ("文化惠民演出", "services"),
        ("小学教师", "education"),
        ("拓展朋友圈", "governance"),
    ],
)
def test_the_longest_word_and_then_the_last_one_of_a_name_tells_its_sector(names, name, sector):
    assert names.indicator(name, "个").sector == sector


@pytest.mark.parametrize(
    "name, better",
    [
        ("氮氧化物浓度", "down"),
        ("降尘量", "down"),
        ("信访积案", "down"),
        ("化解信访积案", "up"),
        ("查处违法案件", "up"),
        ("农村脱贫人口收入", "up"),
        ("流动人口", "none"),
        ("拆分学校撤并", "none"),
        ("特色农产品", "up"),
    ],
)
def test_less_is_better_of_what_is_bad_unless_it_was_dealt_with(names, name, better):
    assert names.indicator(name, "个").better == better


def test_each_name_of_the_vocabulary_leads_to_its_own_indicator(names):
    """Where two share a name, the unit tells them apart."""
    wrong = []
    for key, row in ROWS.items():
        for unit in row["units"].split("|"):
            found = names.indicator(row["name_zh"], unit or "%").key
            wrong += [(row["name_zh"], unit, found)] if found != key else []
    assert wrong == []


def test_units_and_measures_of_the_vocabulary_are_those_that_there_are():
    units = {row["base_unit"] for row in shared_vocabulary()["units"].values()}
    measures = shared_vocabulary()["measures"]
    for key, row in ROWS.items():
        assert set(filter(None, row["units"].split("|"))) <= units, key
        assert set(row["measures"].split("|")) <= measures.keys(), key
        amounts = {measures[one]["kind"] for one in row["measures"].split("|")} & {"amount", "rank"}
        assert not (row["units"] and not amounts), key
