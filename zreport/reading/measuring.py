"""What a figure says of what it measures: a level, a total, a growth, a share, a rank, by its unit and its words."""

import re

from zreport.reading.worded import IN_LIST, Number

# PM2.5年均浓度 is a mean over the days of one year.
_AVERAGE = re.compile("年(?:均|平均)(?!浓度|气温|值)|平均每年")
_GROWTH = re.compile(
    "增长|增速|下降|降低|减少|[增涨降]幅|上升|提高|递增|递减|增加|下跌|回落|压减|压缩|缩短|改善|上涨|提升|减|翻|增(?!强|设|添|值|量|效)|降(?!水|至)"
)
_FALL = re.compile(
    "下降|降低|减少|降幅|递减|下跌|回落|压减|压缩|缩短|缩减|精简|减税|减排|减(?!免|灾)|改善(?=[^，,]{0,2}$)|负增长|降(?!水|低?碳|费|至|到)"
)
_ROSE = re.compile("(?<!负)(?:增长|上升|上涨)[^，,。;、]{0,2}$")
# 剔除减税因素增长3%: what fell is left out.
_LEFT_OUT = re.compile("(?:剔除|扣除|考虑)[^，,。;]{0,14}因素(?:的?影响)?后?")
_GROWS_AFTER = re.compile("(?:以上|左右|以内)?的?高?(?:增长|增速|增幅|速度)")
_TO_LEVEL = re.compile(
    "(?:增加|增长(?!目标|预期|速度)|提高|提升|上升|发展|扩大|增|升|达|降|下降|降低|减少|压缩|压减|缩短|缩减|精简|跃升|控制|保持|稳定)[^，,。0-9]{0,2}[到至为在]了?"
    "(?:[0-9]{4}年的?)?[^，,0-9]{0,3}$"
)
# A population's rate of growth is a rate like others, not the growth of one.
_RATE = re.compile(
    "(?:人口(?:自然)?增长|(?<!增长)(?<!下降)(?<!增))(?:率|比重|占比|比例|份额|指数)[^，,增涨降提减上升]{0,8}$"
)
_GROWTH_RATE = re.compile("(?<!人口)(?<!自然)增长率|增长速度|增速|增幅|涨幅")
# 增长9%以上、力争10%: what is hoped for besides.
_HOPE = re.compile("(?:以上|以内|左右)?[，,、]?(?:并|且)?(?:力争|争取|奋力|努力)(?:达到|实现|突破)?")
_SHARE = re.compile("占|比重|比例|份额")
_JUST_MOVED = re.compile("增长|提高|下降")
_GOAL = re.compile(r"\((?:年度|全年|计划|预期)*目标")
_MULTIPLIED = re.compile("增长|增加|提高|提升|上升|扩大|增(?=[^，,]{0,3}$)")
_ARRIVED = re.compile("[到至为]$")
_CHANGED = re.compile(
    "(?:[比较][^，,。]{1,12}|同比|净|年均(?!新增))(?:净?增加?|净增|减少|提高|增长|上升|下降|新增|多|少)[^，,。0-9]{0,4}$"
)
_JUST_CHANGED = re.compile(
    "(?:增加|提高|增长|减少|降低|下降|上升|净增|增量|[增减]产|[增减]收|(?<!改造)(?<!完善)(?<!整改)提升)了?(?:近|约)?$"
)
# 增加3万吨，即8%: the same once more, as a rate.
_THAT_IS = re.compile("即(?:增长|增加|下降|减少)?")
# 增速高于全市2个百分点，达到9%: the growth that is so much higher.
_SO = re.compile("(?:以上|左右)?[，,、]?(?:并|且)?达到?")
_FASTER = re.compile("(?:增速|增幅|涨幅)[^，,。;]{0,4}(?:高|快|低)于[^，,。;]{0,16}$")
# 增速由2%提高到5%: a growth then and now, whichever way it went.
_GREW_FROM = re.compile("(?:增[速幅]|涨幅|增长(?:率|速度)?)[由从][^，,。;]{0,10}$")
_MOVED_TO = re.compile("[，,]?[^，,。;0-9]{2,6}[到至为]")
_PER = re.compile("人均(?!预期寿命)|户均|每[人户亩个]|每[万千百十]+名?(?:常住)?(?:人|老|学|户)|均[补增]|亩均|村均")
_DURATIONS = frozenset(("天", "日", "小时", "分钟", "个月", "周", "个工作日", "年", "秒"))
_DAYS_COUNTED = re.compile("天数|优良|达标天|污染天")
_AT = re.compile("[到至在]$|总装机|总投资额?[^，,。0-9]{0,3}$")
# 龙头企业16家，比2006年增加10家: what grows stands at a level.
_COMPARED_NEXT = re.compile("[，,](?:[比较]|同比)")
_INVESTED = re.compile("投资$")
_DONE = re.compile(
    "新增|新入[库统]|新建|改造|完成|建成|实施|累计|改建|开工|竣工|新改|发放|投入|解决|建设|打造|落实|争取|引进|签约|拆除|整治|推广|培训|治理"
)
_PAID_OUT, _THINGS = re.compile("发放|投放|拨付|兑现"), frozenset("家个户项所座条件名")
_REACHED = re.compile("[达为]$")
_STOCK = re.compile(
    "达到?|为|余额|存栏|拥有|总量|总数|保有|保持|稳定|现有|突破|超过|里程|覆盖|面积|率|位居|位列|居|增至|升至|[迈跨站]上|共有|占|总规模|指数"
    "|[人户]均|水平|规模|人口|浓度|(?<!新增)装机|总长|吞吐量|(?<!新增)床位|库容"
)
_ECONOMY = re.compile(
    "生产总值|GDP|增加值|收入|固定资产投资|零售总额|进出口|产值|工业投资|税收|产量|存款|贷款|接待|游客|旅游|出栏"
)


