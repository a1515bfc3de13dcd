"""What a chart hands over where it is shown: what its bar says, and the files that Python makes in JupyterLab."""

import functools
import hashlib
import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zreport.charts.backends import draw
from zreport.charts.chart import Chart
from zreport.charts.stored import from_json
from zreport.charts.table import Table
from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.language import Text, language
from zreport.office.slides.deck import deck
from zreport.reading.quote import with_marks
from zreport.render.front import ASK, Front, scripts

_HERE = Path(__file__).parent
BASKET, BAR, UNDER = (_HERE / name for name in ("basket.js", "bar.js", "under.js"))
BAR_STYLE = _HERE / "bar.css"
_COLUMNS = ("name", "value", "measure", "period", "status", "quote")
# What a bar asks for, and the endings of the files.
ENDINGS = {"slide": "pptx", "workbook": "xlsx", "picture": "png"}
# Charts that a session remembers to hand over; more are of hours ago.
_MOST = 500
_FORGOTTEN = Text("这张图已不在内核中，请重新运行单元", "the kernel no longer has this chart: run its cell again")


def said(chart: Chart, lang: str) -> dict[str, Any]:
    """Return what a bar says of a chart: its names, its `words_table`, and the places that these are from."""
    return told_of(chart) | {"words": words_table(chart, lang), "places": list(map(pair_of, _places(chart)))}


def words_table(chart: Chart, lang: str) -> str:
    """Return a chart's figures with the report's words, as HTML; of a chart without figures its lines.

    Each row has the number of its place and, if the reader has its figure, where.
    """
    if not chart.figures:
        return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in chart.lines(lang))}</ul>"
    table, places = Table(chart.figures, title=chart.title, columns=_COLUMNS), _places(chart)
    heads = "".join(f"<th scope=col>{html.escape(head)}</th>" for head in table.heads(lang))
    rows = []
    for at, figure in enumerate(table.data):
        name, *cells, _ = map(html.escape, table.cells(at, lang))
        words = with_marks(html.escape(figure.quote), "<mark>", "</mark>")
        between = "".join(f"<td>{cell}</td>" for cell in cells)
        about = f'data-place="{places.index(_place(figure))}" data-at="{html.escape(_reader_place(chart, figure))}"'
        row = f'<th scope=row>{name}</th>{between}<td lang="zh-CN" class=zreport-quote>{words}</td>'
        rows.append(f"<tr {about}>{row}</tr>")
    caption, body = html.escape(chart.title[lang]), "".join(rows)
    return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def told_of(chart: Chart) -> dict[str, Any]:
    """Return what files of a chart are called, its title, and what tells it from others, of whatever notebook."""
    content = json.dumps(chart.to_json(), ensure_ascii=False, sort_keys=True)
    key = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return {"name": chart.name or chart.kind, "title": pair_of(chart.title), "key": key}


def _reader_place(chart: Chart, figure: Datum) -> str:
    """Return where the reader has a figure of a chart; nothing if it was derived, or if reports are several."""
    several = len({one.report for one in chart.figures}) > 1
    return "" if several or figure.inputs else figure.id.partition(":")[2]


def pair_of(words: Text) -> list[str]:
    """Return words as scripts have them."""
    return [words.zh, words.en]


def _place(figure: Datum) -> Text:
    return Text("：", ": ").join([figure.source, figure.section])


def _places(chart: Chart) -> list[Text]:
    return list(dict.fromkeys(map(_place, chart.figures)))


def handed_over(
    message: Mapping[str, Any], known: Mapping[str, Chart] | None = None
) -> tuple[dict[str, Any], bytes | None]:
    """Answer what a bar asks: a slide, a workbook or a picture of charts, their JSON, or what it says of one.

    Charts come as JSON, which is proven, or as keys of those that are `known`.
    """
    charts = [_chart(one, known or {}) for one in message["charts"]]
    match message["do"]:
        case "json":
            return {"charts": [told_of(one) | {"chart": one.to_json()} for one in charts]}, None
        case "said":
            return said(charts[0], message["lang"]), None
        case "slide":
            return {}, deck(charts, message["lang"])
        case form:
            return {}, draw(charts[0], ENDINGS[form], message["lang"])


def _chart(content: Any, known: Mapping[str, Chart]) -> Chart:
    if not isinstance(content, str):
        return from_json(content)
    if content not in known:
        raise ChartError(_FORGOTTEN)
    return known[content]


class ChartBars(Front):
    """The bars below the charts of a session.

    It has no view of its own, which notebooks would store: its script finds the charts where they are shown.
    """

    _esm = (
        f"{scripts(ASK, BASKET, BAR, UNDER)}\n"
        "export default { initialize({ model }) { return zreportUnder(model, zreportAsker(model)); } };\n"
    )
    _css = BAR_STYLE

    def __init__(self):
        self.charts: dict[str, Chart] = {}
        super().__init__({"lang": language(), "charts": {}})

    def answer(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], bytes | None]:
        """Make what is asked for."""
        if message["do"] == "here":
            return {}, None
        return handed_over(message, self.charts)

    def under(self, chart: Chart) -> str:
        """Let a chart that is about to be shown have a bar, and return the mark by which the script finds it."""
        told = told_of(chart)
        mark = f"{self.model_id}/{told['key']}"
        if mark not in self.charts:
            self.charts = dict([*self.charts.items(), (mark, chart)][-_MOST:])
            shown = self.content["charts"] | {mark: told | {"chart": mark}}
            self.content = {"lang": language(), "charts": {mark: shown[mark] for mark in self.charts}}
        return mark


@functools.cache
def session_bars() -> ChartBars:
    """Return the bars of this session."""
    return ChartBars()
