"""Rows of a report as they show themselves: a table to be read, and a DataFrame in every other way."""

import re
from pathlib import Path

import nbformat
import pandas as pd
from each import each
from refused import refused
from samples import REPORT

import zreport as zr
from zreport.export.notebook import notebook_bytes, read_notebook
from zreport.export.pages import notebook_page
from zreport.figures.datum import data
from zreport.figures.frames import Figures
from zreport.figures.shown import BOTH

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@each(["zh", "en"])
def test_rows_show_name_value_with_bound_and_unit_measure_period_status_and_section(lang, *, monkeypatch):
    monkeypatch.setenv("ZREPORT_LANG", lang)
    rows = REPORT.select(indicator="straw_utilisation_rate", status="target")
    (figure,) = data(rows)
    said = (figure.label(lang), figure.measure_name[lang], figure.when(lang), figure.status_name[lang])
    assert figure.label(lang) == "≥95%"
    for shown in (repr(rows), rows._repr_html_()):
        assert all(words in shown for words in (figure.name[lang], *said, figure.section[lang]))
        assert "straw_utilisation_rate" not in shown.replace(f'title="{figure.id}"', "")
    assert figure.name.en in rows._repr_html_() and (figure.name.zh in rows._repr_html_()) == (lang == "zh")


def test_long_frames_show_the_first_rows_and_say_how_many_there_are():
    assert repr(REPORT.observations).endswith("…… 共 169 行") and len(repr(REPORT.observations).splitlines()) == 21
    assert REPORT.observations._repr_html_().count("<tr title=") == 20
    assert "共" not in repr(REPORT.observations.head(30)) and len(repr(REPORT.observations.head(30)).splitlines()) == 30


def test_pairs_and_derived_figures_say_what_must_be_said_of_them():
    pairs = REPORT.pairs("target_for", grade="high")
    assert "一侧为五年年均，一侧为单年" in pairs._repr_html_()
    assert pairs._repr_html_().count("一侧为五年年均，一侧为单年") == 1, "what all rows share is said once"
    growth = REPORT.select(measure="average_growth", indicator="gdp")
    both = pd.concat([growth, zr.derive.cumulative(growth)])
    assert isinstance(both, Figures) and "(1 + 3.7%)^5 − 1" in both._repr_html_() and "推算" in repr(both)


def test_what_all_derived_figures_share_stands_once_below_them_and_the_rest_in_its_row(monkeypatch):
    made = zr.derive.cumulative(REPORT.select(measure="average_growth"))
    html, lines = made._repr_html_(), repr(made).splitlines()
    table, below = html.split("</table>")
    assert len(made) == 7 and below.startswith(
        "<p>各行公式：(1 + 年均增速)^年数 − 1<br>各行须说明：假定五年每年都按年均增速增长"
    )
    assert "假定" not in table and "公式" not in table and table.count("48.1%原文如此") == 1
    assert [line[:4] for line in lines[-2:]] == ["各行公式", "各行须说"] and "假定" not in "".join(lines[:-2])
    alone = made.head(1)._repr_html_()
    assert alone.endswith("</table>") and "假定五年每年都按年均增速增长" in alone and "公式" in alone
    monkeypatch.setenv("ZREPORT_LANG", "en")
    assert "To be said, in each row: Assumes the average rate in each of the years" in made._repr_html_()


def test_relations_say_in_words_what_they_relate_and_name_it_where_a_pointer_rests(monkeypatch):
    first = REPORT.relations.iloc[0]
    assert (
        first["a"] == "zhaoyuan-2020:gdp/growth/2021/target"
        and first["a_zh"] == "地区生产总值（增速，2021年，目标）：5%"
    )
    assert first["b_en"] == "GDP (average annual growth, 2016–2020, achieved): 3.7%"
    assert (REPORT.relations[["a_zh", "a_en", "b_zh", "b_en"]] != "").all(axis=None)
    monkeypatch.setenv("ZREPORT_LANG", "en")
    html = REPORT.relations.head(1)._repr_html_()
    assert f'title="{first["a"]}"' in html and f">{first['a_en']}</td>" in html
    assert "zhaoyuan-2020" not in re.sub('title="[^"]*"', "", html) + repr(REPORT.relations.head(1))


