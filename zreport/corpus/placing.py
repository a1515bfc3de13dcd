"""Of which place a text is: what stands beside it, what it says of itself, and which places it names."""

import re
from collections import Counter
from collections.abc import Sequence

from zreport.corpus.gazetteer import Place, as_of, holds, in_common
from zreport.corpus.labels import Label, Refusal
from zreport.corpus.places import places_called, places_named
from zreport.draft.stated import NATION
from zreport.language import Text

BY = {
    "manifest": Text("清单", "the manifest"),
    "table": Text("表中的列", "the table"),
    "name": Text("文件名", "the name of the file"),
}
_WHOLE = re.compile("(?:[全我本](?=[省市县区旗州盟])|我(?=国))([省市县区旗州盟国])(?!际|家|务院)")
_SITE = re.compile(".*(?:政府|网站?|频道|平台)")
_NO_NAME = re.compile("[我受委和的党级代表向在同]|政府")
_CORE = re.compile("(?<=..)(?:省|市|县|区|旗|州|盟|镇|乡|街道|新区|地区)$")
_FEW, _RATIO = 10, 3  # times that words tell something, and times as often as others
_RIVAL = 2  # times as often as any other that a text names its own place


def placed(text: str, stated: str, label: Label, year: int) -> tuple[Place, str] | Refusal:
    """Agree on the place of a text, as it was called in a year; with what it is known by: label, text or both.

    Parameters
    ----------
    text : str
        The text, folded.
    stated : str
        The place that its head states; empty if none.
    """
    stated = _SITE.sub("", stated) or stated  # the name of a web site may stand before it
    theirs, ours = (
        (places_called(label.place) if label.place else ()),
        _plausible(places_called(stated) if stated else (), stated),
    )
    levels = Counter(_WHOLE.findall(text))
    if label.place and not theirs:
        return _unlisted(text, label, stated, ours, year)
    if stated and ours:
        return _both(text, stated, ours, theirs, label, levels, year)
    if theirs:
        return _labelled(text, stated, theirs, label, levels, year)
    if place := _only(text, levels, year):
        return place, "text"
    if stated and text.count(stated) > 1 and not _NO_NAME.search(stated):
        return Place((stated,), (_core(stated),), ""), "text"
    zh = "文本没有写明是哪里的报告，旁边也没有说明；请把地名写进文件名，或用 --manifest 说明"
    en = "nothing says of which place this report is; put the place into the name of the file, or say it by --manifest"
    return Refusal("no_place", Text(zh, en), stated)


def _plausible(places: Sequence[Place], stated: str) -> Sequence[Place]:
    # 安国 is read in any words, but only 安国市 states a place.
    return [one for one in places if one.own in stated or one.level == "nation"]


def _both(
    text: str, stated: str, ours: Sequence[Place], theirs: Sequence[Place], label: Label, levels: Counter, year: int
) -> tuple[Place, str] | Refusal:
    """A place that the head states, and perhaps one beside the text."""
    agreed, by = list(ours), "text"
    # The web site of a city shows its name above the report of a county, which speaks of 全县.
    large = any(one.level in ("province", "city") for one in ours)
    only = _only(text, levels, year) if large or not theirs else None
    within = [only] if only and only.level != "nation" and any(holds(one, only) for one in ours) else []
    meant = within and (not _fits(ours, levels) or _often(text, within) > _RIVAL * _often(text, ours))
    if meant and not theirs:
        agreed = within
    elif theirs:
        agreed, by = in_common(within if meant else ours, theirs), f"{label.by}+text"
        if not agreed and label.place.endswith("/"):
            agreed = [one for one in within or ours if any(holds(other, one) for other in theirs)]
        if not agreed and not meant:
            above = [one for one in theirs if any(holds(other, one) for other in ours)]
            own, other = _often(text, above), _often(text, ours)
            if own >= _FEW and own > _RATIO * other and _fits(above, levels):
                agreed, by = above, label.by
    if not agreed:
        stated = within[0].own if meant else stated
        shown = _shown(label, theirs, year)
        zh = f"文本写的是{stated}，旁边（{BY[label.by].zh}）写的是{shown}；请核对，改正后重新扫描"
        en = (
            f"the text says that it is of {stated}, {BY[label.by].en} that it is of {shown}; mend the one that is wrong"
        )
        return Refusal("place_differs", Text(zh, en), stated)
    return _one(text, agreed, levels, by, year, stated)


