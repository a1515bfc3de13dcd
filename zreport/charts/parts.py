"""Parts of a whole."""

from zreport.charts.chart import capital, each_once
from zreport.charts.pairs import Pairs
from zreport.charts.refusals import PERIOD, STATUS, UNIT, refuse_mixed, refuse_undrawn
from zreport.figures.datum import Datum
from zreport.figures.pair import Pair
from zreport.figures.writing import written_number, written_quantity
from zreport.language import Text, language


class Parts(Pairs):
    """A bar for each whole, as long as all others, with the part of it that the report names.

    Takes pairs of a part and its whole: ``report.pairs("part_of")``. What is left is derived, by
    subtraction, and so is the share; both are marked so, and the rest is hatched.

    Examples
    --------
    >>> import zreport as zr
    >>> pairs = zr.load().pairs("part_of")
    >>> chart = Parts(pairs[pairs["sector"] == "agriculture"], title="部分与整体")
    >>> chart.rest(chart.data[0], "en"), chart.share(chart.data[0])
    ('34 enterprises', 50.0)
    """

    kind = "parts"
    kind_name = Text("部分与整体", "Parts of a whole")

    def _refuse(self) -> None:
        refuse_undrawn(self.kind, self.figures, bounds=True)
        for pair in self.data:
            refuse_mixed(self.kind, (pair.before, pair.after), UNIT, PERIOD, STATUS)
            if pair.before.value_base > pair.after.value_base or not pair.after.value_base:
                named = f"{pair.before.id}, {pair.after.id}"
                en = f'the part is larger than the whole ({named}); pass report.pairs("part_of")'
                raise self._error(f'部分大于整体（{named}）；请传入 report.pairs("part_of")', en)

    def share(self, pair: Pair) -> float:
        """Return the share of the part in per cent, to one place."""
        return round(100 * pair.before.value_base / pair.after.value_base, 1)

    def rest(self, pair: Pair, lang: str) -> str:
        """Write what is left of the whole."""
        whole = pair.after
        base = round(whole.value_base - pair.before.value_base, 6)
        value = round(base / whole.unit_factor, 6)
        return written_quantity(value, whole.unit, base, whole.base_unit, whole.measure, lang)

    def formula(self, pair: Pair) -> str:
        """Write how the rest was derived."""
        factor = pair.after.unit_factor
        return f"{written_number(pair.after.value_base / factor)} − {written_number(pair.before.value_base / factor)}"

    def said(self, pair: Pair, lang: str) -> tuple[str, str]:
        """Say the part with its share, and the rest with its formula."""
        share, rest = f"{written_number(self.share(pair))}%", self.formula(pair)
        if lang == "zh":
            return (f"{pair.before.label(lang)}（{share}）", f"{self.rest(pair, lang)}（推算：{rest}）")
        return f"{pair.before.label(lang)} ({share})", f"{self.rest(pair, lang)} (derived: {rest})"

    @property
    def remarks(self) -> tuple[Text, ...]:
        """Notes and cautions, and what was derived."""
        formula = Text(
            "占比与其余部分为推算：部分 ÷ 整体，整体 − 部分",
            "Shares and what is left are derived: part ÷ whole, whole − part",
        )
        return (*super().remarks, formula)

    def lines(self, lang: str | None = None) -> list[str]:
        """Return each whole with its part in words."""
        lang = language(lang)
        form = "{} {}（{}，{}）：{} {}；{}" if lang == "zh" else "{} {} ({}, {}): {} {}; {}"
        found = []
        for pair in self.data:
            part, whole = pair.before, pair.after
            words = whole.name[lang], whole.label(lang), whole.when(lang), whole.status_name[lang], part.name[lang]
            found.append(form.format(*words, *self.said(pair, lang)))
        return found

    def on_axis(self, figure: Datum) -> float:
        """Return the value of a figure in its own unit."""
        return figure.value

    def _describe(self, lang: str) -> str:
        one = Text("整条为一个整体", "the whole bar is the whole")
        each = Text("每条为一个整体，长度相同", "each bar is one whole, all of one length")
        own = one if len(self.data) == 1 else each
        return capital((each_once(f.when(lang) for f in self.figures), own[lang]))
