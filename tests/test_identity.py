"""Two reports side by side: no cell, label, source line or comparison mistakes one for the other."""

import io
import re
import shutil
import subprocess
import zipfile

import pandas as pd
import pytest
from lxml import etree
from second import CHANGED, INVENTED, PLACE, REAL, with_second

import zreport as zr
from zreport.charts.plan import Finding, Plan, Section
from zreport.language import LANGUAGES
from zreport.layout.scene import lay_out
from zreport.office.slides.deck import briefing
from zreport.office.slides.diff import changes
from zreport.office.workbook import plan_workbook
from zreport.tables.package import Package

PLACES = {REAL: ("肇源县", "Zhaoyuan County"), INVENTED: PLACE}
GROWTH = ["gdp", "retail_sales"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return with_second(tmp_path_factory.mktemp("two") / "data")


@pytest.fixture(scope="module")
def both(folder):
    return zr.load(REAL, folder), zr.load(INVENTED, folder)


@pytest.fixture(scope="module")
def rows(both):
    return pd.concat([one.select(indicator=GROWTH, measure="average_growth") for one in both])


@pytest.fixture(scope="module")
def charts(both, rows):
    pairs = [one.pairs("target_for", grade="high").query("indicator in @GROWTH") for one in both]
    pairs[1] = pairs[1].assign(pair=pairs[1]["pair"] + 100)
    title = zr.text("两县对比", "Two counties compared")
    return {
        "dots": zr.Dots(rows, title=title, name="dots"),
        "bars": zr.Bars(rows, title=title, name="bars"),
        "table": zr.Table(rows, title=title, name="table"),
        "cards": zr.Cards(rows, title=title, name="cards"),
        "dumbbell": zr.Dumbbell(pd.concat(pairs), title=title, name="dumbbell"),
        "gaps": zr.Gaps(zr_pairs(pairs), title=title, name="gaps"),
    }


def zr_pairs(pairs):
    return pd.concat(pairs)


@pytest.fixture(scope="module")
def plan(charts):
    findings = tuple((Finding(name, chart),) for name, chart in charts.items())
    return Plan(
        zr.text("两县", "Two counties"), zr.text("来源", "Sources"), (Section(zr.text("增速", "Growth"), findings),)
    )


def test_both_reports_are_sound_and_listed(folder):
    assert zr.check(folder) == []
    listed = zr.reports(folder)
    assert list(listed.index) == [INVENTED, REAL]
    assert listed.loc[INVENTED, ["place_zh", "delivered"]].tolist() == ["虚构县", "2021-01-15"]


def test_identifiers_say_whose_report_it_is_and_stay_unique_side_by_side(both):
    together = pd.concat([one.observations for one in both])
    assert together.index.is_unique and len(together) == 2 * len(both[0].observations)
    assert set(together.index.str.split(":").str[0]) == {REAL, INVENTED}
    for one in both:
        known = set(one.observations.index)
        assert set(one.relations["a"]) | set(one.relations["b"]) <= known


def test_the_short_form_and_the_whole_are_accepted_where_one_report_is_meant(both):
    for one, said in zip(both, ("5", "5.5"), strict=True):
        short = "gdp/growth/2021/target"
        assert f"【{said}%】" in one.source(short).plain()
        assert one.source(short) == one.source(f"{one.name}:{short}")
    with pytest.raises(zr.SelectionError, match=REAL):
        both[0].source(f"{INVENTED}:gdp/growth/2021/target")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_name_label_and_line_says_of_which_place_it_is(charts, lang):
    for kind, chart in charts.items():
        for figure in chart.figures:
            place = PLACES[figure.report][LANGUAGES.index(lang)]
            assert place in figure.name[lang], kind
        said = " ".join(words.words for words in lay_out(chart, lang).words)
        for report, places in PLACES.items():
            place = places[LANGUAGES.index(lang)]
            own = [line for line in chart.lines(lang) if place in line]
            assert len(own) == len({f.id for f in chart.figures if f.report == report}) or kind in ("dumbbell", "gaps")
            assert place.split()[0] in said, (kind, report)
            assert f"{place}政府工作报告" in chart.source["zh"] or lang == "en"
        assert len({figure.name[lang] for figure in chart.figures}) == 4, kind


def test_a_chart_of_one_report_names_no_place(both):
    chart = zr.Dots(both[0].select(indicator=GROWTH, measure="average_growth"), title="增速")
    assert [figure.name.zh for figure in chart.figures] == ["地区生产总值", "社会消费品零售总额"]


def test_a_chart_of_two_reports_comes_back_from_json_as_it_was(charts):
    for chart in charts.values():
        assert zr.from_json(chart.to_json()) == chart


def test_two_reports_of_one_place_are_told_apart_by_their_years(tmp_path, both):
    again = zr.load(INVENTED, with_second(tmp_path / "data", PLACES[REAL], "2022-01-10"))
    rows = pd.concat([one.select(indicator=GROWTH, measure="average_growth") for one in (both[0], again)])
    names = [figure.name for figure in zr.Bars(rows, title="两年").figures]
    assert len({name.zh for name in names}) == len({name.en for name in names}) == 4
    assert all("2020" in name.zh or "2022" in name.zh for name in names)


def test_a_deck_of_both_quotes_each_in_its_own_words(plan):
    deck = briefing(plan, "zh")
    with zipfile.ZipFile(io.BytesIO(deck)) as file:
        notes = [
            file.read(name).decode()
            for name in file.namelist()
            if "notesSlides/notesSlide" in name and name.endswith(".xml")
        ]
    said = "".join(notes)
    assert "年均增长【3.7%】" in said and "年均增长【4.2%】" in said
    assert changes((deck, "a"), (deck, "b")) == []


def cells(book: bytes) -> dict[str, dict[str, str]]:
    """The cells of each worksheet by their references, as text."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    found = {}
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{space}t"))
            for item in etree.fromstring(file.read("xl/sharedStrings.xml")).iter(f"{space}si")
        ]
        sheets = etree.fromstring(file.read("xl/workbook.xml")).iter(f"{space}sheet")
        for number, sheet in enumerate(sheets, start=1):
            own = {}
            for cell in etree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{space}c"):
                value = cell.find(f"{space}v")
                words = "" if value is None else value.text or ""
                own[cell.get("r")] = shared[int(words)] if cell.get("t") == "s" else words
            found[sheet.get("name")] = own
    return found


@pytest.fixture(scope="module")
def recalculated(plan, tmp_path_factory):
    """The workbook of both reports as it is written, and after LibreOffice has reckoned it anew."""
    office = shutil.which("soffice") or shutil.which("libreoffice") or pytest.skip("LibreOffice is not installed here")
    made = tmp_path_factory.mktemp("book")
    book = plan_workbook(plan, "zh")
    # Without the results that are stored beside the formulas, LibreOffice has to reckon each.
    stripped = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stripped, "w") as new:
        for item in old.infolist():
            content = old.read(item.filename)
            if item.filename.startswith("xl/worksheets/"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(item, content)
    (made / "two.xlsx").write_bytes(stripped.getvalue())
    subprocess.run(
        [office, f"-env:UserInstallation=file://{made}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made / "out"), str(made / "two.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: off
    return cells(book), cells((made / "out" / "two.xlsx").read_bytes())


def test_a_workbook_of_both_reckons_each_from_its_own_observations(recalculated):
    written, again = recalculated
    observations = written["观察值"]
    ids = [
        words
        for place, words in observations.items()
        if re.fullmatch(r"[A-Z]+\d+", place) and ":gdp/average_growth" in words
    ]
    assert sorted(ids) == [f"{report}:gdp/average_growth/2016/2020/achieved" for report in (INVENTED, REAL)]
    for name, own in written.items():
        for place, words in own.items():
            now = again[name].get(place, "")
            try:
                assert float(now) == pytest.approx(float(words)), (name, place)
            except ValueError:
                assert now == words, (name, place)
    values = {float(words) for words in again["增速"].values() if re.fullmatch(r"-?\d+(\.\d+)?", words)}
    assert {3.7, 4.2, 7.0, 6.0} <= values


def test_what_one_report_says_is_found_in_its_own_rows_only(both):
    for words, (old, new) in CHANGED.items():
        for one, said in zip(both, (old, new), strict=True):
            quotes = one.observations["quote"]
            assert quotes.str.contains(f"{words}【{said}%】", regex=False).sum() == 1


def test_a_diff_of_two_decks_names_what_differs_between_the_reports(both):
    made = []
    for one in both:
        chart = zr.Bars(one.select(indicator=GROWTH, measure="average_growth"), title="增速", name="growth")
        section = Section(zr.text("增速", "Growth"), ((Finding("growth", chart),),))
        made.append(briefing(Plan(one.title, one.title, (section,)), "zh"))
    told = [change.sentence("zh") for change in changes((made[0], "a"), (made[1], "b"))]
    assert any("3.7%" in line and "4.2%" in line for line in told)


def test_opening_one_of_many_reports_reads_that_one_alone(tmp_path, monkeypatch):
    folder = with_second(tmp_path / "data")
    read = []
    content = Package.content

    def counted(package, file):
        read.append(file)
        return content(package, file)

    monkeypatch.setattr(Package, "content", counted)
    zr.load(REAL, folder)
    assert not [file for file in read if INVENTED in file]
    for number in range(30):
        (folder / "reports" / f"county-{number}").mkdir()
    few = set(read)
    read.clear()
    zr.load(REAL, folder)
    # Nothing of the others is read; what is as it was is read once, and not proven again.
    assert set(read) <= few and len(read) == len(set(read))


def test_a_new_sector_has_its_own_colour_on_charts_with_no_change_of_code(tmp_path):
    folder = with_second(tmp_path / "data")
    sectors, indicators = (folder / "vocabulary" / f"{name}.csv" for name in ("sectors", "indicators"))
    sectors.write_bytes(sectors.read_bytes() + "water,水利,Water,#0b6e99,\n".encode())
    indicators.write_bytes(indicators.read_bytes().replace(b"GDP,economy", b"GDP,water"))
    assert zr.check(folder) == []
    rows = zr.load(REAL, folder).select(indicator=GROWTH, measure="average_growth")
    chart = zr.Bars(rows, color="sector", title="增速")
    assert {f.indicator: f.sector_color for f in chart.figures}["gdp"] == "#0b6e99"
    assert "#0b6e99" in str(chart.to_plotly("zh").to_dict())
