"""Notebooks as web pages that need no network: one for each, and one that leads to them."""

import base64
import functools
import hashlib
import html
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from zreport.charts.chart import MIME
from zreport.charts.stored import from_json
from zreport.export.bilingual import in_one, one_line, question
from zreport.export.harmless import harmless
from zreport.export.notebook import NotebookError, Story, bytes_of, read_notebook, title
from zreport.faults import ReportError
from zreport.figures.shown import BOTH
from zreport.language import Text
from zreport.office.slides.kit import Kit
from zreport.render.html import fragment, kit_script, web_page

_CODE = Text("代码", "Code")
_CONTENTS = Text("笔记本", "Notebooks")
_READ = Text("读报告全文，每个数字都能点开", "Read the whole report: every figure opens")
_TEXT = Text("报告全文", "The report's text")
_SOURCE = Text("来源：", "Source: ")
_AND = Text("；", "; ")
# A source is the title of a report and its day.
_DATED = re.compile(r"《?(.+?)》?\s*[（(]([^（()）]+)[）)]")
# What a reader leaves in a stored notebook.
_TO_READ = re.compile(r'<p class="zreport-read" title="([^"]*)">.*?</p>', re.S)
_LOOKS = {
    "solid": Text("已实现", "achieved"),
    "hollow": Text("目标", "target"),
    "hatched": Text("预期或推算", "expected or derived"),
}
_HERE = Path(__file__).parent


def notebook_page(
    path: Path,
    lang: str,
    up: bool = False,
    readers: Mapping[str, str] | None = None,
    sources: Mapping[Text, None] | None = None,
) -> str:
    """Return a stored notebook as a page in one language, as far as its cells are in both, with its charts.

    Code is folded. Links to notebooks lead to their pages, and if it is to lead `up`, one to index.html;
    the marks of its charts, and their sentences, to the reader of their report, if `readers` say where it is.
    `sources` are those of the notebooks beside it, for one that has no charts and so names none.
    """
    content = bytes_of(path)
    book = read_notebook(path, content)
    from pygments.formatters import HtmlFormatter

    for cell in (one for one in book.cells if one.cell_type == "markdown"):
        cell.source = in_one(cell.source, lang, lambda name: _titled(path.parent / name, lang)) or cell.source
    kit, mark = Kit(), f"chart-{hashlib.sha256(content).hexdigest()[:16]}-"
    shown = _Outputs(lang, readers or {}, kit, mark)
    for cell, output in ((one, output) for one in book.cells for output in one.get("outputs", [])):
        # A cell without words may hold a chart still; no story tells of it.
        shown.put(output, told=bool(cell.source.strip()))
    charts = shown.charts
    try:
        body, _ = _exporter().from_notebook_node(book, {"fold": _CODE[lang]})
    except Exception as error:
        # The library has no class of its own for what it cannot show.
        said = f"{type(error).__name__}: {error}".split("\n")[0]
        raise NotebookError.about(path, f"不能做成网页（{said}）", f"cannot be shown as a page ({said})") from error
    body = _reading(body, lang)
    placed = re.compile(rf"<p>{mark}(\d+)\.</p>")
    if [int(found[1]) for found in placed.finditer(body)] != list(range(len(charts))):
        zh = "不是每张图都能放到网页上；请报告这个错误"
        raise NotebookError.about(path, zh, "not each chart has its place on the page; report this as a bug")
    body = f"<main>{placed.sub(lambda found: charts[int(found[1])], body)}</main>"
    sources = shown.sources or sources or {}
    body += _foot(sources, lang, bool(charts)) + (kit_script(kit) if charts else "")
    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    led = shown.led or (dict.fromkeys(shown.readers.values()) if len(shown.readers) == 1 else {})
    head = _head(sources, [("index.html", _CONTENTS[lang])] * up + [(reader, _TEXT[lang]) for reader in led], lang)
    return web_page(title(book, path)[lang], _whole(head + body), lang, colours + _style(), live=bool(charts))


@functools.cache
def _exporter() -> Any:
    """What makes pages of notebooks, with its templates, which take as long to compile as a page to make."""
    from jinja2 import FileSystemLoader
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name="basic",
        template_file="folded.html.j2",
        extra_loaders=[FileSystemLoader(_HERE)],
        filters={"harmless": harmless},
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )


