"""What a renewal did and did not do, and the old figures that still stand in a deck after it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from zreport.language import Text
from zreport.office.slides.figures import Labels, found_in, lines_on
from zreport.office.slides.presentation import slides_of

ROLES = {"title": Text("标题", "the title"), "subtitle": Text("副标题", "the subtitle")}
ROLES |= {"source": Text("来源与注", "source and notes"), "notes": Text("备注", "the speaker notes")}
_APPENDIX_LEFT = Text("附录未更新，因为有图未更新", "the appendix is left, as a chart is")
# What is said of a slide, by what was left on it.
_LEFT = {
    "loose": Text(
        "{} 已被取消组合，未更新；请撤销取消组合，或用新导出的图替换",
        "{} was ungrouped and is left as it was; undo that, or paste the chart of a new export in its place",
    ),
    "gone": Text(
        "{} 的图不在了，标题等文字仍在，未更新；请核对或删去",
        "the chart {} is gone, its words are still there and were not renewed; check them, or take them out",
    ),
    "waiting": Text("备注未更新，因为该页有图未更新", "the speaker notes are left, as a chart of this slide is"),
    "kept": Text("{}已被改写，保留原样，请核对其中的数字", "{} was rewritten by hand and is left; check its figures"),
    "missing": Text(
        "没有找到 {} 的{}（已删去、改写或移走），请核对该页文字",
        "of {} {} was not found (deleted, rewritten or moved); check the words there",
    ),
    "old": Text("仍有旧数字 {}：“{}”", "an old figure still stands, {}: “{}”"),
}


@dataclass
class Renewal:
    """What was done, and what was left; slides are numbers."""

    renewed: list[str] = field(default_factory=list)
    # Charts that the notebooks lack.
    unknown: list[str] = field(default_factory=list)
    # Words as someone wrote them, by their roles.
    kept: list[tuple[int, str]] = field(default_factory=list)
    # Words of a chart that were not found.
    missing: list[tuple[int, str, str]] = field(default_factory=list)
    # Charts that someone ungrouped, and those of which only words are left.
    loose: list[tuple[int, str]] = field(default_factory=list)
    gone: list[tuple[int, str]] = field(default_factory=list)
    # Slides whose notes wait for a chart that was not renewed.
    waiting: list[int] = field(default_factory=list)
    appendix_left: bool = False
    # Figures of before that still stand somewhere, with the words around them.
    old: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every chart that is there was renewed."""
        return not (self.unknown or self.loose)

    def summary(self, lang: str) -> list[str]:
        """Say it, a line for each thing."""
        count, names = len(self.renewed), ", ".join(self.unknown)
        told = [Text(f"已更新 {count} 张图", f"{count} charts brought up to date")]
        if names:
            told.append(Text(f"这些笔记本里没有，未动：{names}", f"not in these notebooks, left: {names}"))
        told += [_APPENDIX_LEFT] if self.appendix_left else []
        return [words[lang] for words in told] + list(self._left(lang))

    def _left(self, lang: str) -> Iterator[str]:
        roles, joint = {role: words[lang] for role, words in ROLES.items()}, Text("、", ", ")[lang]
        missing = groupby(self.missing, itemgetter(0, 1))
        left = {
            "waiting": [(number,) for number in self.waiting],
            "kept": [(number, roles[role]) for number, role in self.kept],
            "missing": [(*of, joint.join(roles[role] for *_, role in those)) for of, those in missing],
        }
        for what, words in _LEFT.items():
            for number, *parts in left.get(what, getattr(self, what)):
                yield Text("第{}页：", "slide {}: ")[lang].format(number) + words[lang].format(*parts)


def old_figures(deck: Any, labels: Labels, current: Collection[Any]) -> Iterator[tuple[int, str, str]]:
    """Return each of the labels that stands in a deck: its slide, itself, and the words around it.

    What stands in `current` elements, such as charts that are new, is not looked at.
    """
    for number, slide in enumerate(slides_of(deck), start=1):
        places = [slide, slide.notes_slide] if slide.has_notes_slide else [slide]
        lines = (line for place in places for _, line in lines_on(place, current))
        found = (pair for line in lines for pair in found_in(line, labels))
        yield from ((number, *pair) for pair in dict.fromkeys(found))
