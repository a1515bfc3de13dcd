"""Two figures that belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.absent import present
from zreport.figures.datum import Datum, data
from zreport.figures.writing import written_number
from zreport.language import NOTHING, Text

_PASS_PAIRS = Text("请传入 report.pairs(…) 的结果", "pass what report.pairs(…) returns")


@dataclass(frozen=True)
class Pair:
    """Two figures that belong together, the earlier first, and what must be said of the comparison."""

    before: Datum
    after: Datum
    note: Text = NOTHING

    @property
    def name(self) -> Text:
        """The name of the later figure, with that of the other where it is another report's of another name."""
        if self.before.report == self.after.report:
            return self.after.name
        if (self.before.indicator, self.before.place) == (self.after.indicator, self.after.place):
            # Where pairs are of several places, both figures are headed by theirs.
            own = self.after.indicator_name
            return self.after.called(own) if self.before.prefix == self.after.prefix else own
        return Text(" → ", " → ").join([self.before.name, self.after.name])

    @property
    def difference(self) -> float:
        """``after − before``, in the unit as printed, without binary dust."""
        digits = max(len(written_number(d.value).partition(".")[2]) for d in (self.before, self.after))
        return round(self.after.value - self.before.value, digits)

    def headed(self, prefixes: Mapping[str, Text]) -> Pair:
        """Return the pair with both figures headed, as `Row.headed` does."""
        return replace(self, before=self.before.headed(prefixes), after=self.after.headed(prefixes))

    @classmethod
    def taken(cls, rows: Any) -> tuple[Pair, ...]:
        """Take what `Report.pairs` returns, or pairs; rows of several reports may stand together."""
        if not isinstance(rows, pd.DataFrame):
            found = tuple(rows) if isinstance(rows, Iterable) else (rows,)
            if not all(isinstance(row, Pair) and {type(row.before), type(row.after)} == {Datum} for row in found):
                raise ChartError(
                    Text("；", "; ").join([Text("传入的不是配对", "what is given are no pairs"), _PASS_PAIRS])
                )
            return found
        if missing := ", ".join(one for one in ("pair", "side", "pair_zh", "pair_en") if one not in rows.columns):
            lacking = Text(f"缺少列 {missing}", f"the rows have no column {missing}")
            raise ChartError(Text("；", "; ").join([lacking, _PASS_PAIRS]))
        held: dict[tuple, list[tuple[str, Datum, Text]]] = {}
        counts, whole = Counter(rows["pair"]), len(rows)
        rows = present(rows).rows
        notes = map(Text, rows["pair_zh"], rows["pair_en"])
        for number, side, figure, note in zip(rows["pair"], rows["side"], data(rows), notes, strict=True):
            # Each of several reports may have a pair of that number.
            own = (number, figure.report) if counts[number] > 2 else (number,)
            held.setdefault(own, []).append((side, figure, note))
        # Where one side is absent, which the chart says, there is no pair.
        return tuple(_pair(own) for own in held.values() if len(own) > 1 or len(rows) == whole)

    @classmethod
    def stored(cls, content: Mapping[str, Any]) -> Pair:
        """Make one from its JSON form."""
        return cls(*(Datum.stored(content[side]) for side in ("before", "after")), Text.of(content["note"]))


def _pair(rows: list[tuple[str, Datum, Text]]) -> Pair:
    sides = {side: figure for side, figure, _ in rows}
    named = ", ".join(figure.id for _, figure, _ in rows)
    if set(sides) != {"before", "after"}:
        raise ChartError(
            Text(f"{named}：配对缺一行，请保留两行", f"{named}: this pair has one side only; keep both rows")
        )
    if len(rows) > 2:
        en = f"{named}: several pairs bear one number; number them apart in the column pair"
        raise ChartError(Text(f"{named}：同一编号有几对；请在 pair 列中分别编号", en))
    return Pair(sides["before"], sides["after"], rows[0][2])
