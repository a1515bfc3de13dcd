"""Native slides: charts that PowerPoint can edit, cards as shapes, tables as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zreport.chart import Chart
from zreport.layout import scene
from zreport.render.ledger import Ledger
from zreport.render.native import apart, native
from zreport.render.slides import presentation
from zreport.render.workbook import workbook
from zreport.size import Size, sized
from zreport.tiles import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence


def deck(
    charts: Sequence[Chart], lang: str, cover: tuple[str, str] | None = None,
    size: str | Size | None = None,
) -> bytes:  # fmt: skip
    """Return a presentation with a slide for each chart, after a title slide if there is a cover.

    Parameters
    ----------
    cover : tuple of str, optional
        Title and subtitle.
    size : str or Size, optional
        The page of each chart. A ``half`` stands on the left of a whole slide; other pages make
        slides of their own size, as high as the highest chart needs.
    """
    page = sized(size)
    sheets = [scene(chart, lang, page) for chart in charts]
    height = max(sheet.height for sheet in sheets)
    width = sized("slide").width if page.name == "half" else page.width
    title = charts[0].title[lang] if cover is None else cover[0]
    with presentation(title, lang, (width, height)) as show:
        if cover is not None:
            show.cover(*cover)
        for chart, sheet in zip(charts, sheets, strict=True):
            slide = show.slide(chart, sheet)
            slide.shapes(*apart(chart, sheet))
            for panel in sheet.panels:
                ledger = Ledger()
                made = native(chart, sheet, panel, ledger)
                slide.chart(made.xml, workbook(ledger.rows), made.box, made.name)
            for grid in sheet.of(Grid):
                slide.table(grid)
            slide.finish()
    return show.content
