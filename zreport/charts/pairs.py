"""What charts of pairs share."""

from zreport.charts.chart import Chart, said_of
from zreport.figures.datum import Datum
from zreport.figures.pair import Pair
from zreport.language import Text


class Pairs(Chart):
    """A chart of pairs; takes what `Report.pairs` returns."""

    item = Pair

    @property
    def figures(self) -> tuple[Datum, ...]:
        """Both figures of each pair."""
        return tuple(figure for pair in self.data for figure in (pair.before, pair.after))

    def _prefixes(self) -> dict[str, Text]:
        """Return what names begin with: the place, where each pair is of one of several, though of two reports."""
        places = {figure.report: figure.place for figure in self.figures}
        told_apart = {(pair.after.place, pair.after.indicator) for pair in self.data}
        own = all(pair.before.place == pair.after.place for pair in self.data)
        several = len(set(places.values())) > 1 and len(told_apart) == len(self.data)
        return places if own and several else super()._prefixes()

    @property
    def cautions(self) -> tuple[Text, ...]:
        """What must be said of the comparisons, then of the figures."""
        return said_of((pair.name, pair.note) for pair in self.data) + super().cautions


def pair_words(pair: Pair, lang: str) -> str:
    """Say a pair in words: name, first figure, second figure."""
    bracket = "{}（{}，{}）" if lang == "zh" else "{} ({}, {})"
    before, after = (
        bracket.format(side.label(lang), side.when(lang), side.status_name[lang]) for side in (pair.before, pair.after)
    )
    colon = "：" if lang == "zh" else ": "
    other = "" if pair.before.name == pair.after.name else pair.after.name[lang] + colon
    return f"{pair.before.name[lang]}{colon}{before} → {other}{after}"
