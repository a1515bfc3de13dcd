"""Charts to and from the JSON in which notebooks store them, and whether they still say what the data say."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from zreport.charts.chart import Chart
from zreport.charts.schema import every_row, in_brief, plain, refuse_misshapen, spoiled
from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.figures.pair import Pair
from zreport.figures.proven import CALLED, refuse_different, refuse_unproven
from zreport.figures.row import Row
from zreport.language import LANGUAGES, NOTHING, Text
from zreport.report.loading import load
from zreport.tables.package import Package, data_folder

# Each kind stands in the module of its name.
KINDS = ("dots", "bars", "dumbbell", "groups", "gaps", "bullet", "slope", "lines")
KINDS += ("parts", "treemap", "tree", "cards", "table", "stages", "register")
_LATE = Text("笔记本已过时，请运行 zreport run", "the notebook is out of date: run zreport run")
_TODAY = Text("而数据现在为", "but in the data it is")
_CALLED = (*CALLED, "project_name")


def from_json(content: dict | str) -> Chart:
    """Make a chart from what `Chart.to_json` returned, or from that as a string.

    Raises
    ------
    ChartError
        If it is not as this version makes them: a field that is missing, unknown or of another form, a
        figure that is not what its own quotation says or what follows from its inputs.

    Examples
    --------
    >>> import zreport as zr
    >>> chart = zr.Cards(zr.load().select(sector="finance"), title="财政")
    >>> from_json(chart.to_json()) == chart
    True
    """
    content = plain(content)
    if not isinstance(content, dict) or not isinstance(shared := content.pop("shared", {}), dict):
        raise spoiled("", "不是 Chart.to_json 所给的对象", "not an object as Chart.to_json gives")
    if (kind := content.pop("kind", None)) not in KINDS:
        known = ", ".join(KINDS)
        raise spoiled(
            "kind", f"没有这种图表：{in_brief(kind)}；可选：{known}", f"no {in_brief(kind)}; there are {known}"
        )
    for row in every_row(content.get("data")):
        for key, value in shared.items():
            row.setdefault(key, value)
    refuse_misshapen(content, cls := kinds()[kind])
    del content["version"]
    rows = tuple(map(cls.item.stored, content.pop("data")))
    for at, row in enumerate(rows):
        sides = {".before": row.before, ".after": row.after} if isinstance(row, Pair) else {"": row}
        for side, figure in sides.items():
            try:
                if isinstance(figure, Datum):
                    refuse_unproven(figure)
            except ChartError as error:
                raise spoiled(f"data[{at}]{side}", error.words.zh, error.words.en) from None
    return cls(rows, notes=tuple(map(Text.of, content.pop("notes"))), **content)


@functools.cache
def kinds() -> dict[str, type[Chart]]:
    """Return the kinds of charts by their names."""
    return {kind: getattr(import_module(f"zreport.charts.{kind}"), kind.capitalize()) for kind in KINDS}


def draw(chart: Chart, lang: str, form: str, size: object = None) -> bytes:
    """Write a chart as JSON; it holds both languages, and no page."""
    return (json.dumps(chart.to_json(), ensure_ascii=False, indent=1) + "\n").encode()


def refuse_outdated(chart: Chart) -> None:
    """Raise `ChartError` if the data state a figure of a chart otherwise, or no longer.

    The data are the project's own; of a report that is not among them nothing can be said.
    """
    # As they stand at one moment: files are looked at once, not for each row.
    rows_of = functools.cache(_today)
    try:
        for row, count in Counter(map(_unnamed, _parts(chart.data))).items():
            report = row.before.report if isinstance(row, Pair) else row.report
            if (today := rows_of(type(row), report)) is not None:
                _compare(row, count, today)
    except ChartError as error:
        raise ChartError(Text("；", "; ").join([error.words, _LATE])) from None


def _compare(row: Row | Pair, count: int, today: dict) -> None:
    """Raise `ChartError` if something is on a chart so often, and otherwise in the data."""
    if isinstance(row, Pair):
        notes = today.get(frozenset((row.before.id, row.after.id)), [row.note])
        if row.note not in notes:
            zh, en = (f"“{row.note[lang]}”, “{notes[0][lang]}”" for lang in LANGUAGES)
            zh = f"{row.after.id}：对比须说明的话变了（{zh}）"
            raise ChartError(Text(zh, f"{row.after.id}: what must be said of the pair changed ({en})"))
    elif not isinstance(row, Datum):
        if today[row] < count:
            zh, en = f"数据中没有这一行（{row.section.zh}）", f"a row of it ({row.section.en}) is not in the data"
            raise ChartError(Text(zh, en))
    elif row.id in today:
        refuse_different(row, today[row.id], _TODAY)
    else:
        raise ChartError(Text(f"{row.id}：数据中没有这个数字", f"{row.id}: the data have no such figure"))


def _parts(rows: tuple) -> Iterator[Row | Pair]:
    """Return what reports state of what is on a chart: pairs and both their figures, and what figures are derived from."""
    for row in rows:
        recipe = getattr(row, "recipe", None)
        if isinstance(row, Pair):
            yield row
            yield from _parts((row.before, row.after))
        elif recipe and recipe.operation in ("gap", "change"):
            yield from _parts((Pair(*recipe.figures, recipe.note),))
        elif recipe:
            yield from _parts(recipe.figures)
        else:
            yield row


def _unnamed(row: Row | Pair) -> Row | Pair:
    """Return a row without what a chart or its author may change."""
    return replace(row, **{name: NOTHING for name in _CALLED if hasattr(row, name)})


def _today(cls: type, report: str) -> dict | None:
    """Return the rows of a report, or what is said of pairs, as the project's data have them; None if it is not there."""
    folder = data_folder()
    if report not in Package(folder).reports:
        return None
    files = [*folder.glob("*/*.csv"), *folder.glob("schemas/*"), *(folder / "reports" / report).iterdir()]
    return _rows(cls, report, tuple((file, (about := file.stat()).st_mtime_ns, about.st_size) for file in files))


@functools.lru_cache(8)
def _rows(cls: type, report: str, stamp: tuple) -> dict:
    """Return figures by their identifiers, notes by those of a pair, other rows by how often they stand there."""
    if cls is Pair:
        notes: dict[frozenset, list[Text]] = {}
        for row in load(report, draft=True).relations.itertuples():
            notes.setdefault(frozenset((row.a, row.b)), []).append(Text(row.note_zh, row.note_en))
        return notes
    rows = cls.taken(getattr(load(report, draft=True), cls.table))
    return {row.id: row for row in rows} if cls is Datum else Counter(map(_unnamed, rows))