@dataclass
class _Outputs:
    """What the cells of a notebook put out, in the language of a page; its charts, each with a mark for its place."""

    lang: str
    readers: Mapping[str, str]
    kit: Kit
    mark: str
    charts: list[str] = field(default_factory=list)
    # Readers that charts lead to, and what they are drawn from.
    led: dict[str, None] = field(default_factory=dict)
    sources: dict[Text, None] = field(default_factory=dict)
    number: int = 0

    def put(self, output: Any, told: bool) -> None:
        """Bring an output into the language of the page; a chart that a story tells of has a number."""
        lang, data = self.lang, output.get("data", {})
        # Tables of a notebook are stored in its language, and beside that in the other.
        if isinstance(others := data.get(BOTH), dict) and isinstance(others.get(lang), str):
            output.data = {"text/html": others[lang]}
        elif list(data) == ["text/plain"]:
            output.data = {"text/plain": one_line(data["text/plain"], lang)}
        found = _TO_READ.fullmatch(output.get("data", {}).get("text/html", ""))
        if found and (reader := self.readers.get(html.unescape(found[1]), "")):
            self.led[reader] = None
            output.data = {"text/html": f"<p>{_way(reader, _READ[lang] + ' →', 'zreport-read')}</p>"}
        if MIME not in data:
            return
        chart = from_json(data[MIME])
        own = {origin.report for origin in chart.origins}
        reader = self.readers.get(own.pop(), "") if len(own) == 1 else ""
        self.led |= {reader: None} if reader else {}
        self.sources |= dict.fromkeys(origin.source for origin in chart.origins)
        self.number += told
        name = f' id="chart-{self.number}"' if told else ""
        self.charts.append(f"<div{name}>{fragment(chart, lang, reader=reader, kit=self.kit)}</div>")
        output.data = {"text/html": f"<p>{self.mark}{len(self.charts) - 1}.</p>"}
        output.metadata = {}


def sources_of(stories: Sequence[Story]) -> dict[Text, None]:
    """Return what the charts of notebooks are drawn from."""
    return dict.fromkeys(item.source for one in stories for _, chart in one.charts for item in chart.origins)


def index_page(stories: Sequence[Story], lang: str, readers: Mapping[str, str] | None = None) -> str:
    """Return a page that leads to readers, and to the pages of notebooks, each with a picture of its first chart."""
    cards = []
    for story in stories:
        number = re.match(r"\d+", story.name)
        # A notebook without charts has its number in the place of a picture.
        shown = f'<span class="zreport-number">{number[0] if number else ""}</span>'
        if story.charts:
            from zreport.render.matplotlib import picture

            chart = story.charts[0][1]
            data = base64.b64encode(picture(chart, lang, "png", dpi=48)).decode("ascii")
            alt = html.escape(chart.alt[lang], quote=True)
            shown = f'<img alt="{alt}" src="data:image/png;base64,{data}">'
        link = quote(story.name, errors="surrogateescape")
        head, asked = map(html.escape, (story.title[lang], question(read_notebook(story.path), lang)))
        small = f"<small>{number[0]}</small> " if number else ""
        cards.append(f'<li><a href="{link}.html">{shown}<h2>{small}{head}</h2><p>{asked}</p></a></li>')
    sources = sources_of(stories)
    heading, days = _titles(sources, lang)
    heading = heading or _CONTENTS[lang]
    charts = sum(len(one.charts) for one in stories)
    counted = Text(f"{len(stories)}个笔记本，{charts}张图", f"{len(stories)} notebooks, {charts} charts")[lang]
    readers = readers or {}
    whole = "".join(
        f"<p>{_way(path, _READ[lang] + (f' ({name})' if len(readers) > 1 else '') + ' →', 'zreport-read')}</p>"
        for name, path in readers.items()
    )
    lead = html.escape(" · ".join(filter(None, [days, counted])))
    body = f"<main class=zreport-wide><h1>{html.escape(heading)}</h1><p class=zreport-lead>{lead}</p>{whole}"
    body += f"<ul class=zreport-cards>{''.join(cards)}</ul></main>"
    ways = [(path, _TEXT[lang]) for path in readers.values()] if len(readers) == 1 else []
    body = _head(sources, ways, lang) + body + _foot(sources, lang, bool(charts))
    return web_page(f"{heading} | {_CONTENTS[lang]}", _whole(body), lang, _style())