def test_chosen_columns_are_a_table_too_and_what_is_reckoned_is_shown_as_pandas_does(monkeypatch):
    rows = REPORT.observations
    chosen = rows[["name_zh", "name_en", "value"]].head(2)
    assert repr(chosen) == "地区生产总值  3.7\n社会消费品零售总额  7"
    monkeypatch.setenv("ZREPORT_LANG", "en")
    assert repr(chosen) == "GDP  3.7\nRetail sales of consumer goods  7"
    counts = rows.pivot_table(index="sector_zh", columns="status_zh", values="value", aggfunc="size", fill_value=0)
    assert "achieved" not in counts._repr_html_() and "已实现" in counts._repr_html_()
    assert "mean" in repr(rows[["value"]].describe())
    assert isinstance(rows.loc[rows["value"] > 100].sort_values("value"), Figures)


TABLES = {
    "projects": REPORT.projects,
    "statements": REPORT.statements,
    "relations": REPORT.relations,
    "sections": REPORT.sections,
    "indicators": REPORT.indicators,
    "glossary": REPORT.glossary,
    "other_numbers": REPORT.other_numbers,
    "sentences": REPORT.sentences(),
    "reports": zr.reports(),
    "observations": REPORT.observations,
    "pairs": REPORT.pairs("target_for"),
    "derived": zr.derive.cumulative(REPORT.select(measure="average_growth")),
    "counts": zr.count(REPORT.observations, "sector", "status", share="target"),
}
CHINESE = re.compile("[\u4e00-\u9fff]")


def cells_of(html: str) -> list[str]:
    """The cells of a table that are not the report's own words, without markup."""
    return [re.sub("<[^>]*>", "", cell) for cell in re.findall("<t[dh](?! lang)[^>]*>(.*?)</t[dh]>", html)]


@each(TABLES)
def test_every_table_of_the_library_is_kept_in_both_languages(name):
    kept = TABLES[name]._repr_mimebundle_()
    assert kept == TABLES[name]._repr_mimebundle_() and set(kept) == {"text/plain", "text/html", BOTH}
    zh, en = kept["text/html"], kept[BOTH]["en"]
    assert zh.count("<tr") == en.count("<tr") <= 61 and "dataframe" not in zh
    heads = re.findall("<th [^>]*>(.*?)</th>", en)
    assert len(heads) > 1 and not any(CHINESE.search(head) or "_" in head for head in heads)
    alone = [cell for cell in cells_of(en) if CHINESE.search(cell) and not re.search("[a-z]{2}", cell)]
    assert name == "statements" or not alone


def test_a_page_takes_the_table_in_its_own_language(tmp_path):
    shown = [TABLES["projects"], REPORT.source("gdp/growth/2021/target"), zr.about("gdp/growth/2021/target")]
    shown += [zr.read(REPORT)]
    outputs = [
        nbformat.v4.new_output("display_data", data=dict(one._repr_mimebundle_(), **{"text/plain": ""}))
        for one in shown
    ]
    cell = nbformat.v4.new_code_cell("1", outputs=outputs)
    path = tmp_path / "one.ipynb"
    path.write_bytes(
        notebook_bytes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 一 / One"), cell]))
    )
    zh, en = (notebook_page(path, lang, readers={REPORT.name: way}) for lang, way in (("zh", "../r.html"), ("en", "")))
    assert '<p><a class="zreport-read" href="../r.html">' in zh and "JupyterLab" not in zh, (
        "a reader beside it is linked"
    )
    assert "to be read when opened in JupyterLab" in en
    assert "Agricultural big-data centre" in en and "进展" in zh and "进展" not in en
    assert "Main expected targets" in en or "target" in en
    assert not [cell for cell in cells_of(en) if CHINESE.search(cell) and not re.search("[a-z]{2}", cell)]
    assert "&lt;" not in re.sub("<script.*?</script>|<style.*?</style>", "", en, flags=re.S)


