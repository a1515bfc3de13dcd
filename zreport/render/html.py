"""HTML by plotly.js: a chart as a part of a page, and a page of one chart, both offline."""

from __future__ import annotations

import base64
import hashlib
import html
import json

from zreport.charts.chart import Chart
from zreport.language import Text
from zreport.office.slides.deck import deck
from zreport.page import font
from zreport.page.size import Size
from zreport.render.plotly import spec

_TABLE = Text("数据与原文", "Data and the report's words")
_SLIDE = Text("下载可编辑幻灯片", "Download an editable slide")
_HEADS = (
    Text("指标", "Indicator"),
    Text("数值", "Value"),
    Text("度量", "Measure"),
    Text("时期", "Period"),
    Text("性质", "Status"),
    Text("原文", "The report's words"),
)
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def part(chart: Chart, lang: str, size: str | Size | None = None) -> str:
    """Return a chart as a part of a page that has loaded plotly.js; ids follow from the content.

    Unless a size is given, a narrow screen gets the chart as it is laid out for a phone. Arrow keys
    step from figure to figure; a link hands over the chart as a slide, with no server.
    """
    pages = [spec(chart, lang, size or "slide")]
    if size is None:
        pages.append(spec(chart, lang, "phone"))
    content = json.dumps(pages, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    name = "chart-" + hashlib.sha256(content.encode()).hexdigest()[:12]
    alt = html.escape(chart.alt[lang], quote=True)
    return (
        f'<figure class="zreport-chart" lang="{"zh-CN" if lang == "zh" else "en"}">'
        f'<div id="{name}" role="img" tabindex="0" aria-label="{alt}" class="zreport-plot"></div>'
        f"<script>zreport({json.dumps(name)},{content})</script>"
        f"<div class=zreport-more>{table(chart, lang)}{_slide(chart, lang)}</div></figure>"
    )


def _slide(chart: Chart, lang: str) -> str:
    """Return a link that holds a deck of one slide."""
    data = base64.b64encode(deck([chart], lang)).decode("ascii")
    name = f"{chart.name or chart.kind}.pptx"
    return f'<a class=zreport-slide download="{name}" href="data:{_PPTX};base64,{data}">{_SLIDE[lang]}</a>'


def table(chart: Chart, lang: str) -> str:
    """Return the figures of a chart as an HTML table, for reading without the picture."""
    if not chart.figures:
        body = "".join(f"<li>{html.escape(line)}</li>" for line in chart.lines(lang))
        return f"<details><summary>{_TABLE[lang]}</summary><ul>{body}</ul></details>"
    heads = "".join(f"<th scope=col>{html.escape(head[lang])}</th>" for head in _HEADS)
    rows = []
    for data in chart.figures:
        words = html.escape(data.quote).replace("【", "<mark>").replace("】", "</mark>")
        cells = (data.label(lang), data.measure_name[lang], data.when(lang), data.status_name[lang])
        rows.append(
            f"<tr><th scope=row>{html.escape(data.name[lang])}</th>"
            + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
            + f'<td lang="zh-CN">{words}</td></tr>'
        )
    return (
        f"<details><summary>{_TABLE[lang]}</summary><table><caption>{html.escape(chart.title[lang])}"
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></details>"
    )


# Draws a chart at the size that fits, and lets the arrow keys step through its figures.
SCRIPT = """
function zreport(id,pages){var node=document.getElementById(id),at=-1,
page=pages[pages.length>1&&window.innerWidth<pages[0].layout.width+24?1:0];
Plotly.newPlot(node,page.data,page.layout,page.config);
var stops=[];page.data.forEach(function(t,c){if(t.hoverinfo!=="text")return;
stops.push(t.hoveron==="fills"?{xval:(t.x[0]+t.x[1])/2,yval:(t.y[0]+t.y[2])/2}:{curveNumber:c,pointNumber:0})});
node.addEventListener("keydown",function(e){var d={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1}[e.key];
if(e.key==="Escape"){Plotly.Fx.unhover(node);at=-1;return}
if(!d||!stops.length)return;e.preventDefault();at=(at+d+stops.length)%stops.length;
var s=stops[at],t=page.data[s.curveNumber]||{};
Plotly.Fx.hover(node,"xval" in s?s:[s],[(t.xaxis||"x")+(t.yaxis||"y")])})}
"""

STYLE = """
body{margin:0 auto;max-width:1000px;padding:24px 20px;color:#1d2733;background:#fff;line-height:1.65;
font-family:"ZReport Sans SC","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
figure{margin:16px 0}table{border-collapse:collapse;font-size:14px;margin:8px 0}
table{border:0}th,td{text-align:left;padding:4px 10px;border:0;border-bottom:1px solid #e3e7eb;vertical-align:top}
th[scope=row]{font-weight:400}caption{text-align:left;font-weight:700;padding:4px 10px}
details summary,.zreport-slide{cursor:pointer;color:#1f5a8c}mark{background:#ffe08a}
.zreport-plot{max-width:100%;overflow-x:auto}.zreport-plot:focus-visible{outline:3px solid #1f5a8c;outline-offset:2px}
.zreport-more{display:flex;gap:24px;align-items:baseline;flex-wrap:wrap;font-size:14px}details[open]{flex-basis:100%}
@media print{.zreport-more,.modebar{display:none!important}}
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
        f"<script>{script}{SCRIPT if script else ''}</script></head><body>{body}</body></html>\n"
    )


def page(chart: Chart, lang: str, size: str | Size | None = None) -> str:
    """Return a page of one chart that needs no network."""
    return shell(chart.title[lang], part(chart, lang, size), lang, script=plotly_js())


def draw(chart: Chart, lang: str, form: str, size: str | Size | None = None) -> bytes:
    """Write a page of one chart."""
    return page(chart, lang, size).encode()