def _reading(body: str, lang: str) -> str:
    """Make the body of a page one to be read: links lead to pages, tables are in one language and fit a phone."""
    body = re.sub(r'(href="[^"/:?#]+)\.ipynb(?=["#])', r"\1.html", body)
    if lang == "zh":
        # In a notebook the names of a Chinese table have their English below them.
        body = re.sub(r"<br\s*/?><small>[^<\u4e00-\u9fff]*</small></td>", "</td>", body)
    else:
        # What is Chinese there are the report's own words.
        body = re.sub(
            r"<td(?![^>]*\blang=)(?=[^>]*>[^<A-Za-z]*[\u4e00-\u9fff][^<A-Za-z]*</td>)", '<td lang="zh-CN"', body
        )
    # The corner of a frame is the head of nothing; what is wide is scrolled by keyboard, too.
    body = body.replace("<th></th>", "<td></td>").replace("<table", '<table tabindex="0"')
    return re.sub(r"<table(?:(?!<table).)*?</table>", lambda found: _stacked(found[0]), body, flags=re.S)


def _stacked(table: str) -> str:
    """Name in each cell of a wide table of words its column, so that on a phone each row can be a block of its own."""
    heads = re.findall(r"<th\b[^>]*>(.*?)</th>", table.partition("<tbody")[0], re.S)
    rows = [re.findall(r"<td\b[^>]*>", row) for row in re.findall(r"<tr\b.*?</tr>", table.partition("<tbody")[2], re.S)]
    if not rows or len(heads) < 3 or {len(row) for row in rows} != {len(heads)}:
        return table
    # Of three columns that are a name, its value and one thing more, the name is often long.
    words = sum("align=" not in cell for row in rows for cell in row[1:])
    valued = all("align=" in row[1] for row in rows)
    if words < (2 if len(heads) > 3 else 1) * len(rows) or (len(heads) == 3 and not valued):
        return table
    names = itertools.cycle(html.escape(html.unescape(re.sub("<[^>]*>", "", head)), quote=True) for head in heads)
    named = re.sub(r"<td\b", lambda found: f'<td data-head="{next(names)}"', table)
    return named.replace("<table", '<table class="zreport-stacked"', 1)


def _whole(body: str) -> str:
    return f'<div class="zreport-notebook">{body}</div>'


def _way(to: str, words: str, name: str = "") -> str:
    named = f'class="{name}" ' if name else ""
    return f'<a {named}href="{html.escape(quote(to), quote=True)}">{html.escape(words)}</a>'


def _titles(sources: Mapping[Text, None], lang: str) -> tuple[str, str]:
    """Return the titles of what a page is drawn from, and their days."""
    found = [(_DATED.fullmatch(source[lang]), source[lang]) for source in sources]
    titles = (dated[1] if dated else source for dated, source in found)
    return tuple(_AND[lang].join(dict.fromkeys(each)) for each in (titles, (dated[2] for dated, _ in found if dated)))


def _head(sources: Mapping[Text, None], ways: Sequence[tuple[str, str]], lang: str) -> str:
    """Write the bar at the head of each page, as the reader has one: what all is of, and where else one may go."""
    heading, _ = _titles(sources, lang)
    name = f"<strong>{html.escape(heading)}</strong>" if heading else ""
    links = "".join(_way(*way) for way in ways)
    return f'<nav class="zreport-up">{name}<span>{links}</span></nav>' if name or links else ""


def _foot(sources: Mapping[Text, None], lang: str, charts: bool) -> str:
    """Write what stands at the foot of each page: where all of it is from, and what the marks of charts mean."""
    if not sources:
        return ""
    said = html.escape(_SOURCE[lang] + _AND[lang].join(source[lang] for source in sources))
    keys = "".join(f'<span class="zreport-key zreport-{look}">{words[lang]}</span>' for look, words in _LOOKS.items())
    return f"<footer><p>{said}</p>{f'<p>{keys}</p>' * charts}</footer>"


def _titled(path: Path, lang: str) -> str:
    """Return the title of a notebook that another leads to, or nothing if it cannot be read."""
    try:
        return title(read_notebook(path), path)[lang]
    except ReportError:
        return ""


def _style() -> str:
    return "\n" + (_HERE / "pages.css").read_text("utf-8")
