"""What stands around the figures of a sentence, and the names found for them so far."""

import re
from collections.abc import Iterator, Sequence

from zreport.reading.links import without_lead, without_trail
from zreport.reading.phrases import PLAIN, attribute_of, core_of, last_kind, parted, verb_of, without_verb
from zreport.reading.speaking import Spoken

# What stands between the figures of a list.
BETWEEN = re.compile("(?:以上|以下|以内|左右|大关)?[、和与及，,]")
_BOUND = re.compile("(?:以上|及以上|以下|以内|左右|上下|余|多|大关)")
_BY_THE_WAY = re.compile("其中([^0-9，]{2,16}?)的?(?:增[幅速]|增长率)[^0-9]*$")
_CLAUSES, _DIGIT = re.compile("[，,；;：:]"), re.compile("[0-9]")
# 增加到2025年的, 并连续多年: what a figure moves to, and what goes on after it, does not name it.
_MOVE = re.compile(
    "并(?![网购])|[^，,、；;。0-9]{0,3}?(?:提[高升]|增[加长]?|上升|下降|降低|减少|发展|扩大|跃升|攀升|升|降)[^，,、；;。0-9]{0,2}[到至]"
)
# A clause that tells under what circumstances: 考虑价格因素, 由于灾害. What is spoken of stands before it.
_CIRCUMSTANCE = re.compile("(?:虽然?|但是?|尽管)?(?:由于|因[为受]|考虑|扣除|剔除|按[^，]*(?:价格?|口径)|不含|不计)")
_PLAN = re.compile("^.*(?:计划|目标|任务|预算)数?$")
_YEAR = re.compile("^[^0-9]{0,3}(?:19|20)[0-9]{2}年度?")
# What is said of it: 经济增速是综合性指标, 粮食人均占有量超过历史最高水平, 生产总值增长速度比预计的高.
_SAID = re.compile(
    "(?<=..)(?:更加|(?:支撑|带动|引领)作用|按人口平均|人均占有).*|(?<=[率速值额量])(?:是|再?创).*"
    "|(?<=..)(?:生产)?(?:实现|喜?获得?|再获|夺得|迎来)[^，]{0,6}(?:连增|连丰|丰收).*"
    "|(?<=..[^占对同相])比(?=原来|预[计期]|计划|[上去前]年|全[国省市]|“|[0-9]).*"
)
# 贷款余额快速增长，达到80亿元: of what the clause before tells how it went, whatever was measured before that.
_WENT = re.compile(
    "(?P<what>.{2,16}?(?:收入|总产|投资|税收|存款|贷款|支出|出口|进口|面积|人次|占比|比重|(?<![就创企事行作])业|经济|[率值额]|(?<![质数力])量|(?<![速力幅进程])度)|[农林牧渔]业)"
    "(?:[再屡]创|创[历新下]|稳|快速|较快|加[快速]|持续|连续|接连|逆势|平稳|大幅|不断|明显|显著|保持|继续|首次|首破|强劲|高位|进一步|有所"
    "|企稳|回[升暖落]|恢复|增[长加势]|提[高升质]|上升|攀升|扩大|下降|减少|跨[过越上]|突破|[迈站跃登]上|双双|蓬勃|迅速|迅猛|发展|壮大|$)"
)
_MANNER = re.compile("(?<=..)(?:成效|实效|势头|形势|步伐|生产)$")
_EACH = re.compile("(?<![人户年村])[均都]|各(?!类)")
_NEAR, _FAR = 8, 400  # figures; signs or figures


