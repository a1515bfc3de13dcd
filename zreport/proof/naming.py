"""What a figure speaks of: the indicator that its sentence names, the measure, and the scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from zreport.faults import Fault
from zreport.language import Text
from zreport.proof.ground import Ground, Mark, Name, disagreement, words_of
from zreport.tables.identifiers import observation_id
from zreport.tables.package import Table

_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# Words by which one figure counts for several things: 均超过30万人.
_EACH = re.compile(r"(?<!年)均|各|每|分别")
# What joins the names of several things: 建议255件、政协委员提案.
_JOINED = re.compile(r"(?:[0-9.]+[^,;。、和]{0,4})?(?:[、和与及]|以及)")
_PERCENT = ("%", "‰", "成")


def faults(ground: Ground) -> Iterator[Fault]:
    """Return the observations whose indicator, measure or scope is not what the text names."""
    if not ground.has("observations", "indicators", "measures", "units"):
        return
    table = ground.tables["observations"]
    marks, _ = ground.marks("observations")
    for mark in marks:
        yield from _indicator(ground, table, mark)
        yield from _measure(ground, table, mark)
    yield from _scopes(ground, table, marks)
    yield from _shared(ground, table, marks)


def named(ground: Ground, mark: Mark) -> list[str]:
    """Return the indicators that a figure may belong to by the words around it.

    Where 分别 gives several figures to several indicators, the figure's place among them tells.
    Else it is the indicator named last before the figure, or else first after it, within the
    quote if that names any, else within the sentence; where 均, 各, 每 or 分别 lets one figure
    count for several, these and those joined to them. An indicator that has no such unit is
    passed over.
    """
    first, last = ground.sentence(mark)
    names = [
        name
        for name in ground.names
        if first <= name.start and name.end <= last and _fits(ground, name.indicator, mark.row)
    ]
    if placed := _by_place(ground, mark, names, first):
        return placed
    inside = [name for name in names if mark.first <= name.start and name.end <= mark.last]
    for chosen in (inside, names):
        before = [name for name in chosen if name.end <= mark.start]
        if before:
            nearest = max(name.end for name in before)
            # Of names that end together the longest counts: 城镇登记失业率, not 失业率.
            start = min(name.start for name in before if name.end == nearest)
            found = [name.indicator for name in before if (name.start, name.end) == (start, nearest)]
            if _EACH.search(ground.text[ground.clause(mark)[0] : mark.start]):
                found = _joined(ground.text, names, start) + found
            return list(dict.fromkeys(found))
        after = [name for name in chosen if name.start >= mark.end]
        if after:
            start = min(name.start for name in after)
            end = max(name.end for name in after if name.start == start)
            return [name.indicator for name in after if (name.start, name.end) == (start, end)]
    return []


def _by_place(ground: Ground, mark: Mark, names: list[Name], first: int) -> list[str]:
    """Indicators listed before 分别: the figure's place among the figures after it tells which."""
    spread = ground.text.rfind("分别", first, mark.start)
    if spread < 0 or re.search(r"[,;，；]", ground.text[spread : mark.start]):
        return []
    clause = max(ground.text.rfind(sign, first, spread) for sign in ",;，；") + 1
    listed = [name.indicator for name in names if clause <= name.start < spread]
    place = len(_FIGURE.findall(ground.text[spread : mark.start]))
    return listed[place : place + 1]


def _joined(text: str, names: list[Name], start: int) -> list[str]:
    """Indicators whose names are joined, by 和 or 、, to the name that begins at `start`."""
    found: list[str] = []
    while True:
        joined = [name for name in names if name.end < start and _JOINED.fullmatch(text[name.end : start])]
        if not joined:
            return found
        nearest = max(name.end for name in joined)
        start = min(name.start for name in joined if name.end == nearest)
        found = [n.indicator for n in joined if (n.start, n.end) == (start, nearest)] + found


def _fits(ground: Ground, indicator: str, row: dict) -> bool:
    """Whether an indicator can have a value in the unit of a row."""
    described = ground.indicators[indicator]
    if row["unit"] in _PERCENT:
        kinds = {
            ground.measures[measure]["kind"]
            for measure in words_of(described, "measures")
            if measure in ground.measures
        }
        return "percent" in kinds
    unit = ground.units.get(row["unit"])
    return unit is None or unit["base_unit"] in words_of(described, "units")


