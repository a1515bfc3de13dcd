"""Read a Chinese government work report as data, chart it honestly, and hand over slides.

What stands here is what an analyst uses; each name is loaded when it is first asked for, as SPEC 1
of the scientific Python projects describes.
"""

from importlib import import_module

__version__ = "0.1.0"

# The modules, and the names that come from each; a module of such a name is itself what is meant.
_NAMES = {
    "report.loading": "load reports",
    "report.report": "Report",
    "explore.reader": "read",
    "explore.about": "about",
    "explore.cite": "cite",
    "explore.review": "review",
    "proof.check": "check",
    "figures.derive": "derive",
    "figures.counts": "count",
    "figures.frames": "shown",
    "corpus.panel": "panel",
    "charts.chart": "Chart",
    "charts.stored": "from_json",
    "language": "Text text",
    "faults": "Fault ReportError DataError ChartError SelectionError",
}
# Each kind of chart stands in a module of its name.
_KINDS = "Bars Bullet Cards Dots Dumbbell Gaps Groups Lines Parts Register Slope Stages Table Tree Treemap"
_FACE = {name: module for module, names in _NAMES.items() for name in names.split()}
_FACE |= {kind: f"charts.{kind.lower()}" for kind in _KINDS.split()}
__all__ = sorted(_FACE)


def __getattr__(name: str) -> object:
    if name not in _FACE:
        raise AttributeError(f"module 'zreport' has no attribute {name!r}")
    module = import_module(f"zreport.{_FACE[name]}")
    globals()[name] = found = getattr(module, name, module)
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
