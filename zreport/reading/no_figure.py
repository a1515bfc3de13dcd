"""Why a number states no figure: it is a date, an ordinal, a class, part of a name, or a threshold inside one."""

import re

from zreport.reading.quantity import falls

# Marks of notes: [7], (12).
NOTE = re.compile(r"[(\[【〔][0-9]{1,3}[)\]】〕]")
_ITEM = re.compile(r"[0-9]{1,2}[.、:](?![0-9])")
# 跨过3个万亿元大关: what is passed, and no count.
MARK_PASSED = "个(?:[十百千万亿]+(?:美?元)?级?)?新?(?:大关|台阶|关口)"
_PHRASE = re.compile(
    f"{MARK_PASSED}|个(?:“[^”]{{2,8}}”[，,。、:;]|方面|必须|坚持|始终|有|工作方法|意识|问题|确保|一批)"
)
# 2016-2020年, 5月; but not 50年一遇, 5年以上, 3日内.
_DATE = re.compile(
    r"(?:[-—~至到、和及]{1,2}[0-9]{1,4})*(?:年(?!一遇|以上|以内|以下|期)|月(?!均|租)|日(?!均|产|供|处理|内))"
)
_LASTING = re.compile("(?:连续|历时|用时|不少于)$")
# A number without a unit and with these beside it is a class, an ordinal or part of a name: 110千伏, 107国道, 5A.
_CLASS = re.compile(
    r"千伏(?!安)|[kK][vV]|级(?!联)|岁|周[岁年]|号|路(?!径)|[国省县]道|高速|线(?!路|上)|强|届|[#℃°]|[A-Za-z]{1,3}级?(?![A-Za-z])"
    r"|:[0-9]{2}|代(?!办)|寸|版|星|维|后(?=[^，,。]{0,4}[人青])|世纪"
)
_AGE = re.compile("寿命|年龄")
_AGED = re.compile("及?以[上下]的?[\u4e00-\u9fff]|的?[婴幼儿老青男女学少中居群妇]")
_IN_NAME = re.compile(r"(?:[A-Za-z·_]|[A-Za-z]-|[省国县乡]道|每|N[Oo]\.)$")
# 气温-2.3%: below zero, if this is no dash; a person says what it states.
_SIGNED = re.compile(r"(?:[\u4e00-\u9fff、，,(:]- ?|负)$")
# 增长-2%至3%: the upper end of a range that begins below zero.
_REACHES, _FROM_BELOW = ("至", "到", "~", "—"), re.compile("[-负][0-9.]+%?(?:至|到|~|—{1,2})$")
# 8. 5%, 1 000亿元, 1O.5%: the rest of a number that a blank or a letter cuts in two.
_CUT_OFF = re.compile(r"[0-9](?: ?[.,] | [.,]?|[OolI|]+[.,]?)$")
_CUTS = tuple("-负 .,OolI|")
_VOLTAGE = re.compile(r"[-~—至]*[0-9]*(?:千伏(?!安)|[kK][vV])")
_AROUND = re.compile("范围|以外|半径|深|高(?![标速质])|宽|(?:生活|便民|服务)圈")
_CIRCLE = re.compile("[^，,。;、]{0,6}圈|过境|免签|值|驻|巡|服务|不|在线|政务|营业|便民|开放|热线")
# 1.8万吨大豆加工等13个项目: what one of them is called.
_PROJECT = re.compile("[^，,。;、0-9的]{1,10}等[0-9一二三四五六七八九十]+个(?:重[大点])?项目")
# 5000头奶牛牧场建设.
_FARM = re.compile("[^，,。;、0-9的]{1,8}(?:养殖场|牧场|基地)(?:建设|项目)")
# 三年制, but 4项制度.
_SYSTEM = re.compile("制(?![度定造品约作])")
# 500万元以上项目, 60岁以上老人: a bound that says which ones are meant.
THRESHOLD = re.compile(
    r"[余多]?(?:及?以[上下内]|级)的?[^0-9，。;、,;%以]{0,8}?"
    r"(?:项目|企业|人群|老年?人|老年|户(?!数)|园区|基地|锅炉|机组|合作社|大户|儿童|[服工]务?业|医院|单位|产品|品牌|景区|人员|灌区|水库|骨干|村|县|人才|团队|产业|群众)"
)
_COUNTED = frozenset("个家项条件座处所%公")
# 纳税过百万元的骨干企业, 估值超过10亿美元的未上市企业.
_OVER = re.compile(r"(?:收入|营收|产值|纳税|投资|税收|总量|估值|^|[^突])(?:超?过|超|达)$")
OVER_WHAT = re.compile(
    r"的?(?:未上市)?(?:创业)?(?:工业|重大|农业|产业|制造业|优质|骨干|生产经营性)?(?:项目|企业|公司|县(?!域)|集群|园区|强企)"
)


def why_none(text: str, match: re.Match) -> str:
    """Return why a number in digits, as `Scanner` matches it, states no figure; empty if it may."""
    start, after, unit = match.start(), match.end("n1"), match["u1"] or ""
    before = text[max(0, start - 12) : start]
    if before[-1:] in ("(", "[", "【", "〔") and NOTE.match(text, start - 1):
        return "footnote"
    if (start == 0 or before[-1] in "\n。;") and _ITEM.match(text, start):
        return "list_number"
    if before.endswith("+") or text.startswith("+", after) or _PHRASE.match(text, after):
        return "set_phrase"
    if before.endswith("前") and unit == "个月":
        return "date"
    if before.endswith("第") or text.startswith("周年", after):
        return "ordinal"
    if _is_date(text, match, before, unit):
        return "date"
    if _IN_NAME.search(before) or _VOLTAGE.match(text, after):
        return "name"
    if not unit and _CLASS.match(text, match.end("m1")):
        return "" if text.startswith("岁", after) and _AGE.search(before) else "name"
    if unit:
        # 为企业减负3亿元: a burden, and no sign.
        burden = before.endswith("减负") and unit.endswith("元")
        if before.endswith(_CUTS) and not burden and (cut := _CUT_OFF.search(before) or _SIGNED.search(before)):
            return "misprint" if cut.re is _CUT_OFF else "" if falls(text, start) else "unread"
        if before.endswith(_REACHES) and _FROM_BELOW.search(before):
            return "unread"
        return _with_unit(text, match, before, unit)
    return ""


def _is_date(text: str, match: re.Match, before: str, unit: str) -> bool:
    after = match.end("n1")
    if not match["s1"] and not match["m1"] and not unit.startswith("年一") and _DATE.match(text, after):
        years = text.startswith("年", after) and len(match["n1"]) < 3
        return not (years and _LASTING.search(before))
    return bool(match["n2"]) and not unit and text.startswith(("年", "月", "日"), match.end("n2"))


def _with_unit(text: str, match: re.Match, before: str, unit: str) -> str:
    end = match.end("u1")
    # 3岁以下婴幼儿: which ones are meant.
    if unit == "岁" and not _AGE.search(before) and _AGED.match(text, end):
        return "threshold"
    if text.startswith(("级", "型"), end) or _SYSTEM.match(text, end):
        return "name"
    if match["n2"]:
        return ""
    if (unit[-1] in "米里" and _AROUND.match(text, end)) or (unit[0] not in _COUNTED and THRESHOLD.match(text, end)):
        return "threshold"
    if _PROJECT.match(text, end) or (unit in ("头", "只", "羽") and _FARM.match(text, end)):
        return "name"
    if unit in ("小时", "分钟") and _CIRCLE.match(text, end):
        return "name"
    return "threshold" if _OVER.search(before) and OVER_WHAT.match(text, end) else ""
