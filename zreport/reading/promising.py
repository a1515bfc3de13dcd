"""How strongly the figures of a sentence are promised: 确保, 力争, 计划, over a list or only to the next comma."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

_PROMISE = re.compile(
    "(?=[确保力争计谋拟])(?:(?P<ensure>确保|保证)|(?P<strive>(?<!努)力争|争取|争[创引列获]|力促)|(?P<plan>计划(?![，,。;、”》]|[(]?草案|规定|纲要|生育|指标|行动|项目|的)|谋划|拟[建投]))"
)
# What opens a clause that does something else than the one that promised.
_ACTS = re.compile(
    "(?:年内|全年|今年|同时|并|继续|[0-9]+年)?(?:推进|加快|着力|打造|创建|新增|申请|建设|完成(?!投资)|实施|开展|抓好|启动|新建|改造|支持|引进|培育|深入|全力|大力"
    "|积极|扎实|提升|建成|拓展|推动|优化|强化|落实|举办|促进|做好|统筹|严格|鼓励|组织)"
)
# …7个项目, 确保年内建成投产: what was counted is promised by the next clause, but not by 确保完成任务.
_FINISHED = re.compile(
    "[^，,。;]{0,12}(?:建成|投产|投用|竣工|完工|完成(?![^，,。;]{0,12}(?:任务|目标))|通车|开工|达产|交付|运营|落地|入统|投入使用)"
)
# 计划用三年时间，新建…: what is promised stands in the next clause.
_WITHIN = re.compile("[^，,]{2}(?:用|通过|利用|到|在)[^，,。;]{1,10}(?:年|时间|努力|底前|季度)[，,]")
# 6%以上、力争更好结果: what is hoped for beyond a figure is no promise of it.
_BEYOND = re.compile("(?:力争|争取)(?:在(?:实际)?工作中)?(?:取得|实现|达到|有)?(?:更|好于|高于)")
# 争取资金5万元 gains something; 争取居民收入增长5% promises it, and what is listed after it.
_GAINED = re.compile("争取(?![达实完突增到在全]|[^，,。;]{2,24}(?:增长|达到|下降))")
# 增长8%，力争9%: no name between the word and its figure, which is hoped for beyond the one before.
_NAMELESS = re.compile(
    "(?:力争|争取|确保|保证)(?:在(?:实际)?工作中)?(?:全年)?(?:增长|增速|增幅|总量|达到?|实现|突破|超过?|完成|到|为|[在至])*(?=[0-9][0-9.]*(?![0-9.年月日季]|个月))"
)
_AFTER_FIGURE = re.compile("[0-9.]+[^，,。;、0-9]{0,8}[，,、](?:并|且)?$")


class Commitments:
    """The promises of a sentence, whose clauses begin, and whose figures stand, at some places."""

    def __init__(self, text: str, bounds: Sequence[int], figures: Sequence[int]):
        self._text, self._bounds, self._figures = text, bounds, figures
        found = _PROMISE.finditer(text, bounds[0], bounds[-1])
        self._found = [(match.start(), match.lastgroup) for match in found if not _BEYOND.match(text, match.start())]

    def of(self, start: int, end: int) -> str:
        """Return how strongly a figure is promised: by a word in its clause, next after it, or at the head of its list."""
        if not self._found:
            return ""
        text, at = self._text, bisect_right(self._bounds, start)
        first, last = self._bounds[at - 1], self._bounds[min(at, len(self._bounds) - 1)]
        before = [one for one in self._found if one[0] < start]
        if before and before[-1][0] >= first:
            return before[-1][1]
        for place, kind in self._found:
            # 10%、力争12%: what follows is promised, and not what stands before.
            if end <= place < last and not self._figure_in(place, last):
                return kind
            if last <= place <= last + 1 and self._of_what_was_counted(place, last):
                return kind
        if not before or _GAINED.match(text, before[-1][0]):
            return ""
        return before[-1][1] if self._goes_on(before[-1][0], first) else ""

    def _of_what_was_counted(self, place: int, last: int) -> bool:
        """Whether the promise that opens a clause is one of finishing what the clause before it counts."""
        stop = self._bounds[min(bisect_right(self._bounds, place), len(self._bounds) - 1)]
        return (
            self._text[last - 1] in "，,"
            and not self._figure_in(last, stop)
            and bool(_FINISHED.match(self._text, place))
        )

    def _figure_in(self, start: int, stop: int) -> bool:
        at = bisect_left(self._figures, start)
        return at < len(self._figures) and self._figures[at] < stop

    def _beyond_another(self, place: int) -> bool:
        """Whether a promise is of one figure, beyond another that its clause or the one before states of the same."""
        if not _AFTER_FIGURE.search(self._text, max(0, place - 24), place):
            return False
        own = self._bounds[bisect_right(self._bounds, place) - 1]
        return self._figure_in(own, place) or bool(_NAMELESS.match(self._text, place))

    def _goes_on(self, place: int, first: int) -> bool:
        """Whether a list that a promise opens goes on to a clause."""
        if ";" in self._text[place:first] or self._beyond_another(place):
            return False
        if within := _WITHIN.match(self._text, place):
            place = within.end()
        heads = [bound for bound in self._bounds if place < bound <= first]
        if all(self._figure_in(one, two) for one, two in pairwise([place, *heads])):
            return True
        return not any(_ACTS.match(self._text, head) for head in heads)
