"""How often a phrase is used, and since when: counted in the texts, read through line ends and blanks."""

from __future__ import annotations

import re

import pandas as pd

from zreport.corpus.queries import Relations
from zreport.faults import SelectionError
from zreport.figures.frames import Readable
from zreport.language import Text
from zreport.reading.folding import as_read
from zreport.report.report import unknown

COUNTED_BY = ("year", "level", "place")
# Blanks and line ends of all kinds, and signs of which nothing is seen.
_BLANK = r"[\s\x{00a0}\x{00ad}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{2060}\x{3000}\x{feff}]"
_GAP, _BLANKS = f"{_BLANK}*", re.compile(r"\s+")
_LONGEST = 60
_PER = 10_000


def phrase_table(relations: Relations, phrases: tuple[str, ...], by: str) -> Readable:
    """Count phrases in all texts, a row for each phrase and year, level or place."""
    if by not in COUNTED_BY:
        raise SelectionError(unknown("by", by, COUNTED_BY))
    wanted = {str(phrase): _pattern(phrase) for phrase in phrases}
    if not wanted:
        raise SelectionError(Text("请写上要数的词语，如 “高质量发展”", "name the phrases to count, such as 高质量发展"))
    counts = ", ".join(f"len(regexp_extract_all(text, ?)) AS n{at}" for at in range(len(wanted)))
    sql = f"""SELECT report, r.year, r.level, r.place, r.delivered, r.characters, {counts}
        FROM texts JOIN reports r USING (report) ORDER BY r.delivered, report"""
    found = relations.rows(sql, list(wanted.values()))
    made = [_counted(found, phrase, f"n{at}", by) for at, phrase in enumerate(wanted)]
    return Readable(pd.concat(made, ignore_index=True))


def _pattern(phrase: object) -> str:
    """The phrase as a pattern: any width and case of its letters, any blanks between its signs."""
    words = _BLANKS.sub("", as_read(phrase)) if isinstance(phrase, str) else ""
    if not words or len(words) > _LONGEST:
        zh, en = f"不能数 {phrase!r:.80}", f"{phrase!r:.80} cannot be counted"
        raise SelectionError(
            Text(f"{zh}：须是至多{_LONGEST}字的词语", f"{en}: give words, of {_LONGEST} signs at most")
        )
    return _GAP.join(map(_sign, words))


def _sign(sign: str) -> str:
    if "!" <= sign <= "~":
        cases = {sign.lower(), sign.upper()}
        forms = cases | {chr(ord(one) + 0xFEE0) for one in cases}
        return "[" + "".join(f"\\x{{{ord(one):x}}}" for one in sorted(forms)) + "]"
    return re.escape(sign)


def _counted(found: pd.DataFrame, phrase: str, column: str, by: str) -> pd.DataFrame:
    uses, used = found.assign(uses=found[column], used=found[column] > 0), found[found[column] > 0]
    made = uses.groupby(by).agg(
        reports=("report", "size"), with_phrase=("used", "sum"), uses=("uses", "sum"), characters=("characters", "sum")
    )
    made["per_10000"] = (made["uses"] / made["characters"].where(made["characters"] > 0) * _PER).round(3)
    # Rows are in order of the day: by year the first of all, by level or place the first of each.
    if by == "year":
        firsts = used.head(1)[["year", "report"]].to_dict("records") or [{"year": pd.NA, "report": ""}]
        made["first_year"], made["first_report"] = firsts[0]["year"], firsts[0]["report"]
    else:
        firsts = used.groupby(by)[["year", "report"]].first()
        made["first_year"], made["first_report"] = firsts["year"], firsts["report"]
    made["first_year"] = made["first_year"].astype("Int64")
    made["first_report"] = made["first_report"].fillna("").astype("str")
    made = made.reset_index()
    made.insert(0, "phrase", phrase)
    return made
