"""What is known of a figure, how it is cited, and which charts may show some figures."""

import html
import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pandas as pd
import pytest
from refused import refused
from samples import REPORT
from second import INVENTED, with_second

import zreport as zr
from zreport.explore.card import Use, cards
from zreport.explore.choose import common_title, pick, possible
from zreport.explore.content import content
from zreport.explore.page import reader_page
from zreport.explore.reader import ReportReader
from zreport.export import readers
from zreport.export.build import build, summary
from zreport.figures.frames import Figures
from zreport.figures.shown import BOTH as SHOWN
from zreport.language import LANGUAGES, NOTHING
from zreport.render import plotly

EVERY = pytest.mark.parametrize("lang", LANGUAGES)
GDP = "gdp/growth/2021/target"


def chart_for(rows, kind="auto", lang="zh"):
    """The chart of a kind that rows are shown in."""
    return pick(possible(rows, lang, common_title(rows)), kind, len(rows))


def words_of(markup: str) -> str:
    """What a page says."""
    return html.unescape(re.sub("<[^>]*>", "", markup))


def test_every_choice_of_sector_and_measure_has_a_chart_with_room():
    for at, (_, rows) in enumerate(REPORT.observations.groupby(["sector", "measure"], sort=False)):
        lang = LANGUAGES[at % 2]
        chart = chart_for(rows, lang=lang)
        plotly.spec(chart, lang)
        assert chart.kind == "table" or len(chart.data) == len(rows)


def test_a_title_says_what_figures_have_in_common_and_how_many_they_are():
    rows = REPORT.select(sector="agriculture", measure="level", status="achieved")
    assert common_title(rows).zh == f"农业，存量，已实现（{len(rows)}个数字）"
    assert common_title(rows).en == f"Agriculture, level, achieved ({len(rows)} figures)"
    assert common_title(REPORT.observations)["en"] == "The figures chosen (169 figures)"


def test_figures_that_share_an_axis_stand_on_one_and_others_on_cards():
    assert chart_for(REPORT.select(measure="growth")).kind == "dots"
    assert chart_for(REPORT.select(measure="rank")).kind == "cards"
    assert chart_for(REPORT.select(indicator="gdp", measure="growth")).kind == "cards"


@EVERY
def test_a_table_of_too_many_rows_says_how_many_it_shows(lang):
    chart = chart_for(REPORT.observations, lang=lang)
    assert chart.kind == "table"
    assert 8 <= len(chart.data) <= 14
    assert {str(len(chart.data)), "169"} == set(re.findall(r"\d+", chart.subtitle[lang]))
    assert [f.id for f in chart.data] == list(REPORT.observations.index[: len(chart.data)])


def test_a_kind_that_would_mislead_is_refused_with_those_that_are_possible():
    rows = REPORT.select(measure="rank")
    with refused("cards, table"):
        chart_for(rows, "bars")
    with refused(r"'pie'.*dots, bars, cards, table"):
        chart_for(rows, "pie")


def test_a_card_says_all_that_a_table_has_and_links_lead_both_ways():
    found = {card.figure.id.partition(":")[2]: card for card in cards(REPORT)}
    assert len(found) == len(REPORT.observations)
    for name, card in found.items():
        row = REPORT.observations.loc[card.figure.id]
        assert card.sentence[1] == REPORT.text[row["start"] : row["end"]] and "".join(card.sentence) in REPORT.text
        for link in card.links:
            back = [one.figure.id.partition(":")[2] for one in found[link.figure.id.partition(":")[2]].links]
            assert name in back
    assert sum(len(card.links) for card in found.values()) == 2 * len(REPORT.relations)
    gdp = found[GDP]
    assert [(link.label.en, link.figure.label("en")) for link in gdp.links] == [("What the target follows on", "3.7%")]
    assert gdp.figure.cautions[0].zh == "报告未说明名义或实际增速"


