"""The source line of a chart: reports with their sections, and what is of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zreport.figures.row import Row
from zreport.figures.writing import counted
from zreport.language import NOTHING, Text

# Reports that are named one by one, and names of what is open.
MOST_SOURCES = 4


def source_line(rows: Sequence[Row], count: int) -> Text:
    """Name the reports of rows, their dates and sections; and that `count` figures are of a draft, and which."""
    joined = reports_of(rows, Text("；", ". "), _with_sections(rows))
    said = Text(f"来源：{joined.zh}", f"Source: {joined.en}")
    if not count:
        return said
    which = _open(rows)
    of = Text(f"（{which.zh}）", f" ({which.en})") if which.zh else NOTHING
    en = f"Draft: {count} {counted(count, 'figures')} here not yet looked at{of.en}. {said.en}"
    return Text(f"草稿：本图 {count} 个数字未核{of.zh}。{said.zh}", en)


def reports_of(rows: Iterable[Row], joint: Text, named: Sequence[Text] = ()) -> Text:
    """Name the reports of rows one by one, as they are `named`; many by their number, places and years."""
    rows = list(rows)
    named = named or list(dict.fromkeys(row.source for row in rows))
    if len(named) <= MOST_SOURCES:
        return joint.join(list(named))
    places = [*dict.fromkeys(row.place for row in rows)]
    few, more = Text("、", ", ").join(places[:MOST_SOURCES]), len(places) - MOST_SOURCES
    days = sorted(row.delivered[:4] for row in rows)
    zh, en = (dash.join(dict.fromkeys((days[0], days[-1]))) for dash in "—–")
    zh_more, en_more = (f"等{len(places)}地", f" and {more} more") if more > 0 else ("", "")
    zh = f"{few.zh}{zh_more}政府工作报告{len(named)}份（{zh}年）"
    return Text(zh, f"{len(named)} work reports of {few.en}{en_more} ({en})")


def _with_sections(rows: Sequence[Row]) -> list[Text]:
    lines = []
    for report in dict.fromkeys(row.source for row in rows):
        own = [row for row in rows if row.source == report]
        places = dict.fromkeys(row.section for row in own)
        if len(places) > 3:
            places = dict.fromkeys(row.chapter for row in own)
        zh = "、".join(place.zh for place in places)
        # A heading that nobody has put into English tells its readers nothing.
        en = "; ".join(place.en for place in places if place.en != place.zh or place.en.isascii())
        lines.append(Text(f"{report.zh}：{zh}", f"{report.en}: {en}" if en else report.en))
    return lines


def _open(rows: Sequence[Row]) -> Text:
    """Name what is of a draft where other figures are not: by place, if that tells them apart, else by name."""
    if all(row.doubt for row in rows):
        return NOTHING
    for name in (lambda row: row.place, lambda row: getattr(row, "name", NOTHING)):
        named = list(dict.fromkeys(name(row) for row in rows if row.doubt))
        if not {name(row) for row in rows if not row.doubt}.intersection(named):
            break
    else:
        return NOTHING
    few, more = Text("、", ", ").join(named[:MOST_SOURCES]), len(named) - MOST_SOURCES
    return Text(f"{few.zh}等 {len(named)} 项", f"{few.en} and {more} more") if more > 0 else few
