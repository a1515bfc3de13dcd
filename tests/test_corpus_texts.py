"""Texts out of a folder as public sets come, of which place and year each is, and which are no whole report."""

import io
import itertools
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zreport.corpus.kinds import why
from zreport.corpus.labels import Label, Refusal, date_of
from zreport.corpus.manifest import read_manifest
from zreport.corpus.origin import settled
from zreport.corpus.texts import FoundText, count_texts, found_texts
from zreport.draft.intake import read_source, source_from
from zreport.faults import ReportError

SHARED = Path(__file__).resolve().parent.parent.parent / "shared/reports"
needs_reports = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here")
# Place, code, level and day of each; the 31st of January where only the year is known.
TRUTH = {
    "central_2018": ("全国", "", "", "nation", "2018-01-31"),
    "city_baoding_2022": ("保定市", "河北省", "130600", "city", "2022-01-23"),
    "county_anguo_2022": ("安国市", "河北省保定市", "130683", "county", "2022-01-27"),
    "county_boye_2021": ("博野县", "河北省保定市", "130637", "county", "2021-02-05"),
    "county_boye_2024": ("博野县", "河北省保定市", "130637", "county", "2024-01-23"),
    "county_dingxing_2022": ("定兴县", "河北省保定市", "130626", "county", "2022-01-26"),
    "county_laiyuan_2025": ("涞源县", "河北省保定市", "130630", "county", "2025-01-14"),
    "county_mancheng_2020": ("满城区", "河北省保定市", "130607", "county", "2020-01-21"),
    "county_qingyuan_2008": ("清苑县", "河北省保定市", "130622", "county", "2008-03-27"),
    "county_rongcheng_2017": ("容城县", "河北省保定市", "130629", "county", "2017-01-31"),
    "county_xushui_2011": ("徐水县", "河北省保定市", "130625", "county", "2011-01-20"),
    "county_xushui_2012": ("徐水县", "河北省保定市", "130625", "county", "2012-02-16"),
    "county_yixian_2019": ("易县", "河北省保定市", "130633", "county", "2019-01-31"),
    "prov_guizhou_2026": ("贵州省", "", "520000", "province", "2026-01-27"),
    "prov_shaanxi_2026": ("陕西省", "", "610000", "province", "2026-01-27"),
}
REVIEWED = "过去一年，生产总值增长6%，财政收入增长7%，工业生产稳步提升，农业再获丰收，教育卫生事业全面进步。"
PLANNED = "今年要推进高质量发展，力争投资增长8%，确保收入增长7%，企业效益稳步提高。"


def report(head: str, speaker: str = "县人民政府", closing: str = "各位代表，让我们为实现目标而努力奋斗！") -> str:
    """A report that names no place but in its head."""
    opening = f"各位代表：\n现在，我代表{speaker}，向大会报告工作，请予审议。"
    return "\n".join(
        [head, opening, "一、过去一年工作回顾", REVIEWED * 20, "二、今年工作安排", PLANNED * 20, closing, ""]
    )


ANGUO = report("政府工作报告\n——2022年1月27日在安国市第八届人民代表大会第二次会议上", "安国市人民政府")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The fifteen reports."""
    return {name: read_source(SHARED / f"{name}.txt").text for name in TRUTH}


def named(file: str) -> Label:
    """What the name of a file says."""
    place, _, year = file.rpartition("_")
    return Label(place, year, "name")


def found(folder: Path, manifest: dict[str, Label] | None = None) -> list[FoundText]:
    """All texts of a folder."""
    return list(found_texts(folder, manifest or {}))


class OldMember(zipfile.ZipInfo):
    """A file of an archive whose name is in GBK, and not said to be, as programs of China wrote it for long."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits


