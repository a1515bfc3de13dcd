"""What the reader shows, as plain data: the text as HTML with every figure marked, and all that is said of them."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote

import pandas as pd
from PIL import Image

from zreport.explore.card import LABELS, Card, Use, cards, searchable, short_id
from zreport.explore.cite import cite_report, provenance
from zreport.figures.datum import Datum
from zreport.language import LANGUAGES, Text, language
from zreport.reading.folding import find, fold
from zreport.reading.quote import Quote, QuoteError
from zreport.report.report import Report
from zreport.report.sentences import lineage
from zreport.tables.vocabulary import vocabulary

_SPOKEN = Text("未用承诺词", "No word of promise")
# A line of more signs than this is a paragraph, of which a section's first words are a part.
_LONGEST_HEADING = 40


class _Span(NamedTuple):
    """A stretch of the text, and the tags that it stands between."""

    start: int
    end: int
    before: str
    after: str


def content(report: Report, uses: Sequence[Use] = (), lang: str | None = None) -> dict[str, Any]:
    """Return what the reader shows of a report, ready for JSON; `uses` are charts on which its figures are.

    Small pictures of the charts are in the language, which the reader begins with; all words are in both.
    """
    lang, found = language(lang), cards(report, uses)
    places = {id(use): at for at, use in enumerate(uses)}
    cite = cite_report(report)
    return {
        "lang": lang,
        "draft": {"open": len(report.draft)} if len(report.draft) else None,
        "report": {
            "name": report.name,
            "title": report.title.both,
            "place": report.place.both,
            "delivered": f"{report.delivered:%Y-%m-%d}",
            "source": cite.short.both,
            "cite": cite.full.both,
            "made": provenance(report),
        },
        "body": body(report, found),
        "outline": list(_outline(report)),
        "labels": {key: words.both for key, words in LABELS.items()},
        "facets": _facets(report),
        "figures": [_card(one, places) for one in found],
        "charts": [{"title": use.chart.title.both, "href": use.href, "picture": _picture(use, lang)} for use in uses],
        "glossary": dict(zip(report.glossary["term"], report.glossary["definition"], strict=True)),
        "reasons": {key: [row["name_zh"], row["name_en"]] for key, row in vocabulary("reasons").items()},
    }


def _brief(figure: Datum) -> dict[str, Any]:
    return {"name": figure.name.both, "value": [*map(figure.label, LANGUAGES)]}


def _card(card: Card, places: dict[int, int]) -> dict[str, Any]:
    figure = card.figure
    derived = [_brief(one) | {"formula": one.formula.both, "calculation": one.calculation.both} for one in card.derived]
    links = [
        {"label": link.label.both, "to": short_id(link.figure), **_brief(link.figure), "note": link.note.both}
        for link in card.links
    ]
    return {
        "id": short_id(figure),
        **_brief(figure),
        "bound": figure.symbol,
        **{key: getattr(figure, key) for key in ("status", "sector", "measure", "commitment")},
        "rows": {key: words.both for key, words in card.rows.items()},
        "words": list(card.sentence),
        "cautions": [one.both for one in figure.cautions],
        "links": links,
        "derived": derived,
        "charts": [places[id(use)] for use in card.uses],
        "cite": card.cite.short.both,
        "find": searchable(card),
    }


def _picture(use: Use, lang: str) -> str:
    """Return a chart as a picture that says which one it is, and no more."""
    from zreport.render.matplotlib import picture

    drawn, small = Image.open(io.BytesIO(picture(use.chart, lang, "png", dpi=36, colours=256))), io.BytesIO()
    drawn.convert("RGB").save(small, "WEBP", quality=45, method=6)
    return f"data:image/webp;base64,{base64.b64encode(small.getvalue()).decode('ascii')}"


def _facets(report: Report) -> dict[str, list[dict[str, Any]]]:
    """Return sectors, measures, statuses and promises with how many figures have each, in the report's order."""
    rows, found = report.observations.sort_values("start", kind="stable"), {}
    for column in ("sector", "measure", "status"):
        first = rows.drop_duplicates(column).set_index(column)
        counts = rows[column].value_counts()
        found[column] = [
            {"key": key, "name": [row[f"{column}_zh"], row[f"{column}_en"]], "count": int(counts[key])}
            | ({"color": row["sector_color"]} if column == "sector" else {})
            for key, row in first.iterrows()
        ]
    counts = rows["commitment"].value_counts()
    named = {"": _SPOKEN.both}
    named |= {key: [row["name_zh"], row["name_en"]] for key, row in vocabulary("commitments").items()}
    found["commitment"] = [
        {"key": key, "name": named.get(key, [key, key]), "count": int(counts[key])} for key in sorted(counts.index)
    ]
    return found


def _outline(report: Report) -> Iterator[dict[str, Any]]:
    """Return the sections in the order of the text, each with the number of figures in it and in what it holds."""
    sections, parents = report.sections.sort_values("start", kind="stable"), report.sections["parent"].to_dict()
    lines = [lineage(key, parents) for key in report.observations["section"]]
    counts = pd.Series([key for line in lines for key in line], dtype="str").value_counts()
    for key, row in sections.iterrows():
        title = [row["title_zh"], row["title_en"] or row["title_zh"]]
        yield {"key": key, "level": len(lineage(key, parents)), "title": title, "figures": int(counts.get(key, 0))}


