"""A number of a text, and those that words state: ranks, doublings, two-digit growth, Chinese numerals."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from zreport.reading.no_figure import OVER_WHAT, THRESHOLD

NUMERALS = "一二两三四五六七八九十百千万亿零〇"
# What each Chinese digit is worth, also where a year is spelt out: 二〇二二.
CHINESE_DIGITS = {sign: at for at, signs in enumerate(("零〇○", "一", "二两", *"三四五六七八九")) for sign in signs}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_WELL_FORMED = re.compile(
    "(?:[一二两三四五六七八九]千)?零?(?:[一二两三四五六七八九]百)?零?(?:[一二三四五六七八九]?十)?[一二两三四五六七八九]?[万亿]*|[百千][万亿]*"
)
# What stands between two figures of a list: 3.4个、2个百分点.
IN_LIST = re.compile("(?:以上|以下|以内|左右)?[、和与及]")
# Those who are counted without a unit: 50多万游客, 8000多万农业转移人口.
COUNTED_PEOPLE = re.compile(
    "群众|游客|居民|农民|学生|职工|村民|儿女|党员|干部|劳动力|父老|乡亲|百姓|师生|学子|大军|民众|市民|老百姓|各族|贫困|残疾|妇女|儿童|老人|老年"
    "|考生|农村|失业|农业转移|低保|[^0-9，,。、;]{0,7}(?:人口|人民|儿女|父老)"
)
# What is worth money where a number with 万 or 亿 has no unit.
WORTH = re.compile(
    "[投引外]资|产值|收入|资金|存款|贷款|产业|投入|规模|集群|增加值|总额|余额|营收|交易|消费|大关|固投|总量|GDP|生产总值"
)
_RANK = re.compile(
    r"(?P<top>前|第)(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?![0-9一二三四五六七八九十]|\.[0-9])(?P<u>位|名)?"
    r"(?!产业|方阵|梯队|批|次|届|季度|代|期|大(?!市|省)|轮|类|条|款|章|个|责任|书记|时间|线|站|产|阶段|步|师|团|年|月|把|要务|高级|医|人民|小|中|实验|幼|百货|天"
    r"|方|资源|动力|生产|平台|家|张|枚|单|例|部|者|村|股|强(?!县)|会)"
)
_RANKED = re.compile(
    r"(?:全[市省国县区]|世界|全球|国内|居|列|位|排|排名|进入|进位|冲刺|同类县?|[省市]|第|县|达到|至)[^，。;,;]{0,8}$"
)
# 摆在第一位: what matters most, not a place among others.
_PUT_FIRST = re.compile("[放摆置][在于]首?$")
_TIMES = re.compile(r"(?<!个)翻了?(?:近|约)?(?P<n>[一两二三四五0-9])?番")
_HUNDREDTHS = re.compile(
    r"百分之(?:(?P<n>[0-9]+(?:\.[0-9]+)?)|(?P<whole>[一二三四五六七八九十百零]{1,5})(?:点(?P<part>[零一二三四五六七八九]+))?)"
)
_DOUBLE_DIGIT = re.compile("两位数(?:以上)?(?=增长|的?增速|以上)")
# What small Chinese numerals stand with in set phrases rather than in counts: 两个方面, 三项重点.
_PHRASE = re.compile(
    "方面|意识|自信|维护|全面|坚持|确立|阶段|层面|文明|环节|问题|关键|百年|毫不|必由|不能|决不|重大|维度|大|不同|一(?!般)|结合|统一|转变|提升"
    "|先行|翻番|主战场|工作日内|抓手|领域|到位|相|聚焦|更|体系|新|规定|措施|硬措施|目标|驱动|支撑|重点[:，。]|管理|门槛|经费|补贴|赛"
)
# 抓好六项工作：…, 三个基地（…）: a count of what is named at once.
_NAMED_AT_ONCE = re.compile("[^，,。;、:(0-9]{1,6}[:(]")
_JOINED = re.compile("[、，]?[一二两三四五六七八九十百千]")
# 新建一所幼儿园 counts, 一家 in other places does not.
_ONE_MADE = re.compile("(?:新建|建成|建立|培育|引进|对接|配备|至少|除)[^，,。;、0-9]{0,2}$")
_LARGE = re.compile("[百千万亿]")
# Units that Chinese numerals stand with in phrases more often than in counts.
_LOOSE = frozenset("天日年月次名位人元分期棵度层户口线门点步种类道周方级支套片米里")


@dataclass(slots=True)
class Number:
    """A number of a text: where it stands with unit and bound, and what it states; `reason` if it is no figure.

    Values are in the base unit; `printed` is the unit as printed.
    """

    start: int
    end: int
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    printed: str = ""
    qualifier: str = "exact"
    reason: str = ""
    doubt: str = ""
    rank: bool = False
    words: bool = False  # in Chinese numerals or words
    bounded: bool = False  # by a word before it


def numeral(words: str) -> Decimal:
    """Return the value of a Chinese numeral: 三千二百 is 3200, 百 is 100."""
    total = section = digit = 0
    for sign in words:
        if sign in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[sign]
        elif sign == "亿":
            total = (total + section + digit or 1) * _SCALES[sign]
            section = digit = 0
        elif sign == "万":
            total += (section + digit or 1) * _SCALES[sign]
            section = digit = 0
        else:
            section += (digit or 1) * _SCALES[sign]
            digit = 0
    return Decimal(total + section + digit)


def factor(words: str) -> int:
    """Return what the scales in some words multiply by: 百万 is 1000000; other signs are passed over."""
    product = 1
    for sign in words:
        product *= _SCALES.get(sign, 1)
    return product


def value_of(words: str) -> Decimal:
    """Return the value of a whole number in digits or Chinese numerals."""
    return Decimal(words) if words.isascii() else numeral(words)


def ranks(text: str) -> Iterator[tuple[int, Number]]:
    """Return the ranks of a text, each with the place of its numeral: 第3位, 全市第一, and 前5名 as a bound."""
    for match in _RANK.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if (match["u"] or _RANKED.search(before)) and not _PUT_FIRST.search(before):
            bound, words = "at_most" if match["top"] == "前" else "exact", match["n"]
            rank = Number(*match.span(), value_of(words), None, "位", match["u"] or "", bound, rank=True)
            rank.words = not words.isascii()
            yield match.start("n"), rank


def multiples(text: str) -> Iterator[tuple[int, Number]]:
    """Return what is doubled (翻一番), or a share in words (百分之八点五, 两位数), each with the place of its digits."""
    for match in _TIMES.finditer(text):
        about = "about" if "近" in match[0] or "约" in match[0] else "exact"
        yield (
            match.start("n"),
            Number(*match.span(), 2 ** value_of(match["n"] or "一"), None, "倍", "倍", about, words=True),
        )
    for match in _HUNDREDTHS.finditer(text):
        part = "".join(str(CHINESE_DIGITS[sign]) for sign in match["part"] or "")
        share = Decimal(match["n"]) if match["n"] else numeral(match["whole"]) + Decimal(f"0.{part or 0}")
        yield match.start("n"), Number(*match.span(), share, None, "%", "%", words=True)
    for match in _DOUBLE_DIGIT.finditer(text):
        yield match.start(), Number(*match.span(), Decimal(10), None, "%", "%", "at_least", doubt="words", words=True)


class Counts:
    """Finds the counts in Chinese numerals of texts: 两个乡镇, 百亿元."""

    def __init__(self, unit: str, base_of: Callable[[str], str], bound: Callable[[str, Number, str], None]):
        sign, last = f"[{NUMERALS}]", f"[{NUMERALS[:-2]}]"
        self._numbers = re.compile(
            rf"(?P<n1>{sign}(?<![0-9{NUMERALS}第几数.前].)(?:{sign}{{0,5}}{last}|(?<={last})))(?P<m1>[余多来]?)(?P<t1>[万亿]?)"
            rf"(?:(?P<u1>{unit})|(?<=[万亿])(?={COUNTED_PEOPLE.pattern}|[，,。;以大的左]))"
        )
        self._base_of, self._bound = base_of, bound

    def numbers(self, text: str, in_quotes: Callable[[int], bool]) -> Iterator[Number]:
        """Return the counts of a text, and its set phrases with their reason."""
        for match in self._numbers.finditer(text):
            unit, start, end = match["u1"] or "", *match.span()
            if in_quotes(start) or _is_phrase(text, match, unit):
                if unit:
                    yield Number(start, end, reason="date" if unit in ("年", "月", "日") else "set_phrase", words=True)
                continue
            value = numeral(match["n1"]) * factor(match["t1"])
            number = Number(start, end, value, None, self._base_of(unit), unit, doubt="words", words=True)
            if not unit:
                if COUNTED_PEOPLE.match(text, end):
                    number.unit = "人"
                elif WORTH.search(text, max(0, start - 14), start):
                    number.unit = "元"
                else:
                    continue
            self._bound(text, number, "more_than" if match["m1"] else "exact")
            yield number


def _is_phrase(text: str, match: re.Match, unit: str) -> bool:
    """Whether a quantity in Chinese numerals is a set phrase, a class or a name rather than a count."""
    words, (start, end) = match["n1"], match.span()
    # 一亿二千万斤 is no phrase.
    if unit and len(words) > 3 and sum(sign in _SCALES for sign in words) > 1:
        return False
    if (
        words == "一"
        and unit in ("个", "家", "所", "倍")
        and (unit == "倍" or _ONE_MADE.search(text[max(0, start - 5) : start]))
    ):
        return False
    if words in ("一", "万", "千万", "零") or text.startswith(("级", "型", "底线", ":"), end):
        return True
    if text[start - 1 : start] in ("个", "家", "座", "项", "初") or _JOINED.match(text, end) or unit in ("度", "斤"):
        return True
    if not _WELL_FORMED.fullmatch(words):
        return True
    if unit == "年":
        return not text.endswith("连续", 0, start)
    small = not _LARGE.search(words)
    if small and (unit in _LOOSE or _PHRASE.match(text, end) or _NAMED_AT_ONCE.match(text, end)):
        return True
    if words[-1] in "千百十" and not match["m1"] and unit in ("人", "家", "户", "年", "米"):
        return True
    return bool(THRESHOLD.match(text, end) or OVER_WHAT.match(text, end))
