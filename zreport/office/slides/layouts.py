"""Layouts of other people's templates: which serves for what, by type, name in many languages, or shape; and mended."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND

from zreport.faults import ChartError, ReportError
from zreport.language import Text
from zreport.office.drawingml import SLIDE_POINT, EmuBox, emu_box
from zreport.office.slides.grounds import colours_below, spoilt
from zreport.office.slides.mends import ink_of, mend, read_from_the_left, type_of, words_ink
from zreport.office.slides.outlines import extent
from zreport.office.slides.presentation import open_as_template
from zreport.office.slides.rooms import (
    BODIES,
    bodies_of,
    box_of,
    clear,
    content_room,
    enough,
    is_roomy,
    page_of,
    raised,
    title_of,
)
from zreport.office.slides.template import SlideLayouts
from zreport.page import font, theme
from zreport.page.text import Box

USES = {"cover": "封面", "agenda": "目录", "section": "分节", "finding": "图表"}
# What a type says; ``odd`` serves for nothing here, and ``end`` least of all.
_TYPES = {"title": "cover", "secHead": "section", "titleOnly": "finding", "obj": "content", "tx": "content"}
_TYPES |= dict.fromkeys(("blank", "twoObj", "twoTxTwoObj", "objTx", "picTx", "vertTx", "vertTitleAndTx"), "odd")
# What a name says, in Chinese, English, German, French, Japanese, Spanish, Italian, Portuguese, and as Office writes it
# in Russian, Korean, Dutch and Swedish; the first that is in it.
_NAMES = {
    "end": r"封底|致谢|谢谢|感谢|謝謝|结束|結束|结尾|结语|尾页|尾頁|thank|\bend\b|closing|\bende\b|schluss|danke|merci|\bfin\b|"
    r"cl[oô]ture|ありがとう|裏表紙|gracias|grazie|obrigad|contact|kontakt|联系",
    "section": r"[节章節]标题|[节節区區]段?標題|章节|章節|分节|节页|过渡|過渡|转场|转折|section|divider|chapter|kapitel|abschnitt|trenn|"
    r"zwischen|chapitre|intercalaire|セクション|章扉|中扉|secci[oó]n|sezione|se[cç][cç]?[aã]o|заголовок раздела|구역|"
    r"sectiekop|avsnitt|小节|单元封面|單元封面",
    "agenda": r"目录|目錄|目次|agenda|\bcontents\b|\btoc\b|inhalts(verzeichnis|übersicht)|gliederung|sommaire|ordre du jour|"
    r"アジェンダ|[ií]ndice|sommario",
    "cover": r"封面|首页|首頁|标题幻灯片|標題投影片|标题页|題名|title (slide|page)|^title$|cover|titelfolie|titelseite|deckblatt|"
    r"start(folie|seite)|diapositive de titre|page de (titre|garde)|couverture|タイトル ?スライド|表紙|portada|copertina|"
    r"diapositiva (de )?(t[ií]tulo|titolo)|(slide|diapositivo) de título|\bcapa\b|титульный|제목 슬라이드|titeldia|rubrikbild",
    "finding": r"[仅僅只][有限]?标题|[仅僅只][有限]?標題|title[ -]only|only[ -]title|headline[ -]only|nur (titel|überschrift)|"
    r"^überschrift$|titre seul|タイトルのみ|s[oó]lo (el )?t[ií](tulo|tolo)|(somente|só) (o )?t[ií]tulo|"
    r"только заголовок|제목만|alleen titel|endast rubrik",
    "odd": r"内容[与與]标题|含標題的|[两兩]项|[两兩]項|比對|mit überschrift|vertikal|付き|два |сравн|пуст|подпис|вертик|콘텐츠 2개|"
    r"비교|빈 화면|캡션|세로|twee|vergelijk|leeg|bijschrift|verticale|två|jämför|tom$|bildtext|lodrät|"
    r"两栏|双栏|兩個|兩欄|比较|對比|对比|比較|空白|图片|圖片|竖|垂直|直排|引用|引言|\btwo\b|compar|blank|picture|photo|image|"
    r"vertical|quote|caption|zwei|vergleich|leer|bild|zitat|deux|vide|citation|légende|つの|白紙|図|縦|dos |blanco|due |vuot",
    "content": r"内容|內容|正文|content|inhalt|contenu|コンテンツ|contenido|objetos|contenuto|conteúdo|text|body|物件|对象|"
    r"объект|제목 및 내용|titel en object|rubrik och innehåll",
}
# What serves as well.
_INSTEAD = {"agenda": ["content"], "finding": ["content"]}
_HOW = {
    "type": Text("按类型", "by its type"),
    "name": Text("按名称", "by its name"),
    "shape": Text("按形状", "by its shape"),
}
_HOW |= {"option": Text("按 --layout", "by --layout"), "rest": Text("因无更合适的", "for want of a better")}
# The contrast that words need which move to another place, and the share of it where it may be lower.
_CONTRAST, _SPOILT = 4.5, 0.12
# Points of type below which nobody reads, below which another place may be better, and of words that we place.
_SMALLEST, _FAIR, _PLAIN = 10.0, 14.0, 18.0
# The share of the slide's height from which a place is for content, however small its type.
_TALL = 0.3


@dataclass(frozen=True)
class WordsPlace:
    """Where words of several lines go on a layout: a placeholder or, without one, a box; moved or as it is."""

    holder: dict[str, Any] | None
    place: EmuBox | None
    # Points; 0 is as the layout has it.
    size: float
    colour: str


def open_template(
    content: bytes, name: str, wanted: Mapping[str, str] | None = None
) -> tuple[Any, SlideLayouts, tuple[Text, ...]]:
    """Open a presentation or template of others without its slides, and choose and mend its layouts.

    `wanted` are names of layouts, or their numbers from 1, by what they are to be for: a key of `USES`. The sentences
    say what was chosen and what was left out.
    """
    deck, macros = open_as_template(content, name)
    read_from_the_left(deck)
    layouts = [one for master in deck.slide_masters for one in master.slide_layouts]
    if not layouts:
        zh, en = "没有版式，请在母版视图中加一个", "there is no layout; add one in the view of the slide master"
        raise ReportError(Text(f"{name}：{zh}", f"{name}: {en}"))
    chosen = {use: (_asked(layouts, use, asked), "option") for use, asked in (wanted or {}).items()}
    for use in ("finding", "cover", "section", "agenda"):
        if use not in chosen:
            taken = [layout for one, (layout, _) in chosen.items() if one in ("cover", "finding")]
            chosen[use] = _choice(deck, layouts, use, taken)
    found = SlideLayouts(**{use: chosen[use][0] for use in USES})
    served = [layout for layout, _ in chosen.values()]
    for use in ("finding", "agenda", "cover", "section"):
        mend(deck, chosen[use][0], use, alone=served.count(chosen[use][0]) == 1)
    room = content_room(deck, found.finding)
    if not enough(deck, room):
        zh = f"{name}：{_room(found.finding, room).zh}，太小；用 --layout finding=版式名 另选版式：{_listed(layouts)}"
        en = f"{name}: {_room(found.finding, room).en}, too little; choose another with --layout finding=NAME: "
        raise ReportError(Text(zh, en + _listed(layouts)))
    said = [Text("文件中的宏未带入", "the macros of the file were left out")] if macros else []
    return deck, found, (_chosen({use: chosen[use] for use in USES}), *said)


def _asked(layouts: Sequence[Any], use: str, asked: str) -> Any:
    """Return the layout that someone names; ReportError says which there are."""
    if use not in USES:
        those = " | ".join(USES)
        raise ReportError(Text(f"--layout {use}=…：可选 {those}", f"--layout {use}=…: choose from {those}"))
    plain = " ".join(asked.split()).casefold()
    if plain.isdigit() and 1 <= int(plain) <= len(layouts):
        return layouts[int(plain) - 1]
    same = [one for one in layouts if _name(one).casefold() == plain]
    same = same or [one for one in layouts if plain and plain in _name(one).casefold()]
    if not same:
        listed = _listed(layouts)
        zh, en = f"没有版式“{asked}”；有：{listed}", f"no layout is called “{asked}”; there are: {listed}"
        raise ReportError(Text(f"--layout {use}：{zh}", f"--layout {use}: {en}"))
    return same[0]


def _choice(deck: Any, layouts: Sequence[Any], use: str, taken: Sequence[Any]) -> tuple[Any, str]:
    """Return the layout that serves a use best, and how that was seen; of several, that of the master of the others."""
    masters = {one.slide_master.part for one in taken[:1]}
    near = sorted(layouts, key=lambda one: one.slide_master.part not in masters) if masters else layouts
    # On a picture for covers we write a title of our own.
    titled = [one for one in near if title_of(one) is not None or (use == "cover" and _typed(deck, one) == "cover")]
    titled = titled or near
    found = list(_candidates(deck, titled, use))
    if use == "section" and not found and taken and title_of(taken[0]) is not None:
        return taken[0], "rest"
    if use in ("finding", "agenda"):
        found = _by_room(deck, found, use) or _by_room(deck, [(one, "rest") for one in titled], use)
    rest = [one for one in titled if _said(deck, one) != "end"] or near
    return found[0] if found else (next((one for one in rest if one not in taken), rest[0]), "rest")


def _candidates(deck: Any, layouts: Sequence[Any], use: str) -> Iterator[tuple[Any, str]]:
    """Return the layouts that may serve a use, the best first, and how that is seen."""
    # There is no type for contents: a page that bears their name is meant for them.
    ways = [("type", _typed), ("name", _said), ("shape", _shaped)]
    if use == "agenda" and any(_said(deck, one) == use for one in layouts):
        ways.insert(0, ways.pop(1))
    for how, said in ways:
        for kind in (use, *_INSTEAD.get(use, ())):
            same = [one for one in layouts if said(deck, one) == kind and _said(deck, one) != "end"]
            # "Two contents" is no page of content, whatever language says so.
            same = [one for one in same if kind != "content" or _typed(deck, one) != "odd"]
            yield from ((one, how) for one in sorted(same, key=lambda one: _said(deck, one) not in (use, None)))


def _by_room(deck: Any, found: Iterable[tuple[Any, str]], use: str) -> list[tuple[Any, str]]:
    """Return those with enough room, the best first: where any chart stands, then where it does if the title moves."""
    ranked = []
    for layout, how in found:
        room = content_room(deck, layout)
        if is_roomy(deck, room) or (use == "agenda" and enough(deck, room)):
            return [(layout, how)]
        moved = raised(deck, layout, room)
        best = moved[1] if moved else room
        if enough(deck, best):
            # Of several masters one may be a picture for covers.
            ranked.append((0 if is_roomy(deck, best) else extent(best), (layout, how)))
    return [pair for _, pair in sorted(ranked, key=lambda one: (one[0] > 0, -one[0]))]


def _typed(deck: Any, layout: Any) -> str | None:
    said, kind = _said(deck, layout), _TYPES.get(layout._element.get("type", ""))
    # A copy of a layout keeps its type and gets another name.
    return kind if said in (None, kind, "content") or (kind == "content" and said == "odd") else None


def _said(deck: Any, layout: Any) -> str | None:
    name = re.sub(r"^\s*[0-9]+[_.\-\s]+|[_\s]+", " ", layout.name.casefold()).strip()
    return next((use for use, pattern in _NAMES.items() if re.search(pattern, name)), None)


def _shaped(deck: Any, layout: Any) -> str | None:
    """Say what a layout is by the placeholders that it has, and by where these stand."""
    if _typed(deck, layout) or _said(deck, layout):
        return None
    kinds, title = [one.placeholder_format.type for one in layout.placeholders], title_of(layout)
    heading, page, bodies = title is not None and box_of(title), page_of(deck), bodies_of(layout)
    if KIND.CENTER_TITLE in kinds or KIND.SUBTITLE in kinds:
        return "cover"
    others = [
        one for one in layout.placeholders if one.placeholder_format.type in (KIND.PICTURE, KIND.CHART, KIND.TABLE)
    ]
    if not heading or others or len(bodies) > 1:
        return "odd"
    middle = (heading.top + heading.height / 2) / page.height
    if 0.3 < middle < 0.85 and heading.width > 0.35 * page.width:
        return "section"
    return "content" if bodies else "finding"


def _chosen(chosen: Mapping[str, tuple[Any, str]]) -> Text:
    """Say which layouts were chosen, and how."""
    zh = "、".join(f"{USES[use]}“{_name(layout)}”（{_HOW[how].zh}）" for use, (layout, how) in chosen.items())
    en = ", ".join(f"{use} “{_name(layout)}” ({_HOW[how].en})" for use, (layout, how) in chosen.items())
    return Text(f"版式：{zh}；--layout finding=版式名 可另选", f"layouts: {en}; --layout finding=NAME chooses another")


def _name(layout: Any) -> str:
    """Return the name of a layout in one line."""
    return " ".join(layout.name.split())


def _listed(layouts: Sequence[Any]) -> str:
    return ", ".join(f"{at} {_name(one)}" for at, one in enumerate(layouts, start=1))


def _room(layout: Any, room: Box) -> Text:
    """Say how much room a layout has."""
    wide, tall = max(room.width, 0), max(room.height, 0)
    zh = f"版式“{_name(layout)}”为图表留出 {wide:.0f} × {tall:.0f} 磅"
    return Text(zh, f"layout “{_name(layout)}” leaves {wide:.0f} × {tall:.0f} points to a chart")


@contextmanager
def naming_room(deck: Any, layouts: SlideLayouts) -> Iterator[None]:
    """Say of a chart that finds no room which layout of a template of others it stands on, and what that leaves it."""
    try:
        yield
    except ChartError as error:
        if layouts.ours:
            raise
        about = _room(layouts.finding, content_room(deck, layouts.finding))
        zh = f"{error.words.zh}（{about.zh}；--layout finding=版式名 可另选）"
        raise ChartError(Text(zh, f"{error.words.en} ({about.en}; --layout finding=NAME chooses another)")) from error


def words_place(deck: Any, layout: Any, lines: Sequence[str], largest: float) -> WordsPlace:
    """Return where lines of words go below a title, so that none is smaller than can be read.

    That is in the layout's own place for text, as large as it is there or as they find room; where that is too
    small, in what the layout leaves free.
    """
    # Of smaller type are places for footnotes and the like, unless they are large.
    least = _TALL * page_of(deck).height
    bodies = [
        (one, box) for one, box in bodies_of(layout) if type_of(one, layout)[0] >= _SMALLEST or box.height >= least
    ]
    free = content_room(deck, layout)
    subtitles = [pair for pair in bodies if pair[0].placeholder_format.type == KIND.SUBTITLE]
    if not bodies:
        free = clear(deck, layout, free)
        ink = words_ink(deck, layout, free)
        return WordsPlace(None, emu_box(free, SLIDE_POINT), _fitted(lines, free, largest or _PLAIN, 1.35), ink)
    shape, box = (subtitles or bodies)[0]
    holder = {"type": BODIES[shape.placeholder_format.type], "idx": shape.placeholder_format.idx or None}
    own, leading, indent = type_of(shape, layout)
    full = own if own >= _SMALLEST else _FAIR
    size = _fitted(lines, box, full, leading, indent)
    roomy = _fitted(lines, free, min(full, largest or _PLAIN), leading, indent)
    better = roomy > size < _SMALLEST + 2 or (size < _FAIR and roomy >= size + 2)
    # What can be read in its own place may not be elsewhere.
    if better and spoilt(ink_of(shape, layout), colours_below(deck, layout, free), _CONTRAST) < _SPOILT:
        return WordsPlace(holder, emu_box(free, SLIDE_POINT), roomy, theme.INK)
    return WordsPlace(holder, None, 0 if size == own else size, theme.INK)


def _fitted(lines: Sequence[str], box: Box, largest: float, leading: float, indent: float = 0) -> float:
    """Return the largest type, down to the smallest that can be read, at which lines fit a box."""
    wide, tall = max(box.width - 24 - indent, 1), box.height - 8
    size = largest
    while size > _SMALLEST:
        rows = sum(max(1, -(-font.advance(line, size) * 1.05 // wide)) for line in lines)
        if rows * leading * size <= tall:
            return size
        size -= 1
    return max(_SMALLEST, min(size, largest))
