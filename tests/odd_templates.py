"""Templates as people have them, each with an oddity: names without types, logos over the body, dark grounds, no titles."""

import io
import zipfile
from copy import deepcopy

from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu, Pt

from zreport.office.xml import NAMESPACES, clark, element, pptx_element

COVER, CONTENT, SECTION, TWO, COMPARE, TITLE_ONLY, BLANK = range(7)
TITLES = (KIND.TITLE, KIND.CENTER_TITLE)
FEET = (KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER)
# Cover, title and content, section, two contents, comparison, title only, blank, as Office names them.
NAMES = {
    "zh": "标题幻灯片 标题和内容 节标题 两栏内容 比较 仅标题 空白",
    "zh-own": "封面 内容页 章节页 双栏 对比 正文-仅标题 空白页",
    "zh-tw": "標題投影片 標題及內容 區段標題 兩個內容 比較 只有標題 空白",
    "ja": "タイトル_スライド タイトルとコンテンツ セクション見出し 2_つのコンテンツ 比較 タイトルのみ 白紙",
    "de": "Titelfolie Titel_und_Inhalt Abschnittsüberschrift Zwei_Inhalte Vergleich Nur_Titel Leer",
    "de-own": "Startseite Inhaltsseite Kapitel Zweispaltig Vergleich Überschrift Leerseite",
    "fr": "Diapositive_de_titre Titre_et_contenu Titre_de_section Deux_contenus Comparaison Titre_seul Vide",
    "en": "Title_Slide Title_and_Content Section_Header Two_Content Comparison Title_Only Blank",
    "es": "Diapositiva_de_título Título_y_objetos Encabezado_de_sección Dos_objetos Comparación Solo_el_título En_blanco",
    "zh-tw-2": "標題投影片 標題及物件 章節標題 兩項物件 比對 只有標題 空白",
    "ru": "Титульный_слайд Заголовок_и_объект Заголовок_раздела Два_объекта Сравнение Только_заголовок Пустой_слайд",
    "ko": "제목_슬라이드 제목_및_내용 구역_머리글 콘텐츠_2개 비교 제목만 빈_화면",
    "nl": "Titeldia Titel_en_object Sectiekop Twee_objecten Vergelijking Alleen_titel Leeg",
    "sv": "Rubrikbild Rubrik_och_innehåll Avsnittsrubrik Två_innehållsdelar Jämförelse Endast_rubrik Tom",
    "mute": "1_自定义版式 2_自定义版式 3_自定义版式 4_自定义版式 5_自定义版式 6_自定义版式 7_自定义版式",
}


def base(width: float = 960, height: float = 540, slides: bool = True):
    """Office's own seven layouts at a size in points, with or without slides that use them."""
    deck = Presentation()
    by = (Pt(width) / deck.slide_width, Pt(height) / deck.slide_height)
    for index in (10, 9, 8, 7):
        deck.slide_layouts.remove(deck.slide_layouts[index])
    for owner in (deck.slide_master, *deck.slide_layouts):
        for one in owner._element.iter(clark("a:off"), clark("a:ext")):
            for key, ratio in zip(("x", "y") if one.tag == clark("a:off") else ("cx", "cy"), by, strict=True):
                if one.get(key):
                    one.set(key, str(round(int(one.get(key)) * ratio)))
    deck.slide_width, deck.slide_height = Pt(width), Pt(height)
    for layout in (COVER, CONTENT, TITLE_ONLY) if slides else ():
        deck.slides.add_slide(deck.slide_layouts[layout])
    return deck


def place(deck, owner, box) -> tuple[Emu, ...]:
    """A box in shares of the slide, in EMU."""
    wide, tall = deck.slide_width, deck.slide_height
    return tuple(Emu(round(share * whole)) for share, whole in zip(box, (wide, tall, wide, tall), strict=True))


def paint(deck, owner, box, colour="C00000", under=True, kind=MSO_SHAPE.RECTANGLE):
    """Draw a rectangle, or a shape of another kind, on a layout or a master, below its placeholders."""
    slide = deck.slides[0] if len(deck.slides) else deck.slides.add_slide(deck.slide_layouts[0])
    shape = slide.shapes.add_shape(kind, *place(deck, owner, box))
    shape.line.fill.background()
    if isinstance(colour, str):
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    else:
        colour(shape)
    return _moved(owner, shape._element, under)


