"""Rows of a report as they show themselves: a table to be read, and a DataFrame in every other way."""

import pandas as pd
import pytest
from samples import REPORT

import zreport as zr
from zreport.figures.datum import data
from zreport.figures.frames import Figures


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_show_name_value_with_bound_and_unit_measure_period_status_and_section(lang, monkeypatch):
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
    growth = REPORT.select(measure="average_growth", indicator="gdp")
    both = pd.concat([growth, zr.derive.cumulative(growth)])
    assert isinstance(both, Figures) and "(1 + 3.7%)^5 − 1" in both._repr_html_() and "推算" in repr(both)


def test_chosen_columns_and_counts_are_shown_as_pandas_does():
    rows = REPORT.observations
    chosen = rows[["name_zh", "value"]].head(2)
    assert repr(chosen) == repr(pd.DataFrame(chosen)) and "dataframe" in chosen._repr_html_()
    counts = rows.pivot_table(index="sector_zh", columns="status_zh", values="value", aggfunc="size", fill_value=0)
    assert "dataframe" in counts._repr_html_()
    assert isinstance(rows.loc[rows["value"] > 100].sort_values("value"), Figures)


def test_words_of_a_report_are_never_markup():
    rows = REPORT.select(indicator="gdp").assign(name_zh="<b>x</b>", name_en="<i>y</i>")
    assert "&lt;b&gt;" in rows._repr_html_() and "<b>" not in rows._repr_html_()
