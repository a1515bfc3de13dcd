"""A number of a text, and those that words state: ranks, doublings, two-digit growth, Chinese numerals."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from zreport.reading.no_figure import MARK_PASSED, OVER_WHAT, THRESHOLD

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
    "|考生|农村|失业|农业转移|低保|[^0-9，,。、;]{0,7}(?:人口|人民|儿女|父老|群众|居民|职工|农民|牧民|人员|监测对象)"
)
# What is worth money where a number with 万 or 亿 has no unit.
WORTH = re.compile(
    "[投引外]资|产值|收入|资金|存款|贷款|产业|投入|规模|集群|增加值|总额|余额|营收|交易|消费|大关|固投|总量|GDP|生产总值"
)
_RANK = re.compile(
    r"(?P<top>前|第)(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?![0-9一二三四五六七八九十]|\.[0-9])(?P<u>位|名)?"
    r"(?!产业|方阵|梯队|批|次|届|季度|代|期|大(?!市|省)|轮|类|条|款|章|个|责任|书记|时间|线|站|产|阶段|步|师|团|年|月|把|要务|高级|医|人民|小|中|实验|幼|百货|天"
    r"|[、和]第[一二三]产业|方|资源|动力|生产|平台|家|张|枚|单|例|部|者|村|股|强(?!县)|会)"
)
# A line begins anew: 第九、 at its head counts the tasks, whatever the line before speaks of.
_RANKED = re.compile(
    r"(?:全[市省国县区]|世界|全球|国内|居|列|位|排|排名|进入|进位|冲刺|同类县?|[省市]|第|县|达到|至)[^，。;,;\n]{0,8}\Z"
)
# 摆在第一位: what matters most, not a place among others.
_PUT_FIRST = re.compile("[放摆置][在于]首?$")
_TIMES = re.compile(r"(?<!个)翻了?(?:近|约)?(?P<n>[一两二三四五0-9])?番")
# A decimal in words: 八点五.
_PART = "[零〇一二三四五六七八九]+"
_SHARE = rf"[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十百零]{{1,7}}(?:点{_PART})?"
# 百分之八点五, 千分之十; and a range, which says 百分之 once or twice: 百分之八至九. 百分之八到九月 is none.
# 进入前千分之一: one of a class, and no share.
_HUNDREDTHS = re.compile(
    rf"分之(?<=[百千]分之)(?<![A-Za-z入居列位名球界]前.分之)(?P<n>{_SHARE})(?:(?:[至到]|-{{1,2}}|—{{1,2}}|~)(?:[百千]分之)?(?P<top>{_SHARE})"
    rf"(?![0-9.,点{NUMERALS}年月日号个%‰倍元]))?"
)
_DOUBLE_DIGIT = re.compile("两位数(?:(?:以上)?(?=增长|的?增速|以上)|(?<=[达到现持长]两位数)(?=[，,。;；]))")
# What small Chinese numerals stand with in set phrases rather than in counts: 两个方面, 三项重点.
_PHRASE = re.compile(
    "方面|意识|自信|维护|全面|坚持|确立|阶段|层面|文明|环节|问题|关键|百年|毫不|必由|不能|决不|重大|维度|大|不同|一(?!般)|结合|统一|转变|提升"
    "|现代化|任务|先行|翻番|主战场|工作日内|抓手|领域|到位|相|聚焦|更|体系|新|规定|措施|硬措施|目标|驱动|支撑|重点(?:[:，。]|工作)|管理|门槛|工作(?![者日站室组])|经费|补贴|赛"
)
# 两个万亿元大关, 两个新台阶; 甲、乙两项指标 only says how many were named, or how many are meant.
_NO_COUNT = re.compile(f"{MARK_PASSED}|项(?:主要|核心|重点|关键|经济|约束性)*指标")
# 三门海市政府: a place that has a numeral in its name.
_PLACE = re.compile("[\u4e00-\u9fff]?[市县区旗](?:人民|政府|委|第|[0-9])")
# 八家河, 三家屯.
_VILLAGE = re.compile("[河屯村镇乡店]")
# 抓好六项工作：…, 三个基地（…）: a count of what is named at once.
_NAMED_AT_ONCE = re.compile("[^，,。;、:(0-9]{1,6}[:(]")
_JOINED, _SIDE_BY_SIDE = re.compile("[一二两三四五六七八九十百千]"), re.compile("[、，][一二两三四五六七八九十百千]")
# 三到五个百分点, 上千亿元; but 以上百亿元.
_LOWER = re.compile(rf"(?P<low>[{NUMERALS[:-2]}](?<![{NUMERALS}第.].)[{NUMERALS[:-2]}]*)[至到]\Z")
_REACHED = re.compile("上(?<![以规线网路向身]上)(?=[百千万亿])")
# 新建一所幼儿园 counts, 一家 in other places does not.
_ONE_MADE = re.compile("(?:新建|建成|建立|培育|引进|对接|配备|至少|除)[^，,。;、0-9]{0,2}$")
# 配备一所学校和一所幼儿园.
_AND_ONE = re.compile("[建设办成立备]一[个家所][^，,。;、]{1,12}和$")
_LARGE = re.compile("[百千万亿]")
# Units that Chinese numerals stand with in phrases more often than in counts.
_LOOSE = frozenset("天日年月次名位人元分期棵度层户口线门点步种类道周方级支套片米里")
_IN_PLACES = ("台", "门", "户", "道")
_RATIOS = ("倍", "成", "个百分点")
# Of these, those that have parts: 两点五元.
_MEASURED = frozenset("天年人元分度层方级米里")


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
    closed: bool = False  # by a word behind it


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
    """Return the value of a number in digits or Chinese numerals: 八点五 is 8.5."""
    if words.isascii():
        return Decimal(words)
    whole, _, part = words.partition("点")
    return numeral(whole) + Decimal("0." + "".join(str(CHINESE_DIGITS[sign]) for sign in part) if part else 0)


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
    match = _HUNDREDTHS.search(text)
    while match:
        share, top, end = value_of(match["n"]), None, match.end("n")
        if (
            (last := match["top"])
            and last.isascii() == match["n"].isascii()
            and value_of(last) > share
            and text[max(0, match.start() - 2)] not in "由从"
        ):
            top, end = value_of(last), match.end()
        start = match.start() - 1
        unit, bound = "%" if text[start] == "百" else "‰", "range" if top else "exact"
        if not top and text.startswith(("多", "余", "几"), end):
            bound = "more_than"
        yield match.start("n"), Number(start, end, share, top, unit, unit, bound, words=True)
        match = _HUNDREDTHS.search(text, end)
    for match in _DOUBLE_DIGIT.finditer(text):
        yield match.start(), Number(*match.span(), Decimal(10), None, "%", "%", "at_least", doubt="words", words=True)


class Counts:
    """Finds the counts in Chinese numerals of texts: 两个乡镇, 百亿元."""

    def __init__(self, unit: str, base_of: Callable[[str], str], bound: Callable[[str, Number, str], None]):
        sign, last = f"[{NUMERALS}]", f"[{NUMERALS[:-2]}]"
        # 一万六千七百七十亿 has nine signs, and 三亿零四百七十五万 as many. After 点 stand the parts of one.
        self._numbers = re.compile(
            rf"(?P<n1>{sign}(?<![0-9{NUMERALS}第几数.前/].)(?<![{NUMERALS}]点.)(?:{sign}{{0,15}}{last}|(?<={last})|(?=点)))"
            rf"(?:点(?P<p1>{_PART}))?(?P<m1>[余多来]?)(?P<t1>[万亿]*)"
            rf"(?:(?P<u1>{unit})|(?<=[万亿])(?={COUNTED_PEOPLE.pattern}|[，,。;以大的左]))"
        )
        self._base_of, self._bound = base_of, bound

    def numbers(self, text: str, in_quotes: Callable[[int], bool]) -> Iterator[Number]:
        """Return the counts of a text, and its set phrases with their reason."""
        for match in self._numbers.finditer(text):
            unit, start, end = match["u1"] or "", *match.span()
            if unit == "分" and text.startswith("之", end):
                continue
            if in_quotes(start) or _is_phrase(text, match, unit):
                if unit:
                    yield Number(start, end, reason="date" if unit in ("年", "月", "日") else "set_phrase", words=True)
                continue
            # The scale after 多 is a part of the numeral: 一亿一千多万.
            whole, part = match["n1"], match["p1"]
            value = value_of(f"{whole}点{part}") * factor(match["t1"]) if part else numeral(whole + match["t1"])
            number = Number(start, end, value, None, self._base_of(unit), unit, doubt="words", words=True)
            if not unit:
                if COUNTED_PEOPLE.match(text, end):
                    number.unit = "人"
                elif WORTH.search(text, max(0, start - 14), start):
                    number.unit = "元"
                else:
                    continue
            self._bound(text, number, "more_than" if match["m1"] else "exact")
            if _REACHED.match(text, start - 1):
                # 上千亿元: a thousand, and it may be more.
                number.start, number.qualifier = start - 1, "at_least"
            elif unit == "倍" and text.startswith("半", end):
                number.end, number.value = end + 1, value + Decimal("0.5")
            elif lower := _LOWER.search(text, max(0, start - 6), start):
                _widen(number, lower, whole)
            yield number


def _widen(number: Number, lower: re.Match, words: str) -> None:
    """Make a number the upper end of a range in words, of which the lower one shares its scale: 三到五万亩."""
    low = numeral(lower["low"])
    if words[-1] in "万亿" and lower["low"][-1] not in "万亿":
        low *= _SCALES[words[-1]]
    # 三到五百 may begin at three or at three hundred.
    if number.value / 100 < low < number.value:
        number.start, number.value, number.high, number.qualifier = lower.start(), low, number.value, "range"


def _is_phrase(text: str, match: re.Match, unit: str) -> bool:
    """Whether a quantity in Chinese numerals is a set phrase, a class or a name rather than a count."""
    words, (start, end) = match["n1"], match.span()
    if _NO_COUNT.match(text, match.end("n1")) and len(words) == 1:
        return True
    if match["p1"]:
        # 一点三倍 and 三点二万亩 measure; 两点一线 and 三点五十个 do not.
        return unit in _LOOSE and unit not in _MEASURED and not match["t1"]
    # 一亿二千万斤 is no phrase.
    if unit and len(words) > 3 and sum(sign in _SCALES for sign in words) > 1:
        return False
    if (
        words == "一"
        and unit in ("个", "家", "所", "倍")
        and (
            unit == "倍"
            or _ONE_MADE.search(text[max(0, start - 5) : start])
            or _AND_ONE.search(text[max(0, start - 20) : start])
        )
    ):
        return False
    # 高中二部: two of them would be 两部.
    second = words == "二" and unit not in _RATIOS and not match["t1"]
    if second or words in ("一", "万", "千万", "零") or text.startswith(("级", "型", "底线", ":"), end):
        return True
    myriads = "万" in words or "亿" in words or bool(match["t1"])
    if text[start - 1 : start] in ("个", "家", "座", "项", "初") or _JOINED.match(text, end):
        return True
    # 四个意识、四个自信; but 五百亿元，三年增长一倍.
    if (len(words) == 1 and unit not in _RATIOS and _SIDE_BY_SIDE.match(text, end)) or (
        unit in ("度", "斤") and not myriads
    ):
        return True
    if not _WELL_FORMED.fullmatch(words):
        return True
    if (unit in _IN_PLACES and _PLACE.match(text, end)) or (unit == "家" and _VILLAGE.match(text, end)):
        return True
    if unit == "年":
        return not text.endswith("连续", 0, start)
    small = not _LARGE.search(words)
    if small and (unit in _LOOSE or _PHRASE.match(text, end) or _NAMED_AT_ONCE.match(text, end)):
        return True
    if words in ("百", "千") and unit in ("日", "天", "亩") and not match["m1"]:
        return True
    if words[-1] in "千百十" and not match["m1"] and unit in ("人", "家", "户", "年", "米"):
        return True
    return bool(THRESHOLD.match(text, end) or OVER_WHAT.match(text, end))