def test_values_in_other_units_are_given_in_base_units_with_their_bounds():
    rows = REPORT.observations
    for card in cards(REPORT, (), rows[rows["unit_factor"] > 1]):
        number = float(re.search(r"[\d,.]+", card.rows["base"].en)[0].replace(",", ""))
        assert number == pytest.approx(card.figure.value_base)
        assert card.rows["base"].zh.startswith(card.figure.symbol)
    assert all("base" not in card.rows for card in cards(REPORT, (), rows[rows["unit_factor"] == 1]))


def test_a_figure_knows_what_is_derived_from_it_and_the_charts_that_use_it():
    pairs = REPORT.pairs("target_for", grade="high")
    derived = zr.Cards(zr.derive.gap(pairs), title="差")
    (card,) = cards(REPORT, [Use(derived, "a.html#b")], REPORT.observations.loc[[f"{REPORT.name}:{GDP}"]])
    assert [use.href for use in card.uses] == ["a.html#b"]
    assert [one.label("zh") for one in card.derived] == ["+1.3\u2009个百分点"]
    assert "5" in card.derived[0].calculation.zh


def test_a_citation_says_what_where_and_when_and_in_full_the_sentence_and_the_text_it_was_read_from():
    assert (
        zr.cite(GDP, lang="zh")
        == "地区生产总值（增速，2021年，目标）：5%。《肇源县政府工作报告》（2020-12-29），主要预期目标"
    )
    full = zr.cite(f"{REPORT.name}:{GDP}", full=True, lang="en")
    assert full.startswith(zr.cite(GDP, lang="en", report=REPORT) + ": “综合各方面因素")
    assert f"[{REPORT.name}:{GDP}; sha256 41da2afdc413; zreport {zr.__version__}]" in full
    row = REPORT.observations.loc[f"{REPORT.name}:{GDP}"]
    assert zr.cite(row, lang="zh") == zr.cite(GDP, lang="zh", report=REPORT)
    both = zr.cite("gdp", full=True, lang="en")
    assert "3.7%" in both and "5%" in both
    chart = zr.Cards(REPORT.select(sector="finance"), title=zr.text("财政", "Public finance"))
    assert zr.cite(chart, lang="en").startswith("Public finance. Source: Zhaoyuan County Government Work Report")
    assert "4.08亿元" in zr.cite(chart, full=True, lang="zh")
    assert zr.cite(REPORT, lang="zh") == "《肇源县政府工作报告》（2020-12-29）"


def test_what_is_unknown_is_refused_with_what_there_is():
    with refused("gdp"):
        zr.cite("gpd")
    with refused("gdp/growth/2021/target"):
        zr.about("gdp/growth/2021/targets")
    for strange in (5, REPORT.observations):
        with refused(f"{type(strange).__name__}: name a figure"):
            zr.cite(strange)
    with refused("Report: name a figure or an indicator, or give a row or a chart$"):
        zr.about(REPORT)
    gap = zr.derive.gap(REPORT.pairs("target_for", grade="high")).iloc[0]
    with refused("is derived and not in the report; cite what it is of: .*gdp/growth/2021/target"):
        zr.about(gap)


def test_a_figure_and_an_indicator_are_named_with_their_report_or_for_one_that_is_given(tmp_path):
    assert zr.cite(f"{REPORT.name}:gdp", full=True) == zr.cite("gdp", full=True)
    second = zr.load(INVENTED, with_second(tmp_path / "data"))
    assert ["5.5%" in zr.cite(GDP, report=one) for one in (REPORT, second)] == [False, True]
    assert zr.about(f"{INVENTED}:gdp", report=second).cite.full.en.count("Invented County") == 1
    with refused(f"no such indicator: '{REPORT.name}:gdp'"):
        zr.cite(f"{REPORT.name}:gdp", report=second)
    with refused(f"no such report: '{INVENTED}'"):
        zr.cite(second.observations.iloc[0])


