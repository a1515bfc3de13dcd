"""The bar below a chart that is shown, which hands it over: its scripts, and what it says."""

import hashlib
import html
import json
from pathlib import Path
from typing import Any

from zreport.charts.chart import Chart
from zreport.charts.table import Table
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.reading.quote import with_marks

_HERE = Path(__file__).parent
BASKET, BAR, BAR_STYLE = (_HERE / name for name in ("basket.js", "bar.js", "bar.css"))
_COLUMNS = ("name", "value", "measure", "period", "status", "quote")


def said(chart: Chart, lang: str) -> dict[str, Any]:
    """Return what a bar says of a chart: its names, its `words_table`, and the places that these are from."""
    return told_of(chart) | {"words": words_table(chart, lang), "places": [one.both for one in _places(chart)]}


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
    return {"name": chart.name or chart.kind, "title": chart.title.both, "key": key}


def _reader_place(chart: Chart, figure: Datum) -> str:
    """Return where the reader has a figure of a chart; nothing if it was derived, or if reports are several."""
    several = len({one.report for one in chart.figures}) > 1
    return "" if several or figure.inputs else figure.id.partition(":")[2]


def _place(figure: Datum) -> Text:
    return Text("：", ": ").join([figure.source, figure.section])


def _places(chart: Chart) -> list[Text]:
    return list(dict.fromkeys(map(_place, chart.figures)))
