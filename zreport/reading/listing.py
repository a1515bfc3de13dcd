"""The names that stand in a list before a figure, or before as many figures as there are names."""

import re

from zreport.reading.phrases import attribute_of, bare, without_lead

_JOIN = re.compile("、|以及|和(?!谐|睦|平|美|其他)|与(?!会)|及(?!以上|以下|时|其|格)")
# One word for two things, and the name of each.
_BOTH = (
    (re.compile("城乡(?=居民|低保|最低|常住|人均|年?低保)|城镇(?:居民)?[和、及与](?:农村|农民)(?=居民|常住|人均|低保)"), ("城镇", "农村")),
    (re.compile("省、?市级?(?=“|科技|重点|示范|专精|“)"), ("省级", "市级")),
    (re.compile("建议、?提案"), ("建议", "提案")),
)
_MEASURED = "(?:增加值|总?产值|存栏|出栏|余额|产量|收入|投资|总额|税收|存款|贷款|人次|花费|出口|进口|[覆盖达标合格参保办结普及满意入户]+率|率|人数|数量|面积|里程|规模|比例|指数|排放量|浓度|天数|能耗|水耗|支出|总值|速度|增速|度|量|额|值)"
_ENDS = re.compile(f"{_MEASURED}$")
# What the last name of a list says for all.
_FOR_ALL = re.compile(
    r"(?:企业)?(?:数量|[^、和与及率]{0,4}[覆盖达标合格参保办结普及满意]{2}率|增加值|总?产值|存栏|出栏|余额|产量|收入|出口|人数|面积|排放量|企业|园区产值|标准)$"
)
# A list with what all its things are, how many they are, and what of each is measured: 甲、乙、丙三大产业产值.
_KIND = re.compile(
    r"(?P<items>.+?)(?:等(?:[一二三四五六七八九十0-9]+[大个项家种])?|[一二三四五六七八九十0-9]+[大个项家种])(?:主导|支柱|传统|特色|重点|优势|战略性|主要)*(?:经济)?(?P<kind>产业集群|产业|行业|指标|企业|项目|园区|区域|板块|领域|工作)(?P<rest>.*)$"
)
_LONGEST = 6
_EACH = re.compile("(?<![人年户亩村日月平])均(?![衡匀])|都(?!市)|各(?![类级项地方界])|双$|全部(?!财政|税收)")
_THREE = re.compile("一、?二、?三次?产业?|三次产业")


def parts_of(words: str) -> list[str]:
    """Return the names in a list by 、 and 和."""
    return [part for part in _JOIN.split(words) if part]


def split(head: str, count: int) -> list[str]:
    """Return the names of a list for as many figures; none if they are not as many.

    Of 城乡 the two are the town and the village; what the last name alone says is added to all.
    """
    words = without_lead(head)
    if count == 2:
        for pattern, kinds in _BOTH:
            if both := pattern.search(words):
                return [words[: both.start()] + kind + words[both.end() :] for kind in kinds]
    if count == 3 and (three := _THREE.search(words)):
        return [f"{words[: three.start()]}第{nth}产业{words[three.end() :]}" for nth in "一二三"]
    if named := of_a_kind(words, count):
        return named
    parts = parts_of(words)
    if len(parts) != count:
        # Only the marks part the names whose own have an "and": 批发和零售业、住宿和餐饮业.
        parts = [part for part in words.split("、") if part]
    if len(parts) != count or not all(len(part) > 1 for part in parts):
        return []
    return completed(parts)


def of_a_kind(words: str, count: int = 0) -> list[str]:
    """Return the names of 甲、乙、丙三大产业产值, each with what they are and what is measured of each."""
    match = _KIND.fullmatch(words)
    if not match:
        return []
    items = [item for item in match["items"].split("、") if item]
    if not count or len(items) != count:
        # The last two may be joined by an "and", which also stands inside names: 汽车及零部件.
        items = [*items[:-1], *parts_of(items[-1])]
    if len(items) < 2 or count and len(items) != count:
        return []
    kind = "" if match["kind"] in ("指标", "工作", "领域", "板块", "区域") else match["kind"]
    rest = attribute_of(without_lead(match["rest"])) or without_lead(match["rest"])
    return [f"{item.removesuffix('业') + kind if kind == '产业' and item[-1:] != '产' else item}{rest}" for item in items]


def shared(core: str, own: str, measure: str) -> list[str]:
    """Return the names that one figure counts for: 普及率、达标率均为99%, 甲、乙增长8%, 甲、乙各1家."""
    parts = parts_of(core)
    each = _EACH.search(own) is not None
    if each and len(parts) < 2:
        pattern, kinds = _BOTH[1]
        if both := pattern.search(core):
            return [core[: both.start()] + kind + core[both.end() :] for kind in kinds]
    rises = measure in ("growth", "average_growth", "cumulative_growth", "ratio", "rank")
    if rises or each:
        pattern, kinds = _BOTH[0]
        if (both := pattern.search(core)) and (each or not both[0].startswith("城乡")):
            return [core[: both.start()] + kind + core[both.end() :] for kind in kinds]
        if named := of_a_kind(core):
            return named
    if not 1 < len(parts) <= _LONGEST or any(len(part) < 2 for part in parts):
        return []
    if each:
        return completed(parts)
    if rises and ("、" in core or all(_ENDS.search(part) for part in parts)):
        parts = completed(parts)
        if all(_ENDS.search(part) or part.endswith("企业") for part in parts):
            return parts
    return []


def completed(parts: list[str]) -> list[str]:
    """Return the names of a list with what only the first or the last of them says for all.

    战略性新兴产业和高技术制造业增加值 is the 增加值 of both, 建议办复率和满意率 that of the same.
    """
    parts = list(parts)
    last = _FOR_ALL.search(parts[-1])
    if last and len(last[0]) < len(parts[-1]) and not any(
        part.endswith(last[0]) or last[0] != "排放量" and _ENDS.search(part) for part in parts[:-1]
    ):
        parts[:-1] = [part + last[0].removeprefix("企业" if part.endswith("企业") else "\0") for part in parts[:-1]]
    first = re.search(f"{_MEASURED}$", parts[0])
    whole = parts[0][: first.start()] if first else ""
    if attribute := attribute_of(parts[0]):
        whole = parts[0][: -len(attribute)]
    elif found := re.match("(.{2,}?)(?:安全|综合|运营)?(?:[^的]{2}率|规模|数量)$", parts[0]):
        whole = found[1]
    if len(bare(whole)) > 1:
        parts[1:] = [whole + part if attribute_of(part) == part else part for part in parts[1:]]
    return parts
