"""Every number of a text: the quantity that it states with value, unit and bound, or why it states none."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from zreport.reading.quantity import one_of

_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_NUMERALS = "一二两三四五六七八九十百千万亿零〇"
_DIGITS = {
    sign: at for at, signs in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for sign in signs
}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
# Those who are counted without a unit: 50多万游客, 1.1亿人口.
_PEOPLE = "群众|游客|居民|农民|学生|职工|村民|儿女|党员|干部|劳动力|父老|乡亲|百姓|师生|学子|大军|民众|市民|老百姓|各族|贫困|残疾|妇女|儿童|老人|老年|考生|农村|失业|[^0-9，。、;；]{2,7}(?:人民|儿女|父老|老区)"
_WORTH = re.compile("投资|产值|收入|资金|存款|贷款|产业|投入|规模|集群|增加值|总额|余额|营收|交易|消费|大关|固投|总量")
# A number with these beside it is a class, an ordinal or part of a name: 110千伏, 220吨级, 107国道, 5A.
_CLASS = re.compile(
    r"千伏(?!安)|[kK][vV]|级(?!联)|岁|周岁|号|路(?!径)|国道|省道|县道|高速|线(?!路|上)|强|届|周年|[#℃°]|[A-Za-z]{1,3}级?(?![A-Za-z])"
    r"|:[0-9]{2}|代(?!办)|寸|版|星|维|字头|码|分局|旅|师|医院|病|中学|小学|后(?=[^，。]{0,4}[人青])|英寸|热线|平台|政务|便民|世纪|所高校"
)
_LETTER_BEFORE = re.compile(r"(?:[A-Za-z·_]|[A-Za-z]-|[省国县乡]道|每|NO\.|No\.)$")
_ORDINAL_BEFORE = re.compile(r"第$")
_DATE = re.compile(
    r"(?:[-—~至到、和及]{1,2}[0-9]{1,4})*(?:年(?:(?!一遇|以上|以内|以下|期)|$)|月(?!均|租)|日(?!均|产|供|处理|内))|(?:\.[0-9]{1,2})?”?(?:特大|强降雨|洪)"
)
_BRACKETED = re.compile(r"[(\[【〔][0-9]{1,3}[)\]】〕]")
_ITEM = re.compile(r"[0-9]{1,2}[.．、:：](?![0-9])")
_THRESHOLD = re.compile(
    r"(?:(?:以上|以下|以内|及以上|级)的?[^0-9，。；、,;%以]{0,8}?|的?(?=企业|县))"
    r"(?:项目|企业|人群|老人|老年人|老年|户(?!数)|园区|基地|锅炉|机组|合作社|大户|儿童|服务业|工业|医院|单位|产品|品牌|景区|人员|灌区|水库|骨干|村|县|人才|团队|产业|群众)"
)
_OVER = re.compile(r"(?:年销售收入|销售收入|主营业务收入|营收|产值|纳税|投资|总投资|税收|总量|收入|^|[^突])(?:过|超|超过|达)$")
_OVER_WHAT = re.compile(r"(?:的?(?:工业|重大|农业|产业|制造业|优质|生产经营性)?(?:项目|企业|县(?!域)|集群|园区|强企))")
_QUOTED = re.compile(r"[“\"‘《「『][^“”\"‘’《》\n]{1,40}[”\"’》」』]")
_IN_QUOTES = re.compile(r"(?:个|家|户|亿元|万元|元|%|‰|亩|人|吨|公里|平方米|件)")
_CUT = re.compile(r"(?:以上|以下|以内|左右)?[、和与及]")
_RANK = re.compile(
    r"(?P<top>前|第)(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?![0-9一二三四五六七八九十])(?P<u>位|名)?"
    r"(?!产业|方阵|梯队|批|次|届|季度|代|期|大(?!市|省)|轮|类|条|款|章|个|责任|书记|时间|线|站|产|阶段|步|师|团|年|月|把|要务|高级|医|人民|小|中|实验|幼|百货|天|方|资源|动力|生产|平台|家|张|枚|单|例|部|者|村|股|强(?!县)|会)"
)
_RANKED = re.compile(r"(?:全[市省国县区]|世界|全球|位居|位列|排名|名列|居|列|位|排|国内|进入|进位|冲刺|同类县?|[省市]|平原县|第|县|达到|稳居|跻身|至)(?:[^，。；,;]{0,8})$")
_RATIO = re.compile(r"[0-9]+(?:\.[0-9]+)?(?::[0-9]+(?:\.[0-9]+)?){1,2}")
_TIMES = re.compile(r"翻了?(?:近|约)?(?P<n>[一两二三四五0-9])?番(?P<half>半)?")
_DOUBLE_DIGIT = re.compile("两位数(?:以上)?(?=增长|的?增速|以上)")
# Things of which a Chinese numeral tells the number, though not in every text: a person is to look.
_PHRASE = re.compile(
    "方面|意识|自信|维护|全面|坚持|确立|阶段|层面|文明|环节|问题|关键|百年|毫不|务必|必由|不能|决不|重大|维度|大|不同|一(?!般)|结合|统一|转变|提升|先行|翻番|主战场|工作日内|抓手|领域|到位|相|聚焦|更|体系|新|规定|措施|硬措施|目标|驱动|支撑"
)

_JOINED, _LIMITED = re.compile("[、，]?[一二三四五六七八九十百千]"), re.compile("以上|以下")
# Units that Chinese numerals stand with in phrases more often than in counts.
_LOOSE = frozenset("天 日 年 月 次 名 位 人 元 分 期 棵 度 层 户 口 线 门 点 步 种 类 道 周 方 级 支 套 片 米 里".split())

# Units of two names, and the one that values are told in.
_SAME = {"平米": "平方米", "度": "千瓦时", "方": "立方米", "立方": "立方米", "千克": "公斤", "个小时": "小时", "工作日": "个工作日"}
_SAME |= {"成": "%", "MW": "兆瓦", "GW": "吉瓦", "EFLOPS": "Eflops", "个位次": "位", "位次": "位"}


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
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in "万亿":
            total = (total + section + digit or 1) * _SCALES[sign]
            section = digit = 0
        else:
            section += (digit or 1) * _SCALES[sign]
            digit = 0
    return Decimal(total + section + digit)


def _factor(words: str) -> int:
    factor = 1
    for sign in words:
        factor *= _SCALES[sign]
    return factor


class Scanner:
    """Finds and reads the numbers of texts in known units, bounded by known words.

    `before` and `after` are the words that bound a figure on either side, with the qualifier that they mean.
    """

    def __init__(self, units: Mapping[str, Mapping[str, str]], before: Mapping[str, str], after: Mapping[str, str]):
        self._base = {unit: _SAME.get(unit, unit) for unit in units if unit[0] not in "万亿"}
        self._before, self._after = dict(before), dict(after)
        unit = one_of(self._base)
        unit = f"(?:{unit})(?:/(?:{unit}|年|月|日)(?:·(?:{unit}))?)?"
        part = (
            f"(?P<s{{0}}>(?:[十万亿]|百(?!分)|千(?![瓦伏克米卡]))*)(?P<m{{0}}>[余多来]?)(?P<t{{0}}>(?:[万亿]|百(?!分)|千(?![瓦伏克米卡]))*)(?P<u{{0}}>{unit})?(?P<o{{0}}>[余多](?![样元种渠式功彩层次方边]))?"
        )
        self._arabic = re.compile(
            rf"(?P<n1>{_ARABIC}){part.format(1)}(?:(?:-{{1,2}}|~|—{{1,2}}|至|到)(?P<n2>{_ARABIC}){part.format(2)})?"
        )
        sign = f"[{_NUMERALS}]"
        self._chinese = re.compile(
            rf"(?<![0-9{_NUMERALS}第几数.前])(?P<n1>{sign}{{0,6}}[{_NUMERALS[:-2]}])(?P<m1>[余多来]?)(?P<t1>[万亿]?)"
            rf"(?:(?P<u1>{unit})|(?<=[万亿])(?={_PEOPLE}|[，。；以大的左]))"
        )
        self._people = re.compile(_PEOPLE)
        self._behind = re.compile(one_of(after))
        self._ahead = re.compile(rf"(?<![节制条公签合预集附最邻立])({one_of(before)})(?:了|有|为|达到?|至|到)?$")

    def scan(self, text: str) -> list[Number]:
        """Return the numbers of a text in order: each run of digits, and each quantity in words."""
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        ranks = {match.start("n"): match for match in _RANK.finditer(text) if self._is_rank(text, match)}
        ratios = [match.span() for match in _RATIO.finditer(text)]
        found: list[Number] = []
        stop = 0
        for match in self._arabic.finditer(text):
            if match.start() < stop:
                continue
            number = self._digits(text, match, quoted, ranks, ratios)
            found.append(number)
        self._complete(text, found)
        self._carry(text, found)
        taken = bytearray(len(text))
        for number in found:
            taken[number.start : number.end] = b"\1" * (number.end - number.start)
        for number in self._in_words(text, quoted, ranks):
            if not any(taken[number.start : number.end]):
                taken[number.start : number.end] = b"\1" * (number.end - number.start)
                found.append(number)
        return sorted(found, key=lambda number: number.start)

    def _is_rank(self, text: str, match: re.Match) -> bool:
        return bool(match["u"] or _RANKED.search(text[max(0, match.start() - 12) : match.start()]))

    def _digits(self, text: str, match: re.Match, quoted: Sequence, ranks: Mapping, ratios: Sequence) -> Number:
        start, end = match.span()
        if start in ranks:
            return self._rank(text, ranks[start])
        reason = self._no_figure(text, match, quoted)
        if reason:
            first = match.end("n1")
            return Number(start, first, reason=reason)
        if in_spans(ratios, start):
            return Number(start, match.end("n1"), Decimal(match["n1"].replace(",", "")), None, "%", "", doubt="ratio")
        return self._quantity(text, match)

    def _no_figure(self, text: str, match: re.Match, quoted: Sequence) -> str:
        start, after = match.start(), match.end("n1")
        before = text[max(0, start - 12) : start]
        if text[start - 1 : start] in ("(", "[", "【", "〔") and _BRACKETED.match(text, start - 1):
            return "footnote"
        if (start == 0 or text[start - 1] in "\n。；;") and _ITEM.match(text, start):
            return "list_number"
        if re.match("个(?:[“‘]|方面|必须|坚持|始终|有|工作方法|意识|问题|确保|一批)", text[after : after + 5]):
            return "set_phrase"
        if before.endswith("+") or text.startswith("+", after):
            return "set_phrase"
        if _ORDINAL_BEFORE.search(before):
            return "ordinal"
        if not match["s1"] and not match["m1"] and (_DATE.match(text, after) and not (match["u1"] or "").startswith("年一")):
            years = text.startswith("年", after) and len(match["n1"]) < 3
            return "" if years and re.search("连续|历时|历经|用时|不少于$", before[-4:]) else "date"
        if match["n2"] and not match["u1"] and re.match("年|月|日", text[match.end("n2") :]):
            return "date"
        if _LETTER_BEFORE.search(before):
            return "name"
        if text.startswith("周年", after):
            return "ordinal"
        if not match["u1"] and _CLASS.match(text, match.end("m1")):
            return "" if text.startswith("岁", after) and re.search("寿命|年龄", before) else "name"
        if re.match(r"[-~—至]*[0-9]*(?:千伏(?!安)|[kK][vV])", text[after : after + 12]):
            return "name"
        if self._quoted(text, quoted, start, match):
            return "set_phrase"
        unit_end = match.end("u1") if match["u1"] else match.end("t1")
        if match["u1"] and (text.startswith("级", unit_end) or text.startswith(("型", "制"), unit_end)):
            return "name"
        if match["u1"] and not match["n2"]:
            if match["u1"][-1] in "米里" and re.match("范围|以外|半径|深|高(?![标速质])|宽|(?:生活|便民|服务)圈", text[unit_end : unit_end + 4]):
                return "threshold"
            sized = not re.match("[个家项条件座所处%公]", match["u1"])
            if sized and re.match("[余多]?(?:以上|以下|以内|及以上)", text[unit_end : unit_end + 4]) and _THRESHOLD.match(text, unit_end):
                return "threshold"
            if match["u1"] == "小时" and re.match("(?:过境|免签|值|服务|不|在线|自助|政务|营业|便民|开放|热线|响应)", text[unit_end : unit_end + 3]):
                return "name"
            if _OVER.search(before) and _OVER_WHAT.match(text, unit_end):
                return "threshold"
        return ""

    def _quoted(self, text: str, quoted: Sequence, start: int, match: re.Match) -> bool:
        at = bisect_left(quoted, (start + 1,)) - 1
        if at < 0 or quoted[at][1] <= start:
            return False
        first, last = quoted[at]
        if last - first > 26 and text[first] != "《" and match["u1"]:
            return False
        return not (match["u1"] and re.search("[元%亩吨]", match["u1"]) and re.search("增长|达到|完成|实现", text[first:last]))

    def _quantity(self, text: str, match: re.Match) -> Number:
        parts = match.groupdict()
        high = parts["n2"]
        if high and parts["u1"] and parts["u2"] and self._base_of(parts["u1"]) != self._base_of(parts["u2"]):
            high = None
        if high and not (parts["u1"] or parts["u2"]):
            high = None
        unit = (parts["u2"] if high else None) or parts["u1"] or ""
        scale = _factor(parts["s1"] + parts["t1"])
        if high:
            scale_high = _factor(parts["s2"] + parts["t2"])
            if not parts["u1"] and not parts["s1"]:
                scale = scale_high
            end = match.end("o2") if parts["o2"] else match.end("u2") if parts["u2"] else match.end("t2")
        else:
            scale_high = 1
            end = match.end("o1") if parts["o1"] else match.end("u1") if parts["u1"] else match.end("t1")
        low = _decimal(parts["n1"]) * scale
        top = _decimal(high) * scale_high if high else None
        if top is not None and top < low:
            high = top = None
            end = match.end("u1") if parts["u1"] else match.end("t1")
            unit = parts["u1"] or ""
        number = Number(match.start(), end, low, top, self._base_of(unit), unit)
        if not unit:
            self._unitless(text, number, parts)
        over = parts["m1"] or parts["o1"] or (high and (parts["m2"] or parts["o2"]))
        self._bound(text, number, "range" if top is not None else "more_than" if over else "exact")
        return number

    def _unitless(self, text: str, number: Number, parts: Mapping[str, str]) -> None:
        after = text[number.end : number.end + 8]
        scaled = bool(re.search("[万亿]", parts["s1"] + parts["t1"]))
        if scaled and self._people.match(after):
            number.unit = "人"
        elif parts["m1"] and self._people.match(after):
            number.unit = "人"
        elif scaled and re.search("(?:人口|人数|人员|游客|劳动力)$", text[max(0, number.start - 4) : number.start]):
            number.unit = "人"
        elif scaled and (after.startswith("大关") or _WORTH.search(text[max(0, number.start - 14) : number.end + 4])):
            number.unit = "元"
        elif text.startswith("岁", number.end):
            number.unit = number.printed = "岁"
            number.end += 1
        elif scaled:
            number.doubt = "unit"
        else:
            number.reason = "no_unit"

    def _base_of(self, unit: str | None) -> str:
        if not unit:
            return ""
        unit, _, per = unit.partition("/")
        if f"{unit}/{per}" in self._base:
            return self._base[f"{unit}/{per}"]
        return self._base.get(unit, unit) + (f"/{per}" if per else "")

    def _bound(self, text: str, number: Number, own: str) -> None:
        """Read the bound that stands beside a quantity."""
        number.qualifier = own
        if after := self._behind.match(text, number.end):
            if own != "range":
                number.qualifier = self._after[after[0]]
        elif own == "exact" and (before := self._ahead.search(text[max(0, number.start - 8) : number.start])):
            number.qualifier, number.bounded = self._before[before[1]], True
            if before[1] in ("近", "约", "超", "超过", "逾"):
                number.start -= len(before[0])

    def _rank(self, text: str, match: re.Match) -> Number:
        words = match["n"]
        value = Decimal(words) if words.isascii() else numeral(words)
        number = Number(match.start(), match.end(), value, None, "位", match["u"] or "", "exact", rank=True)
        if match["top"] == "前":
            number.qualifier = "at_most"
        number.words = not words.isascii()
        return number

    def _carry(self, text: str, found: list[Number]) -> None:
        """Let a bound before the first number of a list hold for all: 分别突破30亿元、40亿元."""
        for number, following in pairwise(found):
            if number.reason or following.reason or following.qualifier != "exact" or number.qualifier == "exact":
                continue
            if text[number.end : following.start] in ("、", "和", "及", "与") and number.bounded:
                following.qualifier, following.bounded = number.qualifier, True

    def _complete(self, text: str, found: list[Number]) -> None:
        """Give a number whose unit was cut short in a list that of the next: 3.4个、2个百分点; 20、30亿元."""
        for number, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
            between = text[number.end : following.start]
            if not following.unit or not _CUT.fullmatch(between) or following.reason:
                continue
            if number.reason == "no_unit":
                number.reason = ""
                scale = _factor("".join(re.findall("[十百千万亿]", text[following.start : following.end].rstrip(following.printed))))
                number.value = number.value * scale
                number.unit, number.printed = following.unit, following.printed
            elif number.unit == "个" and following.unit == "个百分点":
                number.unit = number.printed = "个百分点"

    def _in_words(self, text: str, quoted: Sequence, ranks: Mapping):
        for match in ranks.values():
            if not match["n"].isascii():
                yield self._rank(text, match)
        for match in _TIMES.finditer(text):
            times = match["n"] or "一"
            value = Decimal(2 ** int(Decimal(times) if times.isascii() else numeral(times)))
            number = Number(*match.span(), value, None, "倍", "倍", words=True)
            self._bound(text, number, "about" if re.search("近|约", match[0]) else "exact")
            yield number
        for match in _DOUBLE_DIGIT.finditer(text):
            yield Number(*match.span(), Decimal(10), None, "%", "%", "at_least", doubt="words", words=True)
        for match in self._chinese.finditer(text):
            if number := self._chinese_number(text, match, quoted):
                yield number

    def _chinese_number(self, text: str, match: re.Match, quoted: Sequence) -> Number | None:
        words, unit = match["n1"], match["u1"] or ""
        start, end = match.span()
        if self._is_phrase(text, match, unit) or in_spans(quoted, start):
            return Number(start, end, reason="set_phrase", words=True) if unit else None
        value = numeral(words) * _factor(match["t1"])
        number = Number(start, end, value, None, self._base_of(unit), unit, doubt="words", words=True)
        if not unit:
            if self._people.match(text, end):
                number.unit = "人"
            elif _WORTH.search(text[max(0, start - 14) : start]):
                number.unit = "元"
            else:
                return None
        self._bound(text, number, "more_than" if match["m1"] else "exact")
        return number

    def _is_phrase(self, text: str, match: re.Match, unit: str) -> bool:
        """Whether a quantity in Chinese numerals is a set phrase, a class or a name rather than a count."""
        words, (start, end) = match["n1"], match.span()
        if words in ("一", "万", "千万", "零") or text.startswith(("级", "型", "底线"), end):
            return True
        if text[start - 1 : start] in ("个", "家", "座", "项", "初") or _JOINED.match(text, end):
            return True
        if not re.search("[百千万亿]", words) and (unit in _LOOSE or _PHRASE.match(text, end)):
            return True
        if words[-1] in "千百十" and not match["m1"] and unit in ("人", "家", "户", "年", "米"):
            return True
        return bool(_LIMITED.match(text, end) and _THRESHOLD.match(text, end) or _OVER_WHAT.match(text, end))


def in_spans(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a place lies in one of some spans, which are in order."""
    at = bisect_left(spans, (place + 1,)) - 1
    return at >= 0 and spans[at][1] > place


def _decimal(words: str) -> Decimal:
    return Decimal(words.replace(",", ""))

