"""The reader as a widget of JupyterLab."""

from zreport.explore.page import SCRIPTS, STYLES
from zreport.render.bar import BAR, BAR_STYLE, BASKET
from zreport.render.front import scripts
from zreport.render.widget import Front, module_of


class ReaderFront(Front):
    """Shows a report, and asks for charts of it and what they hand over."""

    _esm = module_of("zreportOpened", BASKET, BAR, *SCRIPTS)
    _css = scripts(BAR_STYLE, *STYLES)