def picture(deck, owner, box, colours=((16, 24, 32), (40, 60, 90))):
    """Put a picture of two colours on a layout or a master."""
    _, link = owner.part.get_or_add_image_part(io.BytesIO(image(colours)))
    left, top, width, height = place(deck, owner, box)
    shape = pptx_element(
        element(
            "p:pic",
            element("p:nvPicPr", element("p:cNvPr", id=90, name="Picture"), element("p:cNvPicPr"), element("p:nvPr")),
            element("p:blipFill", element("a:blip", **{"r:embed": link}), element("a:stretch", element("a:fillRect"))),
            element(
                "p:spPr",
                element("a:xfrm", element("a:off", x=left, y=top), element("a:ext", cx=width, cy=height)),
                element("a:prstGeom", element("a:avLst"), prst="rect"),
            ),
        )
    )
    return _moved(owner, shape, True)


def image(colours) -> bytes:
    made, file = Image.new("RGB", (160, 90), colours[0]), io.BytesIO()
    made.paste(colours[1], (80, 0, 160, 90))
    made.save(file, "PNG")
    return file.getvalue()


def ground(owner, *children):
    """Give a layout or a master a background of its own."""
    sheet = owner._element.cSld
    if sheet.bg is not None:
        sheet.remove(sheet.bg)
    sheet.insert(0, pptx_element(element("p:bg", element("p:bgPr", *children, element("a:effectLst")))))


def picture_ground(owner, colours):
    _, link = owner.part.get_or_add_image_part(io.BytesIO(image(colours)))
    ground(
        owner,
        element("a:blipFill", element("a:blip", **{"r:embed": link}), element("a:stretch", element("a:fillRect"))),
    )


def fill(*colour):
    return element("a:solidFill", *colour)


def _moved(owner, shape, under):
    tree = owner._element.cSld.spTree
    if shape.getparent() is not None:
        shape.getparent().remove(shape)
    shape.find(".//p:cNvPr", NAMESPACES).set("id", str(tree.max_shape_id + 1))
    if under:
        tree.insert(2, shape)
    else:
        tree.append(shape)
    return shape


def named(lang: str):
    deck = base()
    for layout, name in zip(deck.slide_layouts, NAMES[lang].split(), strict=True):
        layout._element.cSld.set("name", name.replace("_", " ") if lang != "mute" else name)
        layout._element.attrib.pop("type", None)
    return deck


def drop(owner, kinds):
    for one in list(owner.placeholders):
        if one.placeholder_format.type in kinds:
            one._element.getparent().remove(one._element)


def move(deck, owner, kinds, box):
    for one in owner.placeholders:
        if one.placeholder_format.type in kinds:
            one.left, one.top, one.width, one.height = place(deck, owner, box)


def everywhere(deck):
    return (deck.slide_master, *deck.slide_layouts)


# What is odd, one each


def edge_to_edge():
    deck = base()
    for owner in (*everywhere(deck)[:3], deck.slide_layouts[TITLE_ONLY]):
        move(deck, owner, TITLES, (0, 0, 1, 0.17))
    move(deck, deck.slide_master, [KIND.BODY], (0, 0.2, 1, 0.7))
    return deck


def logo_over_body():
    deck = base()
    paint(deck, deck.slide_master, (0.85, 0.2, 0.13, 0.12))
    return deck


def logo_at_the_foot():
    deck = base()
    picture(deck, deck.slide_master, (0.8, 0.84, 0.18, 0.14))
    return deck


def bar_at_the_left():
    deck = base()
    paint(deck, deck.slide_master, (0, 0, 0.12, 1))
    return deck


def bar_across_the_body():
    deck = base()
    paint(deck, deck.slide_master, (0, 0.3, 1, 0.05))
    return deck


def picture_at_the_right():
    deck = base()
    picture(deck, deck.slide_layouts[TITLE_ONLY], (0.7, 0, 0.3, 1))
    return deck


def group_in_the_corner():
    """A group as large as the slide, with something in one corner."""
    deck = base()
    first = paint(deck, deck.slide_master, (0.8, 0.7, 0.2, 0.3))
    second = paint(deck, deck.slide_master, (0, 0, 0.04, 0.04))
    wide, tall = deck.slide_width, deck.slide_height
    edges = element("a:off", x=0, y=0), element("a:ext", cx=wide, cy=tall)
    inner = element("a:chOff", x=0, y=0), element("a:chExt", cx=wide, cy=tall)
    group = pptx_element(
        element(
            "p:grpSp",
            element("p:nvGrpSpPr", element("p:cNvPr", id=80, name="G"), element("p:cNvGrpSpPr"), element("p:nvPr")),
            element("p:grpSpPr", element("a:xfrm", *edges, *inner)),
        )
    )
    group.extend([first, second])
    deck.slide_master._element.cSld.spTree.insert(2, group)
    return deck


