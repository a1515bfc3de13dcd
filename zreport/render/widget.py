"""Widgets of JupyterLab: one that answers what its script asks, and the bars below the charts of a session."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from zreport.charts.backends import draw
from zreport.charts.chart import Chart
from zreport.charts.stored import from_json
from zreport.faults import ChartError, ReportError
from zreport.language import Text, language
from zreport.office.slides.deck import deck
from zreport.render.bar import BAR, BAR_STYLE, BASKET, said, told_of
from zreport.render.front import scripts

_ASK, _UNDER = (Path(__file__).with_name(f"{name}.js") for name in ("ask", "under"))
# What is said to a message, and the bytes that go with it.
Answer = Callable[[Mapping[str, Any]], tuple[dict[str, Any], bytes | None]]
# What a bar asks for, and the formats of the files.
_FORMS = {"workbook": "xlsx", "picture": "png"}
# Charts that a session remembers to hand over; more are of hours ago.
_MOST = 500
_FORGOTTEN = Text("这张图已不在内核中，请重新运行单元", "the kernel no longer has this chart: run its cell again")


def module_of(function: str, *paths: Path) -> str:
    """Return an ES module for a widget: the function is called with its place, its content and what asks Python."""
    call = f"{function}(el, model.get('content'), zreportAsker(model))"
    return f"{scripts(_ASK, *paths)}\nexport default {{ render({{ model, el }}) {{ return {call}; }} }};\n"


class Front(anywidget.AnyWidget):
    """A widget of a content that its script, ``_esm`` of a subclass, shows; `answer` is given what the script asks."""

    content = traitlets.Dict().tag(sync=True)

    def __init__(self, content: Mapping[str, Any], answer: Answer):
        super().__init__(content=dict(content))
        self._answer = answer
        self.on_msg(self._asked)

    def _asked(self, _: Any, message: Any, buffers: Any) -> None:
        told, content = answered(self._answer, message)
        self.send(told | {"asked": message.get("asked")}, [content] if content else None)


def answered(answer: Answer, message: Mapping[str, Any]) -> tuple[dict[str, Any], bytes | None]:
    """Return what `answer` says of a message; an error is told, as ``error``, in both languages."""
    try:
        return answer(message)
    except ReportError as error:
        return {"error": error.words.both}, None
    except Exception as error:
        told = " ".join(f"{type(error).__name__}: {error}".split())[:500]
        return {"error": [f"意外的错误（{told}）", f"an unforeseen error ({told})"]}, None


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
            return {}, draw(charts[0], _FORMS[form], message["lang"])


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
        f"{scripts(_ASK, BASKET, BAR, _UNDER)}\n"
        "export default { initialize({ model }) { return zreportUnder(model, zreportAsker(model)); } };\n"
    )
    _css = BAR_STYLE

    def __init__(self):
        self.charts: dict[str, Chart] = {}
        super().__init__({"lang": language(), "charts": {}}, self.answer)

    def answer(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], bytes | None]:
        """Make what is asked for."""
        return ({}, None) if message["do"] == "here" else handed_over(message, self.charts)

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