def _labelled(
    text: str, stated: str, theirs: Sequence[Place], label: Label, levels: Counter, year: int
) -> tuple[Place, str] | Refusal:
    """A place beside a text whose head states none that is known: the names in the text must bear it out."""
    shown, own = _shown(label, theirs, year), _often(text, theirs)
    sure = text.count(stated) > 1 and not _NO_NAME.search(stated)
    if stated and sure and own < _FEW and not any(one.shorts[-1] in stated for one in theirs):
        zh = f"文本写的是{stated}，旁边（{BY[label.by].zh}）写的是{shown}；请核对，改正后重新扫描"
        en = (
            f"the text says that it is of {stated}, {BY[label.by].en} that it is of {shown}; mend the one that is wrong"
        )
        return Refusal("place_differs", Text(zh, en), stated)
    only = _only(text, levels, year)
    if only and label.place.endswith("/") and any(holds(one, only) for one in theirs):
        return only, f"{label.by}+text"
    names = [(short, often) for short, often in places_named(text) if not any(short in one.shorts for one in theirs)]
    other, often = names[0] if names else ("", 0)
    others = [one for one in places_called(other)] if other else []
    inside = any(holds(this, one) for this in theirs for one in others)
    nation = theirs[0].level == "nation"
    misfit = not _fits(theirs, levels) or (nation and not _speaks(theirs[0], levels))
    if only and not in_common([only], theirs):
        other, often = only.shorts[-1], _often(text, [only])
    # A province names its cities, and a city its counties, more often than itself.
    differs = often > own * 5 and (not inside or misfit)
    differs = not in_common([only], theirs) and (misfit or often > own) if only else differs
    if differs and only and only.level == "nation":
        other, often = "我国", levels["国"]
    if differs and other:
        zh = f"文本没有写明是哪里的，但提到{other}{often}次，提到{shown}只有{own}次；请核对旁边（{BY[label.by].zh}）写的地名"
        en = f"the text states no place, but names {other} {often} times and {shown} only {own} times; check what {BY[label.by].en} says"
        return Refusal("place_differs", Text(zh, en), only.full if only else other)
    if not own and not nation:
        zh = f"文本没有写明是哪里的，一次也没有提到{shown}；请核对旁边（{BY[label.by].zh}）写的地名"
        en = f"the text states no place, and never names {shown}; check what {BY[label.by].en} says"
        return Refusal("place_differs", Text(zh, en))
    if misfit:
        word, count = levels.most_common(1)[0]
        zh = f"文本没有写明是哪里的，但说“全{word}”“我{word}”{count}次，不像是{shown}的；请核对旁边（{BY[label.by].zh}）写的地名"
        en = f"the text states no place, but says 全{word} or 我{word} {count} times: hardly of {shown}; check what {BY[label.by].en} says"
        return Refusal("place_differs", Text(zh, en))
    return _one(text, theirs, levels, f"{label.by}+text" if own else label.by, year, shown)


