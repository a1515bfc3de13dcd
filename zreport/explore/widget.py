"""The reader as a widget of JupyterLab."""

from collections.abc import Callable, Mapping
from typing import Any

from zreport.explore.page import SCRIPTS, STYLES
from zreport.render.bar import BAR, BAR_STYLE, BASKET
from zreport.render.front import Front, module_of, scripts


class ReaderFront(Front):
    """Shows a report, and asks for charts of it and what they hand over."""

    _esm = module_of("zreportOpened", BASKET, BAR, *SCRIPTS)
    _css = scripts(BAR_STYLE, *STYLES)

    def __init__(self, content: Mapping[str, Any], answer: Callable):
        self.answer = answer
        super().__init__(content)