def measure_of(text: str, number: Number, clause: int, before: int, previous: tuple[Number, str] | None) -> str:
    """Return what a figure measures, its value made negative if it falls.

    Its clause and the words of its own begin at two places; `previous` is the figure before with its measure.
    """
    if number.rank:
        return "rank"
    if number.unit in ("个百分点", "个位次"):
        return "change"
    words, own = text[clause : number.start], text[before : number.start]
    listed = ""
    if previous and previous[0].end >= clause and IN_LIST.fullmatch(text, previous[0].end, number.start):
        listed = previous[1]
    if number.unit in ("%", "‰", "成"):
        aside = previous[1] if previous and (_GOAL.match(own) or _HOPE.fullmatch(own.strip())) else ""
        if previous and previous[1] in ("change", "growth") and _THAT_IS.fullmatch(own.strip("，,( ")):
            aside = "growth"
        if previous and _SO.fullmatch(own) and _FASTER.search(text[max(0, previous[0].start - 30) : previous[0].start]):
            aside = "growth"
        grew_from = (
            previous and previous[1] == "growth" and text[max(clause, previous[0].start - 20) : previous[0].start]
        )
        if grew_from and _MOVED_TO.fullmatch(own) and _GREW_FROM.search(grew_from):
            return "growth"
        measure = _of_rate(text, number, words, own, listed or aside)
        # 增速回落到3.1% is growth still, and 由降转增、增长5% is growth again.
        grown = (_GROWTH_RATE.search(own) and _ARRIVED.search(own)) or _ROSE.search(own)
        fell = _FALL.search(_LEFT_OUT.sub("", words if listed else own)[-10:]) and not grown
        if measure.endswith("growth") and fell and number.value > 0:
            number.value = -number.value
        return measure
    if number.unit == "倍":
        if _MULTIPLIED.search(own) and not _ARRIVED.search(own):
            return "growth"
        return listed if listed == "growth" else "ratio"
    return _of_amount(text, number, words, own, listed)


def _of_rate(text: str, number: Number, words: str, own: str, listed: str) -> str:
    if number.value < 0 and not listed.endswith("growth"):
        # 同比-2.3%: below zero is printed only of a growth.
        return "average_growth" if _AVERAGE.search(words) else "growth"
    if listed.endswith(("growth", "share")):
        return listed
    if _RATE.search(own) or (_TO_LEVEL.search(own) and not _GROWTH_RATE.search(own)):
        return "share"
    if _SHARE.search(own[-14:]) and not _JUST_MOVED.search(own[-4:]):
        return "share"
    grows = _GROWTH.search(own) or (not own.strip() and _GROWTH.search(words[-12:]))
    grows = grows or _GROWS_AFTER.match(text, number.end)
    if _AVERAGE.search(words) and (grows or _GROWTH.search(words)):
        return "average_growth"
    return "growth" if grows else "share"


def _of_amount(text: str, number: Number, words: str, own: str, listed: str) -> str:
    if _JUST_CHANGED.search(own) or (_CHANGED.search(words) and not _TO_LEVEL.search(own)):
        return "change"
    if _PER.search(own):
        return "per"
    if number.unit in _DURATIONS and not _DAYS_COUNTED.search(words):
        return "duration"
    if listed:
        return listed
    done = _DONE.search(own)
    if not done and ("/" in number.unit or _COMPARED_NEXT.match(text, number.end)):
        return "level"
    if _AT.search(own) or (number.unit == "元" and text.startswith("的", number.end) and _INVESTED.search(own)):
        return "level"
    if done and not _REACHED.search(own):
        # 新增产值过亿元企业4家 counts firms, and no output.
        level = _ECONOMY.search(own) and number.unit not in _THINGS and not _PAID_OUT.search(own)
        return "level" if level else "total"
    level = _STOCK.search(own[-8:]) or _TO_LEVEL.search(own) or _ECONOMY.search(words)
    return "level" if level else "total"