class Surroundings:
    """The figures of a sentence, by their place among them, the words around each, and their names so far."""

    def __init__(self, text: str, figures: Sequence[Spoken]):
        self.text, self.figures = text, figures
        self.names: list[list[str]] = [[] for _ in figures]
        self.how = [""] * len(figures)

    def own(self, at: int) -> str:
        """Return the words of its clause before a figure, without those that belong to the figure before."""
        figure = self.figures[at]
        words = self.text[figure.before : figure.number.start]
        if figure.before == figure.clause[0]:
            return words
        words = _unbound(words)
        # 12亿元的甲、总投资3亿元: what stands before the last mark is of the figure before.
        whole = figure.number.rank or figure.number.unit in ("%", "‰") or "分别" in words
        if (mark := words.rfind("、")) > 0 and not verb_of(words) and not whole:
            words = words[mark:]
        return "" if PLAIN.fullmatch(words) else words

    def tail(self, at: int) -> str:
        """Return the words after a figure to the next one or the end of its clause."""
        figure = self.figures[at]
        end = figure.clause[1]
        if at + 1 < len(self.figures) and (following := self.figures[at + 1].number.start) < end:
            words = self.text[figure.number.end : following]
            words = words[: words.rfind("、")] if "、" in words else words
        else:
            words = self.text[figure.number.end : end]
        words = _unbound(words).rstrip("\n")
        return "" if _MOVE.match(words) else words

    def rest(self, at: int) -> str:
        """Return the words after a figure to the end of its clause, other figures taken out."""
        figure, parts = self.figures[at], []
        place = figure.number.end
        end = min(figure.clause[1], place + _FAR)
        for other in self.figures[at + 1 :]:
            if other.number.start >= end:
                break
            parts.append(self.text[place : other.number.start])
            place = other.number.end
        words = _unbound("".join([*parts, self.text[place:end]]))
        return "" if _MOVE.match(words) else words

    def gap(self, at: int) -> str:
        """Return the words between a figure and the next."""
        if at + 1 == len(self.figures):
            return ""
        return self.text[self.figures[at].number.end : self.figures[at + 1].number.start]

    def clause_before(self, at: int) -> str:
        """Return the words of the clause before a figure's, and before those that tell of circumstances."""
        figure = self.figures[at]
        words = self.text[max(figure.sentence[0], figure.clause[0] - _FAR) : figure.clause[0]].rstrip("，,；;：:、")
        clauses = _CLAUSES.split(words)
        return next((clause for clause in reversed(clauses) if not _CIRCUMSTANCE.match(clause)), clauses[-1])

    def list_from(self, at: int) -> int:
        """Return where a list of bare figures that begins at one ends: 39.41%、23.38%."""
        stop, unit = at + 1, self.figures[at].number.unit
        while stop < len(self.figures) and BETWEEN.fullmatch(gap := self.gap(stop - 1)):
            if gap[-1] in "，," and (self.tail(stop) or self.figures[stop].number.unit != unit):
                break
            stop += 1
        return stop

    def named_before(self, at: int) -> Iterator[int]:
        """Return the figures before one that have a name, the nearest first."""
        return (one for one in range(at - 1, max(-1, at - _FAR), -1) if self.names[one] and self.names[one][0])

    def earlier(self, at: int, count: int) -> list[str]:
        """Return the last names before a figure, as many as are asked for, each once; none if they are fewer."""
        names = [name for one in range(max(0, at - _NEAR), at) for name in self.names[one] if name]
        distinct = list(dict.fromkeys(names))
        return distinct[-count:] if len(distinct) >= count else []

    def each(self, at: int, own: str) -> list[str]:
        """Return the names of the two figures before one that 均 or 都 gives to both."""
        if not _EACH.search(own):
            return []
        # 甲、乙、丙分别增长8%、9%、7%，增速均居第三位: all of the list.
        listed = self.listed(at)
        return listed if len(listed) > 2 else self.earlier(at, 2)

    def listed(self, at: int) -> list[str]:
        """Return the names of the list of figures that the figure before one ends."""
        first = at
        while first and self.how[first - 1] == "list" and self.figures[first - 1].clause == self.figures[at - 1].clause:
            first -= 1
        return [name for names in self.names[first:at] for name in names]

    def known(self, at: int) -> str:
        """Return what the nearest figure before one measures, but no rank, nor how much of a plan was done."""
        others = (one for one in self.named_before(at) if not self._lasts(one, at))
        names = (self.names[one][-1] for one in others if not self.figures[one].number.rank)
        if self.figures[at].number.unit == "个百分点":
            return next(names, "")
        measured = (_PLAN.sub("", name[:-3]) if name.endswith("完成率") else name for name in names)
        return next(filter(None, measured), "")

    def subject(self, at: int) -> str:
        """Return what the figure before measures; else what the clause before speaks of."""
        # 其中一般预算收入增幅首次超过总收入，完成1.1亿元: what is told of by the way is what comes next.
        if aside := _BY_THE_WAY.match(self.clause_before(at)):
            self.how[at] = "clause"
            return aside[1]
        if went := self.went(at):
            self.how[at] = "clause"
            return went
        known = self.known(at)
        self.how[at] = "subject" if known else "clause"
        return known or self.spoken_of(at)

    def _lasts(self, one: int, at: int) -> bool:
        """Whether a figure before one tells only for how long: 连续6年居首位，增量8吨."""
        spoken, unit = self.figures[one], self.figures[at].number.unit
        return spoken.measure == "duration" and self.how[one] == "tail" and unit not in ("%", spoken.number.unit)

    def went(self, at: int) -> str:
        """Return what a clause between the figure before and one's own tells of, how it went and no figure."""
        figure = self.figures[at]
        before = next((self.figures[one] for one in range(at - 1, -1, -1) if not self._lasts(one, at)), None)
        first = before.number.end if before else figure.sentence[0]
        words = self.text[max(first, figure.clause[0] - _FAR) : figure.clause[0]]
        clauses = _CLAUSES.split(words)[1 if before else 0 :]
        found = (_WENT.match(without_lead(clause)) for clause in reversed(clauses))
        what = next((match["what"] for match in found if match), "")
        return "" if attribute_of(what) == what else last_kind(what)

    def spoken_of(self, at: int) -> str:
        """Return what the clause before a figure's speaks of."""
        words = _DIGIT.split(_YEAR.sub("", self.clause_before(at)), maxsplit=1)[0]
        return _MANNER.sub("", without_trail(last_kind(parted(core_of(_SAID.sub("", words)))[0])))[-16:]

    def verb_before(self, at: int) -> str:
        """Return the verb that the figure before says for its list: 新增 of 新增甲3家、乙5家."""
        name = self.names[at - 1][0] if at and self.names[at - 1] else ""
        return verb_of(name) if name != without_verb(name) else ""


def _unbound(words: str) -> str:
    bound = _BOUND.match(words)
    return words[bound.end() :] if bound else words
