"""What a report says that it can be held to, with how that can be checked and what it follows from."""

from bisect import bisect_left
from collections.abc import Sequence

import pandas as pd

from zreport.language import LANGUAGES, NOTHING, Text
from zreport.reading.acts import STATEMENT_KINDS, kind_of
from zreport.reading.document import OutlineSection, Rows
from zreport.reading.quote import Quote
from zreport.tables.identifiers import whole_id

_CHECKED = {
    "figure": Text("有数可核", "by its figure"),
    "seen": Text("年底可见", "done or not is seen"),
    "judged": Text("须凭判断", "a matter of judgement"),
    "open": Text("没有终点", "no end point"),
}
_JOINTS = Text("；", "; ")
_COLUMNS = (
    *("statement", "kind", "kind_zh", "kind_en", "words_zh", "words_en", "act", "act_zh", "act_en"),
    *("checked", "checked_zh", "checked_en", "figures", "follows", "earlier_zh", "earlier_en"),
    *("period", "status", "status_zh", "status_en", "start", "end", "section", "section_zh", "section_en"),
    *("theme", "theme_zh", "theme_en", "chapter_zh", "chapter_en", "quote", "note"),
    *("report", "place_zh", "place_en", "delivered", "source_zh", "source_en"),
)


def joined_statements(
    found: pd.DataFrame, observations: pd.DataFrame, outline: Rows, acts: Rows, statuses: Rows
) -> pd.DataFrame:
    """Add to placed rows of statements.csv their kinds, words, figures and what they follow from.

    `outline`, `acts` and `statuses` are rows by their keys. `checked` is how an act is checked; what states a figure is
    checked by that.
    """
    made: dict[str, list] = {column: found[column].tolist() for column in _COLUMNS if column in found}
    sections = [outline.get(key, {}) for key in made["section"]]
    for column in ("period", "status"):
        made[column] = [section.get(column, "") for section in sections]
    spoken = zip(made["section"], made["start"], made["period"], made["status"], strict=True)
    made["kind"] = [kind_of(OutlineSection(*section)) for section in spoken]
    made["words_zh"] = [Quote.parse(quote).marked for quote in made["quote"]]
    made["words_en"] = [en or zh for en, zh in zip(made["words_en"], made["words_zh"], strict=True)]
    made["figures"] = _figures_in(made["start"], made["end"], observations)
    done = [acts.get(act, {}).get("checked", "") for act in made["act"]]
    made["checked"] = ["figure" if count else how for count, how in zip(made["figures"], done, strict=True)]
    keys = [[key for key in cell.split("|") if key] for cell in made["follows"]]
    for lang in LANGUAGES:
        for column, names in (("kind", STATEMENT_KINDS), ("checked", _CHECKED)):
            made[f"{column}_{lang}"] = [names.get(key, NOTHING)[lang] for key in made[column]]
        for column, rows in (("act", acts), ("status", statuses)):
            made[f"{column}_{lang}"] = [rows.get(key, {}).get(f"name_{lang}", "") for key in made[column]]
        words = dict(zip(made["statement"], made[f"words_{lang}"], strict=True))
        made[f"earlier_{lang}"] = [_JOINTS[lang].join(words.get(key, key) for key in each) for each in keys]
    reports = made["report"]
    made["follows"] = [
        "|".join(whole_id(key, report) for key in each) for each, report in zip(keys, reports, strict=True)
    ]
    ids = pd.Index(map(whole_id, made["statement"], reports), name="id", dtype="str")
    types = dict.fromkeys(_COLUMNS, "str") | dict.fromkeys(("figures", "start", "end"), "int64")
    return pd.DataFrame({column: pd.Series(made[column], ids, kind) for column, kind in types.items()}, ids)


def _figures_in(starts: Sequence[int], ends: Sequence[int], observations: pd.DataFrame) -> list[int]:
    """How many observations have marks inside those of the statements."""
    spans = sorted(zip(observations["start"].tolist(), observations["end"].tolist(), strict=True))
    return [
        sum(end <= last for _, end in spans[bisect_left(spans, (first,)) : bisect_left(spans, (last,))])
        for first, last in zip(starts, ends, strict=True)
    ]
