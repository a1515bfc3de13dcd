"""A notebook as one web page that needs no network."""

from __future__ import annotations

from pathlib import Path

from zreport.chart import MIME, from_json
from zreport.notebook import as_dict, read, title
from zreport.render.page import part, plotly_js, shell

_STYLE = """
.jp-Cell-inputWrapper,div.input{margin:12px 0}
.highlight{background:#f5f7f9;border:1px solid #e3e7eb;border-radius:4px;padding:2px 12px;overflow-x:auto;
font-size:13px;line-height:1.5}
.highlight pre{margin:8px 0;font-family:Consolas,Menlo,"DejaVu Sans Mono",monospace}
pre{white-space:pre-wrap}img{max-width:100%}.anchor-link{display:none}
"""


def notebook_page(path: Path, lang: str) -> str:
    """Return a stored notebook as a page, with its charts in the given language."""
    from nbconvert import HTMLExporter
    from pygments.formatters import HtmlFormatter

    book = read(path)
    for cell in book.cells:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                chart = from_json(as_dict(output.data[MIME]))
                output.data = {"text/html": part(chart, lang)}
                output.metadata = {}
    exporter = HTMLExporter(
        template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True
    )
    body, _ = exporter.from_notebook_node(book)
    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    return shell(title(book, path)[lang], body, lang, colours + _STYLE, plotly_js())