def dark_rectangle():
    deck = base()
    paint(deck, deck.slide_master, (0, 0, 1, 1), "101820")
    return deck


def dark_panel():
    """A dark sheet under the body alone."""
    deck = base()
    paint(deck, deck.slide_layouts[TITLE_ONLY], (0.02, 0.2, 0.96, 0.74), "1F3864")
    return deck


def light_panel():
    """A light sheet on a dark ground."""
    deck = base()
    ground(deck.slide_master, fill(element("a:srgbClr", val="101820")))
    paint(deck, deck.slide_layouts[TITLE_ONLY], (0.04, 0.2, 0.92, 0.72), "FFFFFF")
    return deck


def theme_colour():
    deck = base()
    dark = element("a:schemeClr", element("a:lumMod", val=50000), val="tx2")
    ground(deck.slide_master, fill(dark))
    return deck


def theme_tint():
    """Black, made light: 85 of 100 to white."""
    deck = base()
    light = element("a:schemeClr", element("a:lumMod", val=10000), element("a:lumOff", val=90000), val="tx1")
    ground(deck.slide_master, fill(light))
    return deck


def system_colour():
    deck = base()
    ground(deck.slide_master, fill(element("a:sysClr", val="windowText", lastClr="000000")))
    return deck


def swapped_map():
    """The master takes the dark colour of the theme as its ground."""
    deck = base()
    deck.slide_master._element.find("p:clrMap", NAMESPACES).attrib.update(
        {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
    )
    return deck


def mapped_on_the_layout():
    deck = base()
    over = element(
        "p:clrMapOvr",
        element(
            "a:overrideClrMapping",
            **{"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"},
            **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
            hlink="hlink",
            folHlink="folHlink",
        ),
    )
    layout = deck.slide_layouts[TITLE_ONLY]._element
    layout.replace(layout.find("p:clrMapOvr", NAMESPACES), pptx_element(over))
    return deck


def gradient(dark: bool):
    deck = base()
    colours = ("0B1D33", "274C77") if dark else ("FFFFFF", "E7EEF7")
    stops = (element("a:gs", element("a:srgbClr", val=c), pos=p) for c, p in zip(colours, (0, 100000), strict=True))
    ground(
        deck.slide_master, element("a:gradFill", element("a:gsLst", *stops), element("a:lin", ang=5400000, scaled=0))
    )
    return deck


def picture_as_ground(dark: bool):
    deck = base()
    picture_ground(deck.slide_master, ((16, 24, 32), (40, 60, 90)) if dark else ((250, 250, 250), (235, 240, 245)))
    return deck


def picture_over_all():
    deck = base()
    picture(deck, deck.slide_layouts[TITLE_ONLY], (0, 0, 1, 1))
    return deck


def no_title_on_title_only():
    deck = base()
    drop(deck.slide_layouts[TITLE_ONLY], TITLES)
    return deck


def no_title_on_the_cover():
    deck = base()
    drop(deck.slide_layouts[COVER], TITLES)
    return deck


def no_title_at_all():
    deck = base()
    for owner in everywhere(deck):
        drop(owner, TITLES)
    return deck


def blank_layouts():
    """Nothing but empty layouts."""
    deck = base()
    for owner in everywhere(deck):
        drop(owner, set(KIND) - set(FEET))
    for layout in deck.slide_layouts:
        layout._element.attrib.pop("type", None)
    return deck


def tiny_body():
    deck = base()
    for owner in everywhere(deck):
        move(deck, owner, [KIND.BODY, KIND.OBJECT], (0.6, 0.4, 0.15, 0.06))
    return deck


def tiny_subtitles():
    deck = base()
    move(deck, deck.slide_layouts[SECTION], [KIND.BODY], (0.1, 0.7, 0.5, 0.05))
    move(deck, deck.slide_layouts[CONTENT], [KIND.OBJECT], (0.1, 0.3, 0.3, 0.08))
    return deck


def title_at_the_side():
    deck = base()
    for owner in everywhere(deck):
        move(deck, owner, TITLES, (0.03, 0.1, 0.25, 0.8))
    move(deck, deck.slide_master, [KIND.BODY], (0.32, 0.1, 0.64, 0.8))
    return deck


def title_at_the_foot():
    deck = base()
    move(deck, deck.slide_master, TITLES, (0.05, 0.84, 0.9, 0.12))
    move(deck, deck.slide_master, [KIND.BODY], (0.05, 0.05, 0.9, 0.75))
    for owner in everywhere(deck):
        drop(owner, FEET)
    return deck


def two_masters():
    """The first master is of covers alone."""
    deck = base()
    package, master = deck.part.package, deck.slide_master
    other = Presentation()
    part = other.slide_master.part
    theme = other.slide_master.part.part_related_by(RT.THEME)
    theme.partname = PackURI("/ppt/theme/theme9.xml")
    part.partname = PackURI("/ppt/slideMasters/slideMaster9.xml")
    part._package = package
    for at, layout in enumerate(other.slide_layouts):
        layout.part.partname = PackURI(f"/ppt/slideLayouts/slideLayout{90 + at}.xml")
        layout.part._package = package
    for one in other.slide_master._element.sldLayoutIdLst:
        one.set("id", str(int(one.get("id")) + 5000))
    link = deck.part.relate_to(part, RT.SLIDE_MASTER)
    listed = deck.part._element.find("p:sldMasterIdLst", NAMESPACES)
    entry = pptx_element(element("p:sldMasterId", id=2147490000, **{"r:id": link}))
    listed.append(entry)
    while len(deck.slides):
        deck.part.drop_rel(deck.slides._sldIdLst[0].rId)
        deck.slides._sldIdLst.remove(deck.slides._sldIdLst[0])
    for index in (6, 5, 4, 3, 2, 1):
        master.slide_layouts.remove(master.slide_layouts[index])
    for one in (*other.slide_master._element.iter(), *(e for lay in other.slide_layouts for e in lay._element.iter())):
        if one.tag in (clark("a:off"), clark("a:ext")):
            for key, by in zip(("x", "y") if one.tag == clark("a:off") else ("cx", "cy"), (4 / 3, 1), strict=True):
                if one.get(key):
                    one.set(key, str(round(int(one.get(key)) * by)))
    return deck


def hidden_master_shapes():
    """What stands on the master is not shown on the layout of findings."""
    deck = base()
    paint(deck, deck.slide_master, (0.3, 0.25, 0.4, 0.5))
    for layout in deck.slide_layouts:
        layout._element.set("showMasterSp", "0")
    return deck


def places_of_the_master():
    deck = base()
    for layout in deck.slide_layouts:
        for one in layout.placeholders:
            transform = one._element.spPr.find("a:xfrm", NAMESPACES)
            if transform is not None:
                one._element.spPr.remove(transform)
    return deck


def no_places_at_all():
    deck = places_of_the_master()
    drop(deck.slide_master, [*TITLES, KIND.BODY])
    return deck


def footers_at_the_top():
    deck = base()
    for at, kind in enumerate(FEET):
        for owner in everywhere(deck):
            move(deck, owner, [kind], (0.05 + 0.3 * at, 0.01, 0.3, 0.05))
            if owner is deck.slide_master or any(p.placeholder_format.type in TITLES for p in owner.placeholders):
                continue
    for owner in (deck.slide_master, deck.slide_layouts[TITLE_ONLY]):
        move(deck, owner, TITLES, (0.05, 0.07, 0.9, 0.14))
    return deck


def footers_below_the_title():
    deck = base()
    for at, kind in enumerate(FEET):
        for owner in everywhere(deck):
            move(deck, owner, [kind], (0.05 + 0.3 * at, 0.24, 0.3, 0.06))
    return deck


def guides():
    deck = base()
    guide = "http://schemas.microsoft.com/office/powerpoint/2012/main"
    words = f"""<p:extLst xmlns:p="{NAMESPACES["p"]}"><p:ext uri="{{EFAFB233-063F-42B5-8137-9DF3F51BA10A}}">
        <p15:sldGuideLst xmlns:p15="{guide}"><p15:guide id="1" orient="horz" pos="2160"/></p15:sldGuideLst>
        </p:ext></p:extLst>"""
    deck.part._element.append(etree.fromstring(words))
    return deck


def custom_show():
    """A show of some slides, which the file is set to play."""
    deck = base()
    link = deck.slides._sldIdLst[1].rId
    show = element("p:custShow", element("p:sldLst", element("p:sld", **{"r:id": link})), name="short", id=0)
    deck.part._element.find("p:notesSz", NAMESPACES).addnext(pptx_element(element("p:custShowLst", show)))
    part = deck.part.part_related_by(RT.PRES_PROPS)
    root = etree.fromstring(part.blob)
    for old in root.findall("p:showPr", NAMESPACES):
        root.remove(old)
    root.insert(0, element("p:showPr", element("p:present"), element("p:custShow", id=0)))
    part._blob = etree.tostring(root)
    return deck


def outline_view():
    """The view of the outline lists slides."""
    deck = base()
    part = deck.part.part_related_by(RT.VIEW_PROPS)
    link = part.relate_to(deck.slides[0].part, RT.SLIDE)
    root = etree.fromstring(part.blob)
    for old in root.findall("p:outlineViewPr", NAMESPACES):
        root.remove(old)
    scale = element("a:sx", n=1, d=1), element("a:sy", n=1, d=1)
    view = element("p:cViewPr", element("p:scale", *scale), element("p:origin", x=0, y=0))
    listed = element("p:sldLst", element("p:sld", **{"r:id": link, "collapse": True}))
    at = root.find("p:slideViewPr", NAMESPACES)
    at.addnext(element("p:outlineViewPr", view, listed))
    part._blob = etree.tostring(root)
    return deck


def linked_slide():
    """A button on a layout that leads to a slide."""
    deck = base()
    layout = deck.slide_layouts[TITLE_ONLY]
    shape = paint(deck, layout, (0.9, 0.02, 0.06, 0.06))
    link = layout.part.relate_to(deck.slides[1].part, RT.SLIDE)
    action = element("a:hlinkClick", action="ppaction://hlinksldjump", **{"r:id": link})
    shape.find(".//p:cNvPr", NAMESPACES).append(pptx_element(action))
    return deck


def notes_without_a_body():
    deck = base()
    master = deck.notes_master
    for one in list(master.placeholders):
        one._element.getparent().remove(one._element)
    return deck


def sections():
    deck = base()
    listed = element("p14:sldIdLst", *(element("p14:sldId", id=one.id) for one in deck.slides._sldIdLst))
    section = element("p14:section", listed, name="A", id="{8C7E1A80-0000-4000-8000-000000000001}")
    extension = element("p:ext", element("p14:sectionLst", section), uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}")
    deck.part._element.append(pptx_element(element("p:extLst", extension)))
    return deck


def locked_for_reading():
    """PowerPoint asks for a password before the file may be changed."""
    deck = base()
    words = {"cryptProviderType": "rsaAES", "cryptAlgorithmClass": "hash", "cryptAlgorithmType": "typeAny"}
    words |= {"cryptAlgorithmSid": 14, "spinCount": 100000, "saltData": "AAAA", "hashData": "AAAA"}
    deck.part._element.append(pptx_element(element("p:modifyVerifier", **words)))
    return deck


def typed(kind: str, vba: bool = False):
    """The file as it is saved as another type of Office: a show, a template, one with macros."""
    deck = base()
    main = {
        "show": "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
        "template": "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
        "macros": "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    }[kind]
    deck.part._content_type = main
    if vba:
        kind = "application/vnd.ms-office.vbaProject"
        part = Part(PackURI("/ppt/vbaProject.bin"), kind, deck.part.package, b"\xd0\xcf\x11\xe0")
        deck.part.relate_to(part, "http://schemas.microsoft.com/office/2006/relationships/vbaProject")
    return deck


def many_layouts():
    """Copies of title only, the first of which is named as the end."""
    deck = base()
    deck.slide_layouts[TITLE_ONLY]._element.cSld.set("name", "封底 Thank you")
    move(deck, deck.slide_layouts[TITLE_ONLY], TITLES, (0.1, 0.4, 0.8, 0.2))
    layout = deck.slide_layouts[BLANK]
    layout._element.set("type", "titleOnly")
    layout._element.cSld.set("name", "仅标题")
    title = deepcopy(deck.slide_master.placeholders[0]._element)
    layout._element.cSld.spTree.append(title)
    return deck


def agenda_of_their_own():
    """A page of contents with its words drawn, and a place for text."""
    deck = named("zh")
    layout = deck.slide_layouts[TWO]
    layout._element.cSld.set("name", "目录")
    second = [one for one in layout.placeholders if one.placeholder_format.type == KIND.OBJECT][1]
    second._element.getparent().remove(second._element)
    paint(deck, layout, (0, 0, 0.3, 1), "1F3864")
    move(deck, layout, TITLES, (0.33, 0.05, 0.6, 0.15))
    move(deck, layout, [KIND.OBJECT], (0.33, 0.25, 0.6, 0.65))
    return deck


def title_in_the_middle():
    """A master as that of covers, whose users put titles at the top themselves."""
    deck = base()
    for owner in everywhere(deck):
        move(deck, owner, TITLES, (0.27, 0.3, 0.46, 0.25))
    move(deck, deck.slide_master, [KIND.BODY], (0.05, 0.2, 0.9, 0.72))
    return deck


def circle_in_the_corner():
    """A circle that takes up more of the body by its box than in truth."""
    deck = base()
    paint(deck, deck.slide_master, (0.72, 0.55, 0.9, 1.6), kind=MSO_SHAPE.OVAL)
    return deck


def slope_at_the_foot():
    deck = base()
    paint(deck, deck.slide_master, (0, 0.6, 1, 0.4), kind=MSO_SHAPE.RIGHT_TRIANGLE)
    return deck


def drawn_corner():
    """A triangle by its corners, with a box as large as the slide."""
    deck = base()
    shape = paint(deck, deck.slide_master, (0, 0, 1, 1))
    look = shape.find("p:spPr", NAMESPACES)
    step = [element("a:pt", x=x, y=y) for x, y in ((100, 60), (100, 100), (70, 100))]
    path = element("a:path", element("a:moveTo", step[0]), *(element("a:lnTo", one) for one in step[1:]), w=100, h=100)
    own = pptx_element(element("a:custGeom", element("a:avLst"), element("a:pathLst", path)))
    look.replace(look.find("a:prstGeom", NAMESPACES), own)
    return deck


def bubbles_under_a_sheet():
    """What cannot be seen, since a sheet of paper lies on it."""
    deck = base()
    paint(deck, deck.slide_master, (0.02, 0.22, 0.96, 0.74), "FFFFFF")
    for left in (0.1, 0.4, 0.7):
        paint(deck, deck.slide_master, (left, 0.3, 0.2, 0.4), kind=MSO_SHAPE.OVAL)
    ground(deck.slide_master, fill(element("a:srgbClr", val="4B2E6F")))
    return deck


def watermark():
    deck = base()
    picture(deck, deck.slide_master, (0.45, 0.2, 0.5, 0.72), ((252, 252, 252), (240, 240, 240)))
    return deck


def picture_beside_and_below():
    """A dark picture where the body is, on which people write all the same."""
    deck = base()
    picture(deck, deck.slide_master, (0.45, 0.18, 0.55, 0.82))
    return deck


def two_tones():
    """A grey picture that stands for two dark colours."""
    deck = picture_as_ground(False)
    blip = deck.slide_master._element.find(".//a:blip", NAMESPACES)
    tones = (element("a:srgbClr", val=colour) for colour in ("101820", "2E2A5A"))
    blip.append(pptx_element(element("a:duotone", *tones)))
    return deck


def middling_blue():
    """A ground on which dark words are hard to read, and pale ones are not."""
    deck = base()
    ground(deck.slide_master, fill(element("a:srgbClr", val="2F5597")))
    return deck


def filled_subtitle():
    """The words of the cover stand on a fill of their own place."""
    deck = base()
    shape = next(one for one in deck.slide_layouts[COVER].placeholders if one.placeholder_format.type == KIND.SUBTITLE)
    shape._element.spPr.append(pptx_element(fill(element("a:srgbClr", val="203864"))))
    return deck


def footnote_on_the_section():
    deck = base()
    layout = deck.slide_layouts[SECTION]
    move(deck, layout, [KIND.BODY], (0.06, 0.86, 0.85, 0.08))
    for look in layout._element.iterfind(".//p:sp//a:lvl1pPr/a:defRPr", NAMESPACES):
        if look.get("sz") == "2000":
            look.set("sz", "700")
    return deck


def one_blank_layout():
    """As programs write them: a layout with a name of no meaning and no place for anything."""
    deck = base(slides=False)
    for index in range(6, 0, -1):
        deck.slide_layouts.remove(deck.slide_layouts[index])
    drop(deck.slide_layouts[0], set(KIND))
    deck.slide_layouts[0]._element.cSld.set("name", "DEFAULT")
    deck.slide_layouts[0]._element.attrib.pop("type", None)
    return deck


def right_to_left():
    """As Arabic programs write them: words and numbers run from the right."""
    deck = base()
    deck.part._element.set("rtl", "1")
    levels = deck.slide_master._element.iterfind("p:txStyles//a:lvl1pPr", NAMESPACES)
    for level in (*levels, *deck.part._element.iterfind(".//p:defaultTextStyle/a:lvl1pPr", NAMESPACES)):
        level.attrib.update({"rtl": "1", "algn": "r"})
    return deck


def centred_titles():
    """Titles of the kind that covers have, on every layout."""
    deck = base()
    for layout in deck.slide_layouts:
        for one in layout.placeholders:
            if one.placeholder_format.type in TITLES:
                one._element.find(".//p:ph", NAMESPACES).set("type", "ctrTitle")
    return deck


def type_of_its_words():
    """As LibreOffice saves them: no styles, but words on layouts that have type; white ones, on a dark band."""
    deck = base()
    paint(deck, deck.slide_master, (0, 0, 1, 0.22), "302858")
    styles = deck.slide_master._element.find("p:txStyles", NAMESPACES)
    for style in styles:
        style[:] = []
    for layout in deck.slide_layouts:
        move(deck, layout, TITLES, (0.05, 0.04, 0.9, 0.15))
        for one in layout.placeholders:
            kind = one.placeholder_format.type
            if kind in FEET:
                continue
            shape = one._element
            colour = "FFFFFF" if kind in TITLES else "333333"
            look = {"lang": "en-US", "sz": 3300 if kind in TITLES else 2400, "b": 1}
            for old in shape.txBody.findall("a:lstStyle", NAMESPACES):
                old[:] = []
            for old in shape.txBody.findall("a:p", NAMESPACES):
                shape.txBody.remove(old)
            ends = element("a:endParaRPr", fill(element("a:srgbClr", val=colour)), **look)
            shape.txBody.append(pptx_element(element("a:p", ends)))
    return deck


def gradient_titles():
    """Titles in a gradient of a pale colour on a dark ground, which other programs set in black."""
    deck = base()
    ground(deck.slide_master, fill(element("a:srgbClr", val="101820")))
    stops = (element("a:gs", element("a:srgbClr", val="E8F4F8"), pos=at) for at in (0, 86000))
    for look in deck.slide_master._element.iterfind("p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr", NAMESPACES):
        look.replace(
            look.find("a:solidFill", NAMESPACES),
            pptx_element(element("a:gradFill", element("a:gsLst", *stops), element("a:lin", ang=5400000, scaled=0))),
        )
    return deck


def light_and_dark():
    """A picture below all that is dark at the left and light at the right."""
    deck = base()
    picture_ground(deck.slide_master, ((16, 24, 32), (250, 250, 250)))
    return deck


def curved_sheet():
    """A sheet of paper on a dark ground, whose upper edge falls to the left."""
    deck = base()
    ground(deck.slide_master, fill(element("a:srgbClr", val="2A1E4A")))
    shape = paint(deck, deck.slide_master, (0.03, 0.2, 0.94, 0.76), "FFFFFF")
    step = [element("a:pt", x=x, y=y) for x, y in ((0, 20), (40, 10), (100, 0), (100, 100), (0, 100))]
    path = element("a:path", element("a:moveTo", step[0]), *(element("a:lnTo", one) for one in step[1:]), w=100, h=100)
    own = pptx_element(element("a:custGeom", element("a:avLst"), element("a:pathLst", path)))
    look = shape.find("p:spPr", NAMESPACES)
    look.replace(look.find("a:prstGeom", NAMESPACES), own)
    move(deck, deck.slide_layouts[TITLE_ONLY], TITLES, (0.05, 0.03, 0.7, 0.15))
    return deck


def line_through_the_title():
    """A rule under a title of one line, of which the place holds two."""
    deck = base()
    slide = deck.slides[0]
    line = slide.shapes.add_connector(1, *place(deck, deck.slide_master, (0.05, 0.15, 0.95, 0.15)))
    _moved(deck.slide_master, line._element, True)
    for owner in everywhere(deck):
        move(deck, owner, TITLES, (0.05, 0.01, 0.9, 0.2))
    return deck


def dark_with_little_room():
    """A body so small that type shrinks, on a dark ground."""
    deck = base()
    ground(deck.slide_master, fill(element("a:srgbClr", val="101820")))
    for left in (0, 0.72):
        paint(deck, deck.slide_master, (left, 0, 0.28 if left else 0.04, 1), "55AA33")
    paint(deck, deck.slide_master, (0, 0.72, 1, 0.28), "55AA33")
    return deck


ODD = {
    **{f"names-{lang}": lambda lang=lang: named(lang) for lang in NAMES},
    "edge-to-edge": edge_to_edge,
    "title-in-the-middle": title_in_the_middle,
    "circle-in-the-corner": circle_in_the_corner,
    "slope-at-the-foot": slope_at_the_foot,
    "drawn-corner": drawn_corner,
    "bubbles-under-a-sheet": bubbles_under_a_sheet,
    "watermark": watermark,
    "picture-beside-and-below": picture_beside_and_below,
    "two-tones": two_tones,
    "middling-blue": middling_blue,
    "filled-subtitle": filled_subtitle,
    "footnote-on-the-section": footnote_on_the_section,
    "one-blank-layout": one_blank_layout,
    "right-to-left": right_to_left,
    "centred-titles": centred_titles,
    "type-of-its-words": type_of_its_words,
    "gradient-titles": gradient_titles,
    "light-and-dark": light_and_dark,
    "curved-sheet": curved_sheet,
    "line-through-the-title": line_through_the_title,
    "dark-with-little-room": dark_with_little_room,
    "logo-over-body": logo_over_body,
    "logo-at-the-foot": logo_at_the_foot,
    "bar-at-the-left": bar_at_the_left,
    "bar-across-the-body": bar_across_the_body,
    "picture-at-the-right": picture_at_the_right,
    "group-in-the-corner": group_in_the_corner,
    "dark-rectangle": dark_rectangle,
    "dark-panel": dark_panel,
    "light-panel": light_panel,
    "theme-colour": theme_colour,
    "theme-tint": theme_tint,
    "system-colour": system_colour,
    "swapped-map": swapped_map,
    "mapped-on-the-layout": mapped_on_the_layout,
    "gradient-dark": lambda: gradient(True),
    "gradient-light": lambda: gradient(False),
    "picture-ground-dark": lambda: picture_as_ground(True),
    "picture-ground-light": lambda: picture_as_ground(False),
    "picture-over-all": picture_over_all,
    "no-title-on-title-only": no_title_on_title_only,
    "no-title-on-the-cover": no_title_on_the_cover,
    "no-title-at-all": no_title_at_all,
    "blank-layouts": blank_layouts,
    "tiny-body": tiny_body,
    "tiny-subtitles": tiny_subtitles,
    "title-at-the-side": title_at_the_side,
    "title-at-the-foot": title_at_the_foot,
    "4x3": lambda: base(720, 540),
    "A4": lambda: base(780, 540),
    "A4-portrait": lambda: base(540, 780),
    "very-wide": lambda: base(1920, 540),
    "two-masters": two_masters,
    "hidden-master-shapes": hidden_master_shapes,
    "places-of-the-master": places_of_the_master,
    "no-places-at-all": no_places_at_all,
    "footers-at-the-top": footers_at_the_top,
    "footers-below-the-title": footers_below_the_title,
    "guides": guides,
    "custom-show": custom_show,
    "outline-view": outline_view,
    "linked-slide": linked_slide,
    "notes-without-a-body": notes_without_a_body,
    "sections": sections,
    "locked-for-reading": locked_for_reading,
    "show": lambda: typed("show"),
    "template": lambda: typed("template"),
    "macros": lambda: typed("macros", True),
    "many-layouts": many_layouts,
    "agenda-of-their-own": agenda_of_their_own,
}


def content(name: str) -> bytes:
    """The file of a template."""
    file = io.BytesIO()
    ODD[name]().save(file)
    return file.getvalue()


def strict() -> bytes:
    """A file in the strict form of the standard."""
    old = io.BytesIO(content("4x3"))
    file = io.BytesIO()
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            for what in ("officeDocument/2006/relationships", "presentationml/2006/main", "drawingml/2006/main"):
                plain = f"http://schemas.openxmlformats.org/{what}".encode()
                part = part.replace(plain, f"http://purl.oclc.org/ooxml/{what.replace('/2006', '')}".encode())
            target.writestr(name, part)
    return file.getvalue()
