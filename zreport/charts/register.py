"""What a report says that it can be held to, statement by statement."""

from __future__ import annotations

from dataclasses import dataclass, field

from zreport.charts.chart import capital, each_once
from zreport.charts.table import Columns, Table
from zreport.figures.row import Row, made_of
from zreport.figures.writing import counted, written_period
from zreport.language import Text, language
from zreport.reading.quote import Quote, QuoteError


@dataclass(frozen=True, kw_only=True)
class Statement(Row):
    """A problem, an aim, a task, or what was done, in the report's words.

    `checked` is how one can tell whether it was done: by its ``figure``, because it is ``seen``, because it
    is ``judged``, or not at all, as its end is ``open``.
    """

    table = "statements"

    kind_name: Text
    english: str = field(metadata=made_of("words_en"))
    act_name: Text
    checked: str
    checked_name: Text
    count: int = field(metadata=made_of("figures"))
    earlier: Text
    when: str = field(metadata=made_of("period"))
    theme: Text
    quote: str

    @property
    def words(self) -> Text:
        """The marked words, with the place where a chart has several; in Chinese where nobody put them into English."""
        marked = Quote.parse(self.quote).marked
        return self.called(Text(marked, self.english or marked))

    @property
    def checkable(self) -> bool:
        """Whether nobody needs to judge if it was done."""
        return self.checked in ("figure", "seen")


_COLUMNS: Columns = {
    "words": (Text("报告的话", "What the report says"), lambda one, lang: one.words[lang]),
    "act": (Text("动作", "Act"), lambda one, lang: one.act_name[lang] or "—"),
    "checked": (Text("怎样核对", "How it is checked"), lambda one, lang: one.checked_name[lang] or "—"),
    "kind": (Text("类别", "Kind"), lambda one, lang: one.kind_name[lang]),
    "section": (Text("出处", "Section"), lambda one, lang: one.section[lang]),
    "theme": (Text("主题", "Theme"), lambda one, lang: one.theme[lang]),
    "figures": (Text("数字个数", "Figures in it"), lambda one, lang: str(one.count)),
    "earlier": (Text("所承接的话", "What it follows from"), lambda one, lang: one.earlier[lang] or "—"),
    "period": (Text("时期", "Period"), lambda one, lang: written_period(one.when, lang) if one.when else "—"),
}


@dataclass(frozen=True, repr=False)
class Register(Table):
    """Statements in rows, with how each can be checked, and room to write down whether it was done.

    Takes rows of ``report.statements``. The act of what can be checked without judging is bold. A page has
    room for a dozen or two; a workbook for all, to be filtered and filled in.

    Attributes
    ----------
    columns : tuple of str
        Of ``words``, ``act``, ``checked``, ``kind``, ``section``, ``theme``, ``figures`` (how many stand in
        it), ``earlier`` (what it follows from), ``period``.
    blank : Text
        The head of an empty column, to be filled in by hand; none if empty.

    Examples
    --------
    >>> import zreport as zr
    >>> said = zr.load().statements
    >>> tasks = Register(said[said["kind"] == "task"], title="2021", blank=zr.text("完成情况", "Done by"))
    >>> tasks.heads("en")
    ['What the report says', 'Act', 'How it is checked', 'Done by']
    """

    columns: tuple[str, ...] = ("words", "act", "checked")

    kind = "register"
    kind_name = Text("台账", "Register")
    item = Statement
    known = _COLUMNS
    lead = "words"
    headed = ("figures", "earlier")

    def _refuse(self) -> None:
        for row in self.data:
            try:
                Quote.parse(row.quote)
            except QuoteError:
                zh = f"引文须有且只有一处【】（{row.quote[:40]}）"
                raise self._error(zh, f"a quote must have one part between 【 and 】 ({row.quote[:40]})") from None

    def lines(self, lang: str | None = None) -> list[str]:
        """Return each statement in words, with what the other columns say of it."""
        lang = language(lang)
        bracket, comma, colon = ("{}（{}）", "，", "：") if lang == "zh" else ("{} ({})", ", ", ": ")
        said = []
        for at, row in enumerate(self.data):
            cells = zip(self.columns, self.heads(lang), self.cells(at, lang), strict=False)
            about = {column: f"{head}{colon}{cell}" if column in self.headed else cell for column, head, cell in cells}
            words, others = row.words[lang], [cell for column, cell in about.items() if column != self.lead]
            said.append(bracket.format(words, comma.join(others)) if others else words)
        return said

    def _describe(self, lang: str) -> str:
        number = len(self.data)
        count = f"{number}条" if lang == "zh" else f"{number} {counted(number, 'statements')}"
        hidden = [column for column in ("kind", "period") if column not in self.columns]
        return capital((count, *(self.said_of_all(column, lang) for column in hidden)))

    def said_of_all(self, column: str, lang: str) -> str:
        """Return what a column says of the statements, each once."""
        return each_once(_COLUMNS[column][1](one, lang) for one in self.data)