def test_about_says_bound_promise_cautions_and_relations_in_both_languages(monkeypatch):
    name = next(card for card in cards(REPORT) if card.figure.commitment and card.figure.symbol).figure.id
    for lang, head in (("zh", "承诺用语：力争"), ("en", "Promise: strive")):
        monkeypatch.setenv("ZREPORT_LANG", lang)
        said = repr(zr.about(name))
        assert head in said and ">10" in said
        shown = zr.about(name, REPORT)._repr_html_()
        assert "<mark" in shown and "【" not in shown
    both = zr.about("gdp", REPORT)
    assert [card.figure.label("en") for card in both.cards] == ["3.7%", "5%"]
    chart = zr.Cards(REPORT.select(sector="finance"), title="<b>财政</b>")
    assert "&lt;b&gt;" in zr.about(chart)._repr_html_()
    bracketed = zr.Cards(REPORT.select(sector="finance"), title="【财政】")
    shown = zr.about(bracketed)._repr_html_()
    assert "【财政】" in shown and "<mark" not in shown


def test_a_card_of_a_draft_says_what_the_rule_doubts_and_that_it_doubts_nothing():
    rows = REPORT.observations
    doubts = ["?", "时期"] + [""] * (len(rows) - 2)
    draft = replace(REPORT, observations=Figures(rows.assign(doubt=doubts)), draft=rows.iloc[:2])
    said = [card.rows.get("doubt", NOTHING).en for card in cards(draft, (), draft.observations.iloc[:3])]
    assert said == ["The rule has no doubt", "时期", ""]
    assert "（2020-12-29，草稿）" in zr.cite(draft)


def test_the_reader_shows_the_very_words_of_the_report_and_every_figure_once():
    shown = content(REPORT, (), "zh")
    body = re.sub('<p class="zreport-en".*?</p>', "", shown["body"])
    assert words_of(body) == "".join(REPORT.text.split("\n"))
    names = [figure["id"] for figure in shown["figures"]]
    assert names == [
        one.partition(":")[2] for one in REPORT.observations.sort_values(["start", "end"], kind="stable").index
    ]
    assert sorted(re.findall(' id="([^":]+/[^":]+)"', body)) == sorted(names)
    marked = [int(at) for held in re.findall('data-at="([0-9 ]+)"', body) for at in held.split()]
    assert marked == list(range(len(names)))
    assert body.count('class="zreport-number"') == len(REPORT.other_numbers)
    assert {one["key"] for one in shown["outline"]} == set(re.findall('id="section:([^"]+)"', body))
    for facet, values in shown["facets"].items():
        assert sum(one["count"] for one in values) == len(names), facet
    json.dumps(shown)


def test_what_a_report_lacks_and_relations_of_other_kinds_leave_the_rest_to_be_read():
    bare = {table: getattr(REPORT, table).iloc[:0] for table in ("observations", "sections", "glossary", "relations")}
    for lacks in (*({table: rows} for table, rows in bare.items()), bare):
        shown = content(replace(REPORT, **lacks), (), "zh")
        body = re.sub('<p class="zreport-en".*?</p>', "", shown["body"])
        assert words_of(body) == "".join(REPORT.text.split("\n")), list(lacks)
        assert len(shown["figures"]) == len(REPORT.observations) * ("observations" not in lacks)
    other = replace(REPORT, relations=REPORT.relations.assign(relation="kind_of"))
    assert {link.label.zh for card in cards(other) for link in card.links} == {"kind_of"}
    # Two sections that begin at one place, of which the first has no words of its own, and so no heading.
    starts = REPORT.sections["start"].mask(REPORT.sections.index == "review", int(REPORT.sections["start"].iloc[2]))
    assert not re.search(
        r"<h\d[^>]*></h", content(replace(REPORT, sections=REPORT.sections.assign(start=starts)))["body"]
    )