def _unlisted(text: str, label: Label, stated: str, ours: Sequence[Place], year: int) -> tuple[Place, str] | Refusal:
    """A place beside the text that no list has, as of a zone or a farm: it must be the very one that the text says."""
    name = label.place.rstrip("/")
    if stated and (stated.endswith(name) or name.endswith(stated) or _core(name) in stated):
        place = as_of(ours, year)[0] if ours else Place((name,), (_core(name),), "")
        return place, f"{label.by}+text"
    if not stated and text.count(_core(name)) >= _FEW:
        return Place((name,), (_core(name),), ""), f"{label.by}+text"
    said = stated or "别处"
    zh = f"旁边（{BY[label.by].zh}）写的是{name}，行政区划里没有，文本里也不是（{said}）；请写全名，如 河北省保定市安国市"
    en = f"{BY[label.by].en} says {name}, which is no known place and not the text's ({stated or 'none'}); write the full name, as 河北省保定市安国市"
    return Refusal("place_differs" if stated else "no_place", Text(zh, en), stated)


def _only(text: str, levels: Counter, year: int) -> Place | None:
    """The place that a text names again and again, and whose level it speaks of as the whole."""
    if levels["国"] >= _FEW and levels["国"] > _RATIO * max(levels[word] for word in "省市县区旗州盟"):
        return places_called(NATION)[0]
    fitting = []
    for short, often in places_named(text):
        places = [one for one in as_of(places_called(short), year) if _speaks(one, levels)]
        fitting += [(often, one) for one in places]
    if not fitting:
        return None
    often, place = fitting[0]
    rivals = [one for count, one in fitting if _RIVAL * count > often and one.shorts[-1] != place.shorts[-1]]
    if any(not (holds(one, place) or holds(place, one)) for one in rivals):
        return None
    alike = [one for count, one in fitting if one.shorts[-1] == place.shorts[-1]]
    chosen = _nearest(text, alike)
    return chosen[0] if len(chosen) == 1 else None


def _one(
    text: str, places: Sequence[Place], levels: Counter, by: str, year: int, shown: str
) -> tuple[Place, str] | Refusal:
    """The one of some places that have a name in common that the text is of."""
    left = as_of(places, year)
    for narrowed in (
        [one for one in left if _often(text, [one]) > 0],
        [one for one in left if _speaks(one, levels)],
        _nearest(text, left),
    ):
        left = [one for one in left if one in narrowed] or left
    # 吉林 is a province before it is a city.
    largest = [one for one in left if one.level == left[0].level]
    if len(largest) == 1:
        return largest[0], by
    zh = f"叫{shown}的地方不止一个：{'、'.join(one.full for one in left[:6])}；请写全名"
    en = f"there is more than one {shown}: {', '.join(one.full for one in left[:6])}; write the full name"
    return Refusal("no_place", Text(zh, en), shown)


def _nearest(text: str, places: Sequence[Place]) -> list[Place]:
    """Those of some places of one name whose city and province the text names most."""
    scores = [sum(text.count(short) for short in dict.fromkeys(one.shorts[:-1])) for one in places]
    return [one for one, score in zip(places, scores, strict=True) if score == max(scores)]


def _often(text: str, places: Sequence[Place]) -> int:
    return max((text.count(short) for short in {one.shorts[-1] for one in places}), default=0)


def _word(place: Place) -> str:
    """How a report calls all of its place: 县 in 全县."""
    if place.level == "nation":
        return "国"
    return next((sign for sign in reversed(place.own) if sign in "省市县区旗州盟"), "")


def _speaks(place: Place, levels: Counter) -> bool:
    """Whether a text speaks of a place of this level as the whole, more than of any other."""
    return not levels or levels[_word(place)] * 2 > max(levels.values())


def _fits(places: Sequence[Place], levels: Counter) -> bool:
    most = max(levels.values(), default=0)
    return most < _FEW or any(levels[_word(one)] * _RATIO >= most for one in places)


def _core(name: str) -> str:
    return _CORE.sub("", name)


def _shown(label: Label, places: Sequence[Place], year: int) -> str:
    """A label's place as a person reads it: romanised names in Chinese where they mean few places."""
    if not label.place.isascii():
        return label.place.rstrip("/")
    names = list(dict.fromkeys(one.own for one in as_of(places, year)))
    return f"{label.place}（{'/'.join(names[:4])}）"
