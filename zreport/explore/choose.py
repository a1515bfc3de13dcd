"""The charts that show some figures honestly, and the best of them."""

from contextlib import suppress

import pandas as pd

from zreport.charts.bars import Bars
from zreport.charts.cards import Cards
from zreport.charts.chart import Chart
from zreport.charts.dots import Dots
from zreport.charts.table import Table
from zreport.charts.treemap import figure_count
from zreport.faults import ChartError
from zreport.language import Text
from zreport.layout.scene import lay_out

AUTO = "auto"
OFFERED: dict[str, type[Chart]] = {kind.kind: kind for kind in (Dots, Bars, Cards, Table)}
_MOST_ROWS = 14


def possible(rows: pd.DataFrame, lang: str, title: Text | str = "", name: str = "") -> dict[str, Chart]:
    """Return the charts that show the rows honestly and have room on a slide, by their kind.

    A table takes the first rows if there are too many, and its subtitle says how many.
    """
    found: dict[str, Chart] = {}
    for key, kind in OFFERED.items():
        # Only a table stays true with fewer rows: it says so, and its rows are not ranked.
        for count in range(min(len(rows), _MOST_ROWS), 0, -1) if kind is Table else (len(rows),):
            subtitle = Text(
                f"共{len(rows)}个数字，此处列出报告中最先出现的{count}个",
                f"The first {count} of {len(rows)} figures, in the order of the report",
            )
            with suppress(ChartError):
                chart = kind(rows.head(count), title=title, subtitle=subtitle if count < len(rows) else None, name=name)
                lay_out(chart, lang)
                found[key] = chart
                break
    return found


def pick(found: dict[str, Chart], kind: str, count: int) -> Chart:
    """Return the chart of the kind asked for or, with ``auto``, the best of those that can be drawn of `count` figures.

    Several figures stand on one axis if they can share it; else each has a card, or a row of a table.
    """
    if kind not in (AUTO, *OFFERED):
        listed = ", ".join([AUTO, *OFFERED])
        raise ChartError(Text(f"没有图形{kind!r}；可选：{listed}", f"no such kind: {kind!r}; choose from {listed}"))
    # A single mark on an axis compares nothing; a card says the same more plainly.
    order = list(OFFERED) if count > 1 else ["cards", "bars", "dots", "table"]
    for one in order if kind == AUTO else [kind]:
        if one in found:
            return found[one]
    listed = ", ".join(found)
    zh = f"{kind}：这{count}行画不成这种图；可选：{listed or '无'}"
    raise ChartError(Text(zh, f"{kind}: these {count} rows cannot be drawn so; choose from {listed or '(none)'}"))


def common_title(rows: pd.DataFrame) -> Text:
    """Say what figures have in common, and how many they are, and nothing more."""
    common = [column for column in ("sector", "measure", "status") if rows[column].nunique() == 1]
    names = [Text(rows[f"{column}_zh"].iloc[0], rows[f"{column}_en"].iloc[0]) for column in common]
    said = Text("，", ", ").join(names or [Text("所选数字", "The figures chosen")])
    en = said.en[:1].upper() + said.en[1:]
    return Text(f"{said.zh}（{figure_count(len(rows), 'zh')}）", f"{en} ({figure_count(len(rows), 'en')})")