def body(report: Report, found: Iterable[Card]) -> str:
    """Return the text as HTML: a part for each section, a paragraph for each line, and a mark for each figure."""
    text, spans = report.text, _spans(report, found)
    sections = report.sections.sort_values("start", kind="stable")
    parents = report.sections["parent"].to_dict()
    starts = [int(start) for start in sections["start"]]
    ends = [*starts, len(text)]
    parts = [_lines(text, 0, ends[0], spans)]
    for (key, row), start, end in zip(sections.iterrows(), starts, ends[1:], strict=True):
        level = min(len(lineage(key, parents)) + 1, 6)
        opened = f'<section class="zreport-part" data-section="{escape(key)}" data-level="{level - 1}">'
        line = text.find("\n", start, end)
        line = end if line < 0 else line
        alone = start == 0 or text[start - 1] == "\n"
        own = alone and 0 < line - start <= _LONGEST_HEADING and "。" not in text[start:line]
        english = row["title_en"] if row["title_en"] != row["title_zh"] else ""
        said = f'<p class="zreport-en" lang="en">{escape(english)}</p>' if english else ""
        name = f'id="section:{escape(key)}"'
        if own and key != "opening":
            head = f"<h{level} {name}>{_marked(text, start, line, spans)}</h{level}>{said}"
            parts += [opened, head, _lines(text, line, end, spans), "</section>"]
        else:
            lead = text.find("。", start, line) + 1 if start + 1 < len(text) else 0
            lead = lead if 0 < lead <= start + _LONGEST_HEADING and key != "opening" else start
            parts += [opened, said, _lines(text, start, end, spans, f"<b {name}>", lead), "</section>"]
    return "".join(parts)


def _lines(text: str, start: int, end: int, spans: list[_Span], lead: str = "", to: int = 0) -> str:
    """Return a paragraph for each line; the first begins with the words up to `to` within a tag, or with an empty one."""
    made, at = [], start
    for line in text[start:end].split("\n"):
        stop = at + len(line)
        if line.strip() or lead:
            head = f"{lead}{_marked(text, at, to, spans) if to else ''}</b>" if lead else ""
            made.append(f'<p dir="auto">{head}{_marked(text, max(at, to) if lead else at, stop, spans)}</p>')
            lead = ""
        at = stop + 1
    return "".join(made)


def _marked(text: str, start: int, end: int, spans: list[_Span]) -> str:
    """Return words as HTML, with the spans that begin in them; these are taken off the list, which is in reverse."""
    made, at = [], start
    while spans and spans[-1].start < end:
        span = spans.pop()
        if span.start < at or span.end > end:
            continue
        made += [escape(text[at : span.start]), span.before, escape(text[span.start : span.end]), span.after]
        at = span.end
    return "".join(made) + escape(text[at:end])


def _spans(report: Report, found: Iterable[Card]) -> list[_Span]:
    """Return the marks of figures, of other numbers and of terms that are explained, the last first, none in another."""
    marks: dict[tuple[int, int], list[tuple[int, Card]]] = {}
    rows = report.observations
    for at, card in enumerate(found):
        place = rows.loc[card.figure.id, ["start", "end"]]
        marks.setdefault((int(place["start"]), int(place["end"])), []).append((at, card))
    spans = [_figure(start, end, held) for (start, end), held in marks.items()]
    kept: list[_Span] = []
    taken = bytearray(len(report.text))
    for span in (*spans, *_others(report), *_terms(report)):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, reverse=True)


def _figure(start: int, end: int, held: list[tuple[int, Card]]) -> _Span:
    figure = held[0][1].figure
    names = [escape(short_id(card.figure)) for _, card in held]
    places = " ".join(str(at) for at, _ in held)
    more = "".join(f'<span id="{name}"></span>' for name in names[1:])
    bound = f' data-bound="{escape(figure.symbol)}"' if figure.symbol else ""
    before = f'<a class="zreport-figure" id="{names[0]}" href="#{quote(short_id(figure))}" data-at="{places}"'
    return _Span(start, end, f'{before} data-status="{figure.status}"{bound}>{more}', "</a>")


def _others(report: Report) -> Iterator[_Span]:
    """Return the numbers that are no figures, each with the reason."""
    folded = fold(report.text)
    for row in report.other_numbers.itertuples():
        try:
            start, end = folded.delivered(*Quote.parse(row.quote).find(folded.text))
        except QuoteError:
            continue
        yield _Span(start, end, f'<span class="zreport-number" data-reason="{escape(row.reason)}">', "</span>")


def _terms(report: Report) -> Iterator[_Span]:
    """Return where terms of the glossary stand; in the glossary itself they explain themselves."""
    last = report.sections["start"].get("glossary", len(report.text))
    for term in report.glossary["term"]:
        for start, end in find(report.text, term):
            if end <= last:
                yield _Span(start, end, f'<span class="zreport-term" data-term="{escape(term)}">', "</span>")
