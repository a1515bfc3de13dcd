"""HTML by plotly.js: a chart as a part of a page, and a page of one chart, both offline."""

from __future__ import annotations

import hashlib
import html
import json

from zreport import font, theme
from zreport.chart import Chart
from zreport.language import Text
from zreport.render.plotly import spec

_TABLE = Text("数据与原文", "Data and the report's words")
_HEADS = (Text("指标", "Indicator"), Text("数值", "Value"), Text("度量", "Measure"), Text("时期", "Period"),
          Text("性质", "Status"), Text("原文", "The report's words"))  # fmt: skip


def part(chart: Chart, lang: str) -> str:
    """Return a chart as a part of a page that has loaded plotly.js; ids follow from the content."""
    content = json.dumps(spec(chart, lang), ensure_ascii=False, separators=(",", ":"))
    content = content.replace("</", "<\\/")
    name = "chart-" + hashlib.sha256(content.encode()).hexdigest()[:12]
    alt = html.escape(chart.alt[lang], quote=True)
    return (
        f'<figure class="zreport-chart" lang="{lang}"><div id="{name}" role="img" tabindex="0" aria-label="{alt}"'
        f' style="width:{theme.WIDTH}px;height:{theme.HEIGHT}px;max-width:100%;overflow-x:auto"></div>'
        f"<script>(function(){{var c={content};"
        f'Plotly.newPlot("{name}",c.data,c.layout,c.config)}})()</script>{table(chart, lang)}</figure>'
    )


def table(chart: Chart, lang: str) -> str:
    """Return the figures of a chart as an HTML table, for reading without the picture."""
    heads = "".join(f"<th scope=col>{html.escape(head[lang])}</th>" for head in _HEADS)
    rows = []
    for data in chart.figures:
        words = html.escape(data.quote).replace("【", "<mark>").replace("】", "</mark>")
        cells = (
            data.name[lang],
            data.label(lang),
            data.measure_name[lang],
            data.when(lang),
            data.status_name[lang],
        )
        rows.append(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
            + f'<td lang="zh-CN">{words}</td></tr>'
        )  # fmt: skip
    return (
        f"<details><summary>{_TABLE[lang]}</summary><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></details>"
    )


STYLE = """
body{margin:0 auto;max-width:1000px;padding:24px 20px;color:#1d2733;background:#fff;line-height:1.65;
font-family:"ZReport Sans SC","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
figure{margin:16px 0}table{border-collapse:collapse;font-size:14px;margin:8px 0}
table{border:0}th,td{text-align:left;padding:4px 10px;border:0;border-bottom:1px solid #e3e7eb;vertical-align:top}
details summary{cursor:pointer;color:#1f5a8c}mark{background:#ffe08a}
"""


def plotly_js() -> str:
    """Return plotly.js, which comes with plotly, to stand inside a page."""
    from plotly.offline import get_plotlyjs

    return get_plotlyjs()


def shell(title: str, body: str, lang: str, style: str = "", script: str = "") -> str:
    """Return a whole page with only those glyphs of the font that it uses."""
    words = "".join(sorted(set(html.unescape(title + body)) - set(font.missing(title + body))))
    face = font.css(words, words)
    return (
        f'<!DOCTYPE html><html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{face}{STYLE}{style}</style>"
        f"<script>{script}</script></head><body>{body}</body></html>\n"
    )


def page(chart: Chart, lang: str) -> str:
    """Return a page of one chart that needs no network."""
    return shell(chart.title[lang], part(chart, lang), lang, script=plotly_js())
