"""Read a Chinese government work report as data, chart it honestly, and hand over slides.

What stands here is what an analyst uses; each name is loaded when it is first asked for, as SPEC 1
of the scientific Python projects describes.
"""

from importlib import import_module

__version__ = "0.1.0"

# Each name, and the module that it comes from, or that it is.
_FACE = {
    "load": "report.loading",
    "reports": "report.loading",
    "Report": "report.report",
    "explore": "explorer.explorer",
    "check": "proof.check",
    "derive": "figures.derive",
    "Bars": "charts.bars",
    "Bullet": "charts.bullet",
    "Cards": "charts.cards",
    "Dots": "charts.dots",
    "Dumbbell": "charts.dumbbell",
    "Gaps": "charts.gaps",
    "Groups": "charts.groups",
    "Parts": "charts.parts",
    "Slope": "charts.slope",
    "Stages": "charts.stages",
    "Table": "charts.table",
    "Tree": "charts.tree",
    "Treemap": "charts.treemap",
    "Chart": "charts.chart",
    "from_json": "charts.stored",
    "Text": "language",
    "text": "language",
    "Fault": "faults",
    "ReportError": "faults",
    "DataError": "faults",
    "ChartError": "faults",
    "SelectionError": "faults",
}
__all__ = sorted(_FACE)


def __getattr__(name: str) -> object:
    if name not in _FACE:
        raise AttributeError(f"module 'zreport' has no attribute {name!r}")
    module = import_module(f"zreport.{_FACE[name]}")
    globals()[name] = found = getattr(module, name, module)
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