def _indicator(ground: Ground, table: Table, mark: Mark) -> Iterator[Fault]:
    row = mark.row
    if row["indicator"] not in ground.indicators:
        return
    found = named(ground, mark)
    if row["indicator"] in found:
        return
    aliases = ground.indicators[row["indicator"]]["aliases"]
    said = "、".join(found)
    if not _fits(ground, row["indicator"], row):
        problem = Text(
            f"该指标不以“{row['unit']}”计" + (f"，原文所指为 {said}" if said else ""),
            f"this indicator is not counted in “{row['unit']}”" + (f"; the text names {said}" if said else ""),
        )
        mend = Text(
            "改指标，或在 indicators.csv 的 units、measures 中加入",
            "name another indicator, or add to its units or measures in indicators.csv",
        )
    else:
        problem = Text(
            f"原文所指为 {said}" if said else f"句中没有它的叫法（{aliases}）",
            f"the text names {said}" if said else f"its sentence has none of its names ({aliases})",
        )
        mend = Text(
            "改指标，或在 indicators.csv 的 aliases 中加入叫法",
            "name that indicator, or add the name to its aliases in indicators.csv",
        )
    yield Fault(table.file, mark.line, "indicator", row["indicator"], problem, mend)


def _measure(ground: Ground, table: Table, mark: Mark) -> Iterator[Fault]:
    """A measure must be one that the indicator can have, of the unit's kind, and worded so."""
    row = mark.row
    described = ground.indicators.get(row["indicator"])
    if described is None or row["measure"] not in ground.measures:
        return
    kinds = {"percent"} if row["unit"] in _PERCENT else {"amount", "rank"}
    found = []
    for key in words_of(described, "measures"):
        measure = ground.measures.get(key)
        if measure is None or measure["kind"] not in kinds:
            continue
        words = words_of(measure, "words")
        length = max((len(word) for word in words if word in mark.quote.plain), default=0)
        if length or not words:
            found.append((length, key))
    longest = max((length for length, _ in found), default=0)
    fitting = [key for length, key in found if length == longest]
    if row["measure"] in fitting:
        return
    said = "、".join(fitting)
    yield Fault(
        table.file,
        mark.line,
        "measure",
        row["measure"],
        Text(
            f"引文、单位与指标所指为 {said}" if said else "该指标没有与引文相符的度量",
            f"the quote, its unit and its indicator speak of {said}"
            if said
            else "the indicator has no measure that fits the quote",
        ),
        Text(
            "改度量，或引用更长的原文，或在 indicators.csv 的 measures 中加入",
            "name that measure, quote more of the text, or add it to measures in indicators.csv",
        ),
    )


def _scopes(ground: Ground, table: Table, marks: list[Mark]) -> Iterator[Fault]:
    """A scope tells rows apart that nothing else does; scopes stand in the order of their figures."""

    def key(mark: Mark) -> str:
        return observation_id(mark.row | {"scope": ""})

    for mark in marks:
        if bool(mark.row["scope"]) != bool(mark.row["scope_en"]):
            yield Fault(
                table.file,
                mark.line,
                "scope_en",
                mark.row["scope_en"],
                Text("scope 与 scope_en 须同有或同无", "scope and scope_en go together"),
                Text("两列都写或都留空", "fill both, or neither"),
            )
    for _, group in groupby(sorted(marks, key=key), key=key):
        rows = sorted(group, key=lambda mark: mark.start)
        if len(rows) == 1:
            if rows[0].row["scope"]:
                yield disagreement(table, rows[0].line, "scope", rows[0].row, "")
            continue
        scopes = [mark.row["scope"] for mark in rows]
        places = {}
        for mark in rows:
            scope = mark.row["scope"]
            at = ground.text.rfind(scope, ground.sentence(mark)[0], mark.start) if scope else -1
            places[mark.line] = at
            if at < 0 or scopes.count(scope) > 1:
                yield Fault(
                    table.file,
                    mark.line,
                    "scope",
                    scope,
                    Text(
                        "不是数字之前的句中区分这几行的字",
                        "is not what tells these rows apart before the figure in its sentence",
                    ),
                    Text(
                        "几行其余各项都相同，须写原文中区分它们的字",
                        "rows alike in all else need the words of the text that tell them apart",
                    ),
                )
        ordered = sorted(rows, key=lambda mark: places[mark.line])
        for mark, other in zip(rows, ordered, strict=True):
            if mark.row["scope"] != other.row["scope"] and min(places.values()) >= 0:
                yield disagreement(table, mark.line, "scope", mark.row, other.row["scope"])


def _shared(ground: Ground, table: Table, marks: list[Mark]) -> Iterator[Fault]:
    """A figure that counts for several indicators has a row for each, and no other has two."""
    figures: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        figures.setdefault((mark.start, mark.end), []).append(mark)
    for rows in figures.values():
        wanted = named(ground, rows[0])
        if len(wanted) < 2:
            continue
        have = [mark.row["indicator"] for mark in rows]
        each = _EACH.search(ground.text[ground.clause(rows[0])[0] : rows[0].start])
        for missing in [key for key in wanted if each and key not in have]:
            follows = any(wanted.index(key) < wanted.index(missing) for key in have if key in wanted)
            yield Fault(
                table.file,
                rows[-1].line + 1 if follows else rows[0].line,
                "quote",
                rows[-1].row["quote"],
                Text(
                    f"该数字也是 {missing} 的，却没有这一行",
                    f"this figure is that of {missing} as well, which has no row",
                ),
                Text("在此处为它加入一行", "add a row for it here"),
            )
