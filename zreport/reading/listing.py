"""The names that stand in a list before a figure, or before as many figures as there are names."""

import re

from zreport.reading.links import without_lead
from zreport.reading.phrases import attribute_of, stem_of, verb_of, without_verb

# Words that join two names, not the parts of one: 饱和, 参与, 普及.
_JOIN = re.compile(
    "、|以及|(?<![共饱温总缓祥柔])和(?![谐睦平美]|其他)|(?<![参给])与(?!会)|(?<![普涉危波企以])及(?!以上|以下|[时其格])"
)
# One word for two things, and the name of each.
_TOWNS = (
    re.compile("城乡(?=居民|最低|常住|人均|年?低保)|城镇(?:居民)?[和、及与](?:农村|农民)(?=居民|常住|人均|低保)"),
    ("城镇", "农村"),
)
_LEVELS = re.compile("省、?市级?(?=[“科重示专])"), ("省级", "市级")
_MOTIONS = re.compile("建议、?提案"), ("建议", "提案")
_LENT = re.compile("存款?[、和]?贷款"), ("存款", "贷款")
_THREE = re.compile("第?一、?第?二[、和]?第?三次?产业?|三次产业")
# 第一、第三产业, 二、三产业
_SHARE = re.compile("(?<=..)占[^占、]{2,16}(?:比重|比例|份额)$")
_NTH, _LAST_NTH = (
    re.compile("第?([一二三])(?=[、和]第?[一二三](?:[、和]第?三)?产业)"),
    re.compile("(?<=[、和])([一二三])(?=产业)"),
)
_RATES = "(?:覆盖|达标|合格|参保|参合|办结|办复|普及|满意|处理|入园|巩固|利用|可办|完成)率"
_ENDS = re.compile(
    "(?:存栏|出栏|收入|投资|税收|存款|贷款|人次|花费|出口|进口|面积|里程|规模|比例|指数|浓度|能耗|支出|投入|速|GDP"
    "|[率值数度量额])$"
)
# What the last name of a list says for all.
_FOR_ALL = re.compile(
    f"(?:{_RATES}|增加值|总?产值|存栏|出栏|余额|产量|收入|出口|投资|案件|支出|税收|贷款|存款|人数|面积|排放量|标准"
    "|(?:企业)?数量|企业)$"
)
# A list with what all its things are, how many they are, and what of each is measured: 甲、乙、丙三大产业产值.
_NUMBERED = "[一二两三四五六七八九十0-9]+[大个项家种]"
_KIND = re.compile(
    f"(?P<items>.+?)(?:等(?:{_NUMBERED})?|{_NUMBERED})(?:主导|支柱|传统|特色|重点|优势|战略性|主要)*(?:经济)?"
    "(?P<kind>产业集群|产业|行业|指标|企业|项目|园区|区域|领域|工作)(?P<rest>.*)$"
)
_LOOSE = frozenset(("指标", "工作", "领域", "板块", "区域"))
_EACH = re.compile("(?<![人年户亩村日月平])均(?![衡匀])|都(?!市)|各(?![类级项地方界])|双$|全部(?!财政|税收)")
_RISES = frozenset(("growth", "average_growth", "ratio", "rank"))
_LONGEST = 6


def parts_of(words: str) -> list[str]:
    """Return the names in a list by 、 and 和."""
    if "产业" in words:
        words = _LAST_NTH.sub(r"第\1", _NTH.sub(r"第\1产业", words))
    return [part for part in _JOIN.split(words) if part]


def split(head: str, count: int) -> list[str]:
    """Return the names of a list for as many figures; none if they are not as many.

    Of 城乡 the two are the town and the village; what the last name alone says is added to all.
    """
    words = without_lead(head)
    if count == 2 and (both := _both(words)):
        return both
    if count == 3 and (three := _THREE.search(words)):
        return [f"{words[: three.start()]}第{nth}产业{words[three.end() :]}" for nth in "一二三"]
    if named := of_a_kind(words, count):
        return named
    parts = parts_of(words)
    if len(parts) != count:
        # Only the marks part the names whose own have an "and": 批发和零售业、住宿和餐饮业.
        parts = [part for part in words.split("、") if part]
    if len(parts) == count - 1:
        # 生产总值、城乡居民收入分别增长9%、6%和7%
        parts = [name for part in parts for name in _both(part) or [part]]
    # 肉、蛋、奶产量: a sign may name a thing where it is said what is measured of it.
    signs = len(parts) > 1 and all(len(part) == 1 for part in parts[:-1]) and attribute_of(parts[-1][1:])
    if len(parts) != count or not (signs or all(len(part) > 1 for part in parts)):
        return []
    return completed(parts)