@each(NOTEBOOKS)
def test_every_table_of_a_notebook_is_stored_in_both_languages(path):
    for cell in read_notebook(path).cells:
        for output in cell.get("outputs", []):
            if "text/html" in (kept := output.get("data", {})):
                assert "dataframe" not in kept["text/html"], cell.source
                assert set(kept[BOTH]) == {"en"}, cell.source


def test_counts_name_what_they_count_and_sum_up():
    made = zr.count(REPORT.observations, "sector", "status", share="target")
    assert made.loc["total", ["achieved", "target", "total"]].tolist() == [116, 48, 169]
    assert made.loc["public_finance" if "public_finance" in made.index else "finance", "share"] == 100
    assert made["total"].iloc[:-1].is_monotonic_decreasing and made.loc["total", "sector_en"] == "Total"
    assert "已实现" in made._repr_html_() and "achieved" in made._repr_mimebundle_()[BOTH]["en"]
    words = zr.count(REPORT.select(status="target"), "commitment", "qualifier", total=False)
    assert words.loc["none", "exact"] == 26 and "total" not in words.columns
    sentences = REPORT.sentences()
    parts = zr.count(sentences, "chapter", with_figure=sentences["figures"] > 0, share="with_figure")
    assert parts.loc["work", ["count", "with_figure", "share"]].tolist() == [134, 24, 17.9]
    assert parts.index[0] == "opening" and zr.count(REPORT.observations, "period").index[0] == "2016"


@each(
    [
        (lambda rows: zr.count(rows, "mood"), "no column mood; choose from text, start"),
        (lambda rows: zr.count(rows, ["theme", "chapter"]), "no column .'theme', 'chapter'."),
        (lambda rows: zr.count(rows, "chapter", "mood"), "no column mood"),
        (lambda rows: zr.count(rows, "chapter", share="mood"), "no column mood; choose from count"),
        (lambda rows: zr.count(rows["chapter"], "chapter"), "rows must be a DataFrame"),
        (lambda rows: zr.count(rows, "chapter", long=rows["text"]), "long must be a number for each row"),
        (lambda rows: zr.count(rows, "chapter", long=[1, 2]), "long must be a number for each row"),
        (lambda rows: zr.count(rows, "chapter", chapter_zh=rows["figures"]), "chapter_zh is a column already"),
    ]
)
def test_what_cannot_be_counted_is_refused_with_what_can(attempt, said):
    with refused(said, zr.SelectionError):
        attempt(REPORT.sentences())


def test_a_frame_of_ones_own_is_shown_with_heads_of_ones_own():
    made = zr.shown(
        pd.DataFrame({"what_zh": ["甲<b>"], "what_en": ["one"], "n": [1234.5]}), {"what": zr.text("何", "What")}
    )
    assert made.head(1).heads == made.heads
    assert ">Sum</th>" in zr.shown(pd.DataFrame({"n": [1]}), {"n": "Sum"})._repr_html_()
    assert "dataframe" in zr.shown(pd.DataFrame([[1, 2]], columns=["n", "n"]))._repr_html_()
    html = made._repr_html_()
    assert '<th scope="col" style="text-align:left">何</th>' in html and "甲&lt;b&gt;" in html
    assert '<td align="right" style="text-align:right;white-space:nowrap">1,234.5</td>' in html


def test_words_of_a_report_are_never_markup():
    rows = REPORT.select(indicator="gdp").assign(name_zh="<b>x</b>", name_en="<i>y</i>")
    assert "&lt;b&gt;" in rows._repr_html_() and "<b>" not in rows._repr_html_()