def zipped(members: dict[str, bytes], member: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> bytes:
    """An archive of some files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in members.items():
            packed.writestr(member(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@needs_reports
@pytest.mark.parametrize("name", TRUTH)
def test_place_and_day_of_a_real_report_are_those_that_a_person_reads(texts, name):
    origin = settled(texts[name], named(name))
    assert not isinstance(origin, Refusal), origin.words.zh
    assert (origin.place_zh, origin.within_zh, origin.area, origin.level, origin.delivered) == TRUTH[name]
    assert origin.year == int(name[-4:])
    assert origin.known_by == "name+text"


@needs_reports
def test_a_real_report_tells_its_place_and_year_where_nothing_else_does(texts):
    for name, text in texts.items():
        origin = settled(text, Label())
        assert (origin.place_zh, origin.level, origin.delivered) == (TRUTH[name][0], *TRUTH[name][3:]), name
        assert origin.known_by == "text"


@needs_reports
def test_no_real_report_passes_for_another_place_or_year(texts):
    let_in = []
    for name, text in texts.items():
        own = named(name)
        for other in map(named, TRUTH):
            if other.place != own.place:
                said = settled(text, own._replace(place=other.place))
                let_in += [] if getattr(said, "reason", "") == "place_differs" else [(name, other.place, said)]
            if other.date != own.date:
                said = settled(text, own._replace(date=other.date))
                let_in += [] if getattr(said, "reason", "") == "date_differs" else [(name, other.date, said)]
    assert not let_in


@needs_reports
def test_without_its_head_a_report_is_told_by_the_names_in_it(texts):
    wrong = []
    for name, text in texts.items():
        body = text[text.index("\n", text.index("一、")) :]
        origin = settled(body, named(name))
        wrong += [] if origin[0] == TRUTH[name][0] else [(name, origin)]
        for other in map(named, TRUTH):
            if other.place != named(name).place and not isinstance(settled(body, other), Refusal):
                wrong.append((name, other))
    assert not wrong


@needs_reports
@pytest.mark.parametrize("between", ["\n\n", "\n——10——\n"])
def test_reports_that_are_joined_in_one_text_are_set_apart_and_not_taken_for_the_first(texts, between):
    headless = "county_rongcheng_2017"  # it begins with its first heading
    for one, other in itertools.pairwise(name for name in texts if name != headless):
        refusal = why(texts[one] + between + texts[other])
        assert refusal and refusal.reason == "joined" and "files of their own" in refusal.words.en, (one, other)


WEB = "保定市人民政府网站\n首页 > 政务公开 > 政府工作报告\n索引号：123 发布机构：市政府办公室\n发布时间：2025-03-05 10:00\n"
DRESSES = {
    "without line ends": lambda text: text.replace("\n", ""),
    "in lines of a printed page": lambda text: "\n".join(
        line[at : at + 38] for line in text.split("\n") for at in range(0, max(len(line), 1), 38)
    ),
    "indented": lambda text: "".join(f"　　{line}\n\n" for line in text.split("\n")),
    "from the web site of a city": lambda text: f"{WEB}{text}\n（责任编辑：张三）\n打印 关闭\n",
    "without a head": lambda text: text[max(text.find("各位代表", 0, 1000), 0) :],
}


@needs_reports
@pytest.mark.parametrize("dress", DRESSES)
def test_a_real_report_is_known_in_any_dress_and_as_no_other(dress):
    wrong = []
    for name, truth in TRUTH.items():
        worn = DRESSES[dress]((SHARED / f"{name}.txt").read_text("utf-8"))
        text, own = source_from(worn.encode(), "a.txt").text, named(name)
        wrong += [(name, refusal.words.zh)] if (refusal := why(text)) else []
        for label in (own, Label()):
            origin = settled(text, label)
            right = not isinstance(origin, Refusal) and (origin.place_zh, origin.year) == (truth[0], int(name[-4:]))
            wrong += [] if right else [(name, label, origin)]
        for other in ("city_baoding", "prov_hebei", "county_boye", "county_yixian", "central"):
            if other not in name and not isinstance(settled(text, own._replace(place=other)), Refusal):
                wrong.append((name, other))
        for year in (int(name[-4:]) - 1, int(name[-4:]) + 1):
            if not isinstance(settled(text, own._replace(date=str(year))), Refusal):
                wrong.append((name, year))
    assert not wrong


@needs_reports
def test_whole_reports_are_taken_and_their_first_pages_are_not(texts):
    for name, text in texts.items():
        assert why(text) is None, name
        torn = why(text[: len(text) * 2 // 3].rstrip("。！；，\n"))
        assert torn and torn.reason == "fragment", name
        assert why(text[:1000]).reason in ("fragment", "no_report")


@pytest.mark.parametrize(
    ("head", "speaker", "label", "place", "english", "delivered", "year"),
    [
        (
            "2019年1月27日在上海市第十五届人民代表大会第二次会议上",
            "市政府",
            "prov_shanghai 2019",
            "上海市",
            "Shanghai",
            "2019-01-27",
            2019,
        ),
        (
            "2021年1月28日在深圳市南山区第七届人民代表大会第八次会议上",
            "区政府",
            "深圳市南山区 2021",
            "广东省深圳市南山区",
            "Nanshan District",
            "2021-01-28",
            2021,
        ),
        (
            "2022年1月6日在恩施土家族苗族自治州第九届人民代表大会第一次会议上",
            "州政府",
            "city_enshi 2022",
            "湖北省恩施土家族苗族自治州",
            "Enshi Autonomous Prefecture",
            "2022-01-06",
            2022,
        ),
        (
            "2018年12月28日在桐庐县第十六届人民代表大会第三次会议上",
            "县政府",
            "county_tonglu 2018",
            "浙江省杭州市桐庐县",
            "Tonglu County",
            "2018-12-28",
            2019,
        ),
        (
            "2018年12月28日在桐庐县第十六届人民代表大会第三次会议上",
            "县政府",
            "桐庐县 2019",
            "浙江省杭州市桐庐县",
            "Tonglu County",
            "2018-12-28",
            2019,
        ),
        (
            "2012年1月8日在徐水县第十四届人民代表大会第六次会议上",
            "县政府",
            "河北省保定市徐水区 2012",
            "河北省保定市徐水县",
            "Xushui County",
            "2012-01-08",
            2012,
        ),
        (
            "襄樊市政府工作报告\n（2005年2月26日）",
            "襄樊市人民政府",
            "襄阳市 2005",
            "湖北省襄樊市",
            "Xiangfan City",
            "2005-02-26",
            2005,
        ),
        (
            "2020年1月8日在福州市鼓楼区第十七届人民代表大会第四次会议上",
            "区政府",
            "county_gulou 2020",
            "福建省福州市鼓楼区",
            "Gulou District",
            "2020-01-08",
            2020,
        ),
        (
            "一九五七年六月二十六日在第一届全国人民代表大会第四次会议上\n国务院总理 周恩来",
            "国务院",
            "central 1957",
            "全国",
            "China",
            "1957-06-26",
            1957,
        ),
        (
            "一九五六年十二月十日在安徽省第一届人民代表大会第五次会议上",
            "安徽省人民委员会",
            "安徽 1956",
            "安徽省",
            "Anhui Province",
            "1956-12-10",
            1957,
        ),
        (
            "2006年2月10日在易县裴山镇第十届人民代表大会第二次会议上",
            "镇人民政府",
            "易县裴山镇 2006",
            "河北省保定市易县裴山镇",
            "Peishan Town",
            "2006-02-10",
            2006,
        ),
        (
            "2004年3月11日在西藏自治区第八届人民代表大会第三次会议上",
            "自治区人民政府",
            "prov_tibet 2004",
            "西藏自治区",
            "Tibet",
            "2004-03-11",
            2004,
        ),
    ],
)
def test_heads_of_all_levels_and_times_agree_with_what_stands_beside_them(
    head, speaker, label, place, english, delivered, year
):
    beside, date = label.split()
    text = report(f"政府工作报告\n——{head}", speaker)
    origin = settled(text, Label(beside, date, "manifest"))
    assert not isinstance(origin, Refusal), origin.words.zh
    assert (origin.within_zh + origin.place_zh, origin.place_en) == (place, english)
    assert (origin.delivered, origin.year) == (delivered, year)
    assert why(text) is None


@pytest.mark.parametrize(
    ("label", "reason", "said"),
    [
        (Label("河北省保定市", "2022", "manifest"), "place_differs", ("安国市", "保定市")),
        (Label("county_chengde", "2022", "name"), "place_differs", ("安国市", "承德县")),
        (Label("全国", "2022", "table"), "place_differs", ("安国市", "全国")),
        (Label("安国市", "2021", "name"), "date_differs", ("2022-01-27", "2021")),
        (Label("安国市", "2023-01-05", "manifest"), "date_differs", ("2022-01-27", "2023-01-05")),
    ],
)
def test_a_text_of_another_place_or_year_is_set_apart_in_words_that_name_both(label, reason, said):
    refusal = settled(ANGUO, label)
    assert refusal.reason == reason
    for words in said:
        assert words in refusal.words.zh
    assert label.place in refusal.words.en or label.date in refusal.words.en


def test_districts_of_one_name_are_told_apart_or_asked_for():
    text = report("政府工作报告\n——2020年1月8日在鼓楼区第十七届人民代表大会第四次会议上", "区人民政府")
    assert settled(text, Label("徐州市鼓楼区", "2020", "manifest")).area == "320302"
    refusal = settled(text, Label("", "2020", "name"))
    assert refusal.reason == "no_place"
    assert "福建省福州市鼓楼区" in refusal.words.zh
    assert settled(text.replace("农业", "福州农业"), Label()).area == "350102"


def test_a_year_without_a_day_is_that_whose_tasks_the_headings_set():
    head = "政府工作报告\n安国市市长 张三"
    text = report(head, "安国市人民政府").replace("过去一年工作", "2021年工作").replace("今年工作", "2022年工作")
    assert settled(text, Label("安国市", "2022", "name")).delivered == "2022-01-31"
    assert settled(text, Label("安国市", "", "name")).delivered == "2022-01-31"
    refusal = settled(text, Label("安国市", "2021", "name"))
    assert (refusal.reason, refusal.text_date) == ("date_differs", "2022")
    # What is said before the year begins speaks of it as the next.
    early = settled(text.replace("今年要", "明年要"), Label("安国市", "2021", "name"))
    assert (early.delivered, early.year) == ("2021-12-31", 2022)


@pytest.mark.parametrize(
    ("head", "opening"),
    [
        ("关于安国市2021年预算执行情况和2022年预算草案的报告", "受市人民政府委托，现将预算草案提请大会审议。"),
        ("安国市2021年国民经济和社会发展计划执行情况与2022年计划草案的报告", "受市人民政府委托，现将计划提请审议。"),
        ("安国市人民法院工作报告", "现在，我代表安国市人民法院，向大会报告工作，请予审议。"),
        ("安国市人民检察院工作报告", "现在，我代表市人民检察院，向大会报告工作，请予审议。"),
        ("安国市人大常委会工作报告", "我受市人大常委会委托，向大会报告工作，请予审议。"),
        ("政协安国市第九届委员会常务委员会工作报告", "我代表政协常务委员会，向大会报告工作。"),
        ("在中国共产党安国市第十次代表大会上的报告", "现在，我代表中共安国市第九届委员会向大会报告工作。"),
        ("安国市第八届人民代表大会第二次会议关于政府工作报告的决议", "会议批准这个报告。"),
        ("安国市两会开幕", "本报讯（记者 王五）市长代表市人民政府作政府工作报告。报告指出，"),
    ],
)
def test_other_papers_of_a_session_are_no_work_report(head, opening):
    text = report(head).replace("现在，我代表县人民政府，向大会报告工作，请予审议。", opening)
    if "记者" in opening:
        text = text.replace("各位代表：\n", "").replace("各位代表，", "")
    assert why(text).reason == "no_report"


def test_plans_and_budgets_before_1983_are_reports_of_the_state_council():
    head = "关于1955年国家决算和1956年国家预算的报告\n——1956年6月15日在第一届全国人民代表大会第三次会议上"
    text = report(head, "国务院", "我国人民一定能够胜利地完成1956年的国家预算。").replace("过去一年，", "1955年，我国")
    assert why(text) is None
    origin = settled(text, Label("central", "1956", "name"))
    assert (origin.level, origin.year, origin.title_zh) == ("nation", 1956, head.partition("\n")[0])


def test_folders_and_names_say_place_and_date(tmp_path):
    for file in (
        "河北省/保定市/安国市/2022.txt",
        "安国市2022年政府工作报告.txt",
        "county_anguo_2022.txt",
        "河北/20220127.txt",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(ANGUO, encoding="utf-8")
    texts = found(tmp_path)
    assert [one.file for one in texts] == sorted(one.file for one in texts)
    assert {one.file: one.label[:2] for one in texts} == {
        "河北省/保定市/安国市/2022.txt": ("河北省保定市安国市/", "2022"),
        "安国市2022年政府工作报告.txt": ("安国市", "2022"),
        "county_anguo_2022.txt": ("county_anguo", "2022"),
        "河北/20220127.txt": ("河北/", "2022-01-27"),
    }
    for one in texts:
        assert settled(one.content.decode(), one.label)[:2] == ("安国市", "河北省保定市"), one.file
    assert count_texts(tmp_path) == 4


def test_a_folder_that_cannot_be_read_costs_one_row(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("一", encoding="utf-8")
    (tmp_path / "closed").mkdir()
    listed = os.scandir

    def closed(folder: Path) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", closed)
    assert [(one.file, bool(one.fault)) for one in found(tmp_path)] == [("a.txt", False), ("closed", True)]
    assert count_texts(tmp_path) == 2


def test_what_is_no_text_of_the_folder_is_left_out_and_links_are_not_run_in_circles(tmp_path):
    inside = tmp_path / "reports"
    (inside / "deep").mkdir(parents=True)
    (inside / "deep/a.txt").write_text(ANGUO, encoding="utf-8")
    for name in (".DS_Store", "Thumbs.db", "~$a.docx", ".hidden.txt"):
        (inside / name).write_bytes(b"x")
    (inside / ".work").mkdir()
    (inside / ".work/piece.txt").write_bytes(b"x")
    (inside / "rows").mkdir()
    for name in ("scan.json", "reports.parquet", "b.txt"):
        (inside / "rows" / name).write_bytes(b"{}")
    os.symlink(inside, inside / "deep/again")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.txt").write_text(ANGUO, encoding="utf-8")
    os.symlink(outside, inside / "link")
    os.symlink(inside, outside / "back")
    assert [one.file for one in found(inside)] == ["deep/a.txt", "link/b.txt"]


def test_names_of_old_archives_are_read_and_archives_in_archives_too(tmp_path):
    inner = zipped({"安国市2022.txt": ANGUO.encode("gbk")}, OldMember)
    (tmp_path / "set.zip").write_bytes(zipped({"河北/县.zip": inner, "__MACOSX/x": b"", "博野县2021.txt": b"y"}))
    texts = found(tmp_path)
    assert [one.file for one in texts] == ["set.zip!博野县2021.txt", "set.zip!河北/县.zip!安国市2022.txt"]
    assert texts[1].label == Label("河北安国市", "2022", "name")
    assert source_from(texts[1].content, texts[1].file).encoding == "GB18030"
    assert count_texts(tmp_path) == 2


def test_a_broken_locked_or_swollen_archive_costs_one_row_and_no_other_text(tmp_path):
    sound = zipped({"a.txt": ANGUO.encode()})
    (tmp_path / "broken.zip").write_bytes(sound[: len(sound) // 2])
    (tmp_path / "bomb.zip").write_bytes(zipped({"zeros.txt": b"0" * 20_000_000}))
    locked = bytearray(sound)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    damaged = bytearray(zipped({"a.txt": ANGUO.encode(), "b.txt": ANGUO.encode()}))
    damaged[60] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(damaged)
    (tmp_path / "z.txt").write_text(ANGUO, encoding="utf-8")
    texts = {one.file: one for one in found(tmp_path)}
    assert list(texts) == ["bomb.zip", "broken.zip", "damaged.zip!a.txt", "damaged.zip!b.txt", "locked.zip", "z.txt"]
    assert [file for file, one in texts.items() if one.fault is None] == ["damaged.zip!b.txt", "z.txt"]
    assert "密码" in texts["locked.zip"].fault.zh
    assert count_texts(tmp_path) == 6


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_gives_a_text_for_each_row_with_its_place_and_year(tmp_path, encoding, delimiter):
    quoted = '"' + ANGUO * 20 + '"'
    rows = [
        ["省份", "城市", "区县", "年份", "说法"],
        ["河北省", "保定市", "安国市", "2022", quoted],
        ["河北省", "", "", "2021", ""],
    ]
    content = "\n".join(delimiter.join(row) for row in rows)
    (tmp_path / "set.csv").write_bytes(content.encode(encoding))
    first, second = found(tmp_path)
    assert (first.file, first.words, first.label) == (
        "set.csv#2",
        ANGUO * 20,
        Label("河北省保定市安国市", "2022", "table"),
    )
    assert (second.file, second.label.place) == ("set.csv#3", "河北省")
    assert "没有正文" in second.fault.zh
    assert count_texts(tmp_path) == 2


def test_a_workbook_gives_a_text_for_each_row_of_the_sheets_that_have_any(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("reports")
    sheet.append(["place", "date", "全文", "摘要"])
    sheet.append(["安国市", "2022年1月27日", ANGUO, "很长" * 3000])
    book.save(tmp_path / "set.xlsx")
    (tmp_path / "bad.xlsx").write_bytes((tmp_path / "set.xlsx").read_bytes()[:3000])
    bad, one = found(tmp_path)
    assert (one.file, one.words, one.label) == ("set.xlsx#reports#2", ANGUO, Label("安国市", "2022-01-27", "table"))
    assert bad.file == "bad.xlsx" and bad.fault


def test_a_table_without_texts_is_told_unless_it_is_the_manifest(tmp_path):
    (tmp_path / "a.txt").write_text(ANGUO, encoding="utf-8")
    path = tmp_path / "places.csv"
    path.write_text("文件,地区,年份\na.txt,安国市,2022\n", encoding="gbk")
    assert [one.file for one in found(tmp_path) if one.fault] == ["places.csv"]
    manifest = read_manifest(path)
    only = found(tmp_path, manifest)
    assert [(one.file, one.label) for one in only] == [("a.txt", Label("安国市", "2022", "manifest"))]


def test_a_manifest_that_names_a_file_that_is_not_there_is_refused_before_anything_is_read(tmp_path):
    (tmp_path / "安国市.txt").write_text(ANGUO, encoding="utf-8")
    with pytest.raises(ReportError) as error:
        found_texts(tmp_path, {"安国.txt": Label("安国市", "2022", "manifest")})
    assert "安国.txt" in error.value.words.en
    assert "安国市.txt" in error.value.words.en


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("file,plaec,date\na.txt,安国市,2022\n", ["row 1", "plaec", "place"]),
        ("place,date\n安国市,2022\n", ["row 1", "file"]),
        ("file\na.txt\n", ["place", "date"]),
        ("file,place,date\na.txt,安国市,2022-02-30\n", ["row 2", "2022-02-30", "2022-01-27"]),
        ("file,place,date\na.txt,安国市,2022\nb.txt,定州市,2022\na.txt,博野县,2022\n", ["row 4", "a.txt", "row 2"]),
        ("file,place,date\n,安国市,2022\n", ["row 2", "no file"]),
        ("", ["empty"]),
        ("file,place,date\na.txt,安国市,保定市,2022\n", ["row 2", "more cells (4)", "quotes"]),
        ('file,place,date\n"a.txt,安国市,2022\n', ["quotation mark"]),
    ],
)
def test_what_is_wrong_in_a_manifest_is_told_by_row_with_the_mend(tmp_path, content, said):
    path = tmp_path / "places.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReportError) as error:
        read_manifest(path)
    for words in ["places.csv", *said]:
        assert words in error.value.words.en


FILES = (
    st.text(st.sampled_from("ab安国/ .-_"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda file: file.strip("/. "))
)
PLACES = st.sampled_from(["安国市", "河北省保定市安国市", "全国", "陕西省", '"上海市"', ""])


@settings(max_examples=40, deadline=None)
@given(
    rows=st.dictionaries(
        FILES, st.tuples(PLACES, st.dates().map(lambda day: f"{max(day.year, 1949)}-{day:%m-%d}")), max_size=6
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    delimiter=st.sampled_from(",;\t"),
)
def test_any_manifest_is_read_as_it_is_written(tmp_path_factory, rows, encoding, delimiter):
    path = tmp_path_factory.mktemp("manifest") / "places.csv"
    lines = [delimiter.join(["文件", "地区", "日期"])]
    lines += [delimiter.join([f'"{file}"', place, date]) for file, (place, date) in rows.items()]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    try:
        labels = read_manifest(path)
    except ReportError as error:  # two names may be one path, and 29 February is not in every year
        assert "第" in error.words.zh and "；" in error.words.zh
        return
    assert [label.place for label in labels.values()] == [place.strip('"') for place, _ in rows.values()][: len(labels)]
    assert [label.date for label in labels.values()] == [date for _, date in rows.values()][: len(labels)]


@settings(max_examples=100, deadline=None)
@given(st.dates())
def test_days_are_read_in_all_the_ways_that_they_are_written(day):
    if 1900 <= day.year < 2100:
        iso = day.isoformat()
        for words in (
            iso,
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.year}/{day.month}/{day.day}",
            f"{day:%Y%m%d}",
            day,
        ):
            assert date_of(words) == iso


def test_a_source_is_the_same_from_bytes_and_from_a_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(ANGUO.encode("gbk"))
    assert source_from(path.read_bytes(), "a.txt") == read_source(path)
    with pytest.raises(ReportError, match=r"b\.doc"):
        source_from(b"\xd0\xcf\x11\xe0" + b"x" * 600, "b.doc")