def test_an_address_leads_to_a_figure_whatever_its_scope_is_called():
    scope = '100%的"村"#1 <b>'
    odd = f"{REPORT.name}:{GDP}/{scope}"
    named = REPORT.observations.rename(index={f"{REPORT.name}:{GDP}": odd})
    named.loc[odd, ["scope", "scope_en"]] = scope
    shown = content(replace(REPORT, observations=Figures(named), relations=REPORT.relations.iloc[:0]))
    held = next(one for one in re.findall('<a class="zreport-figure"[^>]*>', shown["body"]) if "100%" in one)
    name, address = (html.unescape(re.search(f' {key}="([^"]*)"', held)[1]) for key in ("id", "href"))
    assert name == unquote(address[1:]) == odd.partition(":")[2]
    assert re.fullmatch("#[A-Za-z0-9/_.%-]+", address)


def test_a_page_may_load_nothing_and_hides_no_markup_of_a_report_in_its_data():
    page = reader_page(replace(REPORT, title=zr.text("</script><!--<script>", "</title><img src=x>")), (), "en")
    policy = re.search('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)[1]
    assert policy.startswith("default-src 'none';") and not re.search(r"https?:|\*|'self'|blob:", policy)
    assert "<!--" not in page and "<img" not in page and page.count("</script>") == 2


def test_each_finished_report_has_a_reader_and_nobodys_page_is_overwritten_by_a_build(tmp_path, monkeypatch):
    for names, files in (
        ({REPORT.name: 0, "a": 0, "b": 3}, {REPORT.name: "reader.html", "a": "reader-a.html"}),
        ({"b": 3, "c": 0}, {"c": "reader.html"}),
        ({"b": 3}, {}),
    ):
        listed = pd.DataFrame({"open_rows": names.values()}, index=list(names))
        monkeypatch.setattr(readers, "reports", lambda listed=listed: listed)
        assert readers.reader_files() == files
    monkeypatch.undo()
    (tmp_path / "reader.html").write_text("mine")
    with refused("reader.html: is there and holds what was not exported here"):
        build([], tmp_path, "zh")
    assert (tmp_path / "reader.html").read_text() == "mine"
    assert summary(tmp_path, [], "en")[-1] == f"Not of this build: {tmp_path / 'reader.html'}"


def test_hostile_words_are_never_markup_in_the_readers_text():
    evil = "<img src=x onerror=alert(1)>&amp;\u202e"
    start = int(REPORT.sections["start"]["closing"]) + 5
    report = replace(REPORT, text=REPORT.text[:start] + evil + REPORT.text[start + len(evil) :])
    body = content(report, (), "en")["body"]
    assert "<img" not in body and "&lt;img src=x onerror=alert(1)&gt;&amp;amp;" in body


def test_a_reader_answers_with_charts_and_rows_and_is_one_line_where_nobody_looks_on(monkeypatch):
    reader = zr.read(REPORT, "en")
    stored = reader._repr_mimebundle_()
    assert stored["text/plain"] == repr(reader) and "\n" not in repr(reader)
    # Where it is stored, a page in either language has the line in its own.
    assert "169个数字" in stored["text/html"] and "169 figures" in stored[SHOWN]["en"]
    assert set(stored) == {"text/plain", "text/html", SHOWN}
    names = ["gdp/growth/2021/target", "gdp/average_growth/2016/2020/achieved"]
    said, _ = reader.answer({"do": "chart", "ids": names, "kind": "auto", "lang": "en"})
    assert said["picture"].startswith("<?xml") and said["kind"] == said["chart"]["kind"]
    assert said["kind"] in [key for key, _ in said["kinds"]]
    reader.answer({"do": "rows", "ids": names})
    assert list(reader.rows["value"]) == [5.0, 3.7]
    with refused("gdp/growth/2021/targets"):
        reader.answer({"do": "rows", "ids": ["gdp/growth/2021/targets"]})
    assert isinstance(zr.read("zhaoyuan-2020"), ReportReader)