def _both(words: str) -> list[str]:
    """Return the names of the two things that one word stands for; none if no word does."""
    for pattern, kinds in (_TOWNS, _LEVELS, _MOTIONS, _LENT):
        if both := pattern.search(words):
            return [words[: both.start()] + kind + words[both.end() :] for kind in kinds]
    return []


def of_a_kind(words: str, count: int = 0) -> list[str]:
    """Return the names of 甲、乙、丙三大产业产值, each with what they are and what is measured of each."""
    match = _KIND.fullmatch(words)
    if not match:
        return []
    items = [item for item in match["items"].split("、") if item]
    if not count or len(items) != count:
        # The last two may be joined by an "and", which also stands inside names: 汽车及零部件.
        items = [*items[:-1], *parts_of(items[-1])]
    if len(items) < 2 or (count and len(items) != count):
        return []
    kind = "" if match["kind"] in _LOOSE else match["kind"]
    rest = attribute_of(without_lead(match["rest"])) or without_lead(match["rest"])
    return [
        f"{item.removesuffix('业') + kind if kind == '产业' and item[-1:] != '产' else item}{rest}" for item in items
    ]


def shared(core: str, own: str, measure: str) -> list[str]:
    """Return the names that one figure counts for: 普及率、达标率均为99%, 甲、乙增长8%, 甲、乙各1家."""
    parts = parts_of(core)
    each = _EACH.search(own) is not None
    rises = measure in _RISES
    if rises or each:
        for pattern, kinds in (_TOWNS, _LEVELS) if each else (_TOWNS,):
            if (both := pattern.search(core)) and (each or not both[0].startswith("城乡")):
                return [core[: both.start()] + kind + core[both.end() :] for kind in kinds]
        if named := of_a_kind(core):
            return named
    if not 1 < len(parts) <= _LONGEST or any(len(part) < 2 for part in parts):
        return []
    if each:
        verb = verb_of(parts[0]) if "各" in own else ""
        return [part if verb_of(part) else verb + part for part in completed(parts)]
    if rises and ("、" in core or all(_ENDS.search(part) for part in parts)):
        parts = completed(parts)
        if all(_ENDS.search(part) or part.endswith("企业") for part in parts):
            return parts
    return []


def completed(parts: list[str]) -> list[str]:
    """Return the names of a list with what only the first or the last of them says for all.

    战略性新兴产业和高技术制造业增加值 is the 增加值 of both, 建议办复率和满意率 that of the same.
    """
    if (of := _SHARE.search(parts[-1])) and not any("占" in part for part in parts[:-1]):
        return [part + of[0] for part in completed([*parts[:-1], parts[-1][: of.start()]])]
    if parts[0].endswith("收入"):
        # 财政收入和支出
        parts = [parts[0][:-2] + part if part == "支出" else part for part in parts]
    parts, last = list(parts), _FOR_ALL.search(parts[-1])
    # 化学需氧量、氨氮排放量: only what is measured of a thing may do without.
    if last and len(last[0]) < len(parts[-1]):
        done = re.compile(f"{last[0]}$") if last[0] == "排放量" else _ENDS
        if not any(part.endswith(last[0]) or done.search(part) for part in parts[:-1]):
            parts[:-1] = [part + last[0].removeprefix("企业" if part.endswith("企业") else "-") for part in parts[:-1]]
    rate = re.match("(.{2,}?)(?:安全|综合|运营)?[^的]{2}率$", parts[0])
    whole = stem_of(parts[0]) or (rate[1] if rate else "")
    if len(without_verb(whole)) > 1:
        parts[1:] = [whole + part if attribute_of(part) == part else part for part in parts[1:]]
    return parts
