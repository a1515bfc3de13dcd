"""Whether a text is a whole government work report: no other report of the session, no news of it, no page of it."""

import re
from typing import NamedTuple

from zreport.corpus.labels import Refusal
from zreport.corpus.years import with_line_ends
from zreport.language import Text
from zreport.reading.folding import fold

_WHOLE_ONE = 6000  # signs that a report of a county has, at least
_SHORTEST = 1500  # signs; the shortest whole one of a county has 8,900, that of the State Council of 1975 some 5,000
_ADDRESS = 600  # signs in which the representatives are addressed a last time
_LAST = 60  # signs in which a report takes its leave
_PARAGRAPH = 3000  # signs; a longer line is of a text whose line ends are lost
_SHORT = 40  # signs of a line that is no paragraph
_TITLE = 80  # signs of a line that may be a title
_TOP = 8  # lines above the first words
_LAST_OF_ITS_KIND = 1983  # until then the State Council laid plans and budgets before the congress as its report
_GREETING = re.compile("各位代表|各位委员|同志们|现在[,，]?我|^[一二三四五六七八九十]+、", re.M)
_OTHERS = {
    "预算报告": ("a budget report", r"(?:预算|决算).{0,24}(?:报告|草案)|财政.{0,12}(?:执行|收支).{0,12}报告"),
    "计划报告": (
        "a report on the plan",
        "(?:经济|社会|发展|年度|五年).{0,4}(?:计划|规划).{0,30}(?:报告|草案|说明|纲要)",
    ),
    "法院工作报告": ("the report of a court", "人民法院.{0,10}报告"),
    "检察院工作报告": ("the report of a procuratorate", "人民检察院.{0,10}报告"),
    "政协工作报告": ("a report of the CPPCC", "(?:政协|政治协商会议|委员会常务委员会).{0,20}(?:工作|情况).{0,4}报告"),
    "人大常委会工作报告": (
        "the report of a standing committee",
        "(?:常务委员会|人大常委会|常委会).{0,6}工作.{0,4}报告",
    ),
    "党代会报告": (
        "the report to a party congress",
        "中国共产党.{0,20}(?:代表大会|全体会议)|党代会.{0,6}报告|纪律检查委员会",
    ),
    "决议": ("a resolution", "关于.{0,30}政府工作.{0,3}报告.{0,4}的?决议|的决议$"),
    "解读": (
        "a comment on a report",
        "解读|一图(?:读懂|看懂)|图解|名词解释$|评论员|社论|问答|学习.{0,6}体会|审议.{0,12}侧记|要点速览",
    ),
    "统计公报": ("a statistical communiqué", "统计公报"),
}
_ITSELF = re.compile("政府工作(?:的)?报告$|^(?:关于)?政府工作(?:的)?报告|政府工作报告(?:[(（]|[—-]|[0-9]{4}年)")
_MONEY = re.compile("预算|计划执行|决算")
_ENTRUSTED = re.compile("受.{2,20}委托.{0,60}(?:预算|计划|决算|审计)")
_SPOKEN = re.compile(
    "(?<!各位)代表.{0,20}(?:政府|国务院|人民委员会|革命委员会).{0,16}(?:报告|作|汇报)|政府工作.{0,12}报告"
)
# How a report begins, and it does so once: title and session, or address and first words.
_TITLED = r"^[ \t]*[^\n。，]{0,20}政[ \t]*府[ \t]*工[ \t]*作[ \t]*(?:的[ \t]*)?报[ \t]*告[^\n。，]{0,20}\n"
_HEAD = re.compile(
    rf"{_TITLED}[^。]{{0,200}}?[0-9]日[^。\n]{{0,8}}在[^。\n]{{4,40}}会议"
    r"|各位代表[^\w\n]*\n\s*现在[^。!！\n]{0,15}代表[^。!！\n]{0,25}(?:政府|国务院)",
    re.M,
)
_OTHER_SPEAKER = re.compile(
    "(?<!各位)代表.{0,16}(?:人民法院|检察院|常务委员会|常委会|中共|中国共产党|党委|县委|市委|省委)"
)
_COURTS = ("审判", "审结", "执结", "法官", "检察", "起诉", "批捕", "人民法院")
_NEWS = re.compile("(?:本报讯|讯[ (（:：]|日电|[(（]?(?:记者|通讯员)[ :：]?[\u4e00-\u9fff]{2,4})")
_REPORTED = re.compile(
    "作(?:了)?(?:题为)?.{0,12}《?政府工作报告|《政府工作报告》|报告(?:指出|提出|认为|全文|中提到)|开幕"
)
_REVIEW = re.compile("回顾|总结|过去|成就|工作情况|执行情况|完成情况|取得|以来")
_PLAN = re.compile("安排|任务|目标|打算|部署|建议|总体要求|思路|重点|今后|未来|展望|计划|规划|举措|做好")
_TOPLEVEL = re.compile("^[ \t]*(?:第?([一二三四五六七八九十])(?:、|部分))(.{0,60})", re.M)
_HEADING = re.compile("[ \t]*(?:第?[一二三四五六七八九十]+(?:、|部分)|[(（][一二三四五六七八九十]+[)）])")
_WHOLE = re.compile("[全我][省市县区旗州盟国]")
_ECONOMY = ("生产总值", "财政收入", "预算收入", "工业", "农业", "投资", "粮食", "收入", "企业", "教育", "卫生", "生产")
_FAREWELL = re.compile(
    "奋斗|谢谢|篇章|辉煌|明天|贡献|胜利(?!召开)|前进|优异的?成绩|献礼|佳绩|答卷|局面|迈进|凯歌|奋勇|梦想|万岁|完毕|崛起|业绩|征程|跨越|未来|努力"
)
_CALL = re.compile("各位代表|各位委员|让我们|同志们|朋友们")
_CLOSING = re.compile(f"(?:各位代表|让我们|同志们)[^。]{{0,200}}(?:{_FAREWELL.pattern})[^。]{{0,40}}[!！。]")
_STRIVE = re.compile("奋斗[。!！]?$|谢谢")
_THANKS = re.compile("感谢|敬意|谢意")
_NOTES = re.compile(
    "^[ \t]*(?:附件|附[:：录]|名词解释|名词注释|注释|相关名词|注[:：]|[\\[【(（]?1[\\]】)）、.．:：]|①)", re.M
)
_CLOSED = '。!！?？;；.…”"’』」》)）]】'


class _Signs(NamedTuple):
    """What tells a report from other texts: points for it, and the headings of its parts by number."""

    points: int
    numbers: list[str]
    review: bool
    plan: bool


def why(text: str) -> Refusal | None:
    r"""Say why a text is no whole report; nothing where it is one.

    Examples
    --------
    >>> why("关于安国市2021年预算执行情况和2022年预算草案的报告\n各位代表：\n受市政府委托……").reason
    'no_report'
    """
    plain = with_line_ends(fold(text).text.strip())
    found = _GREETING.search(plain[:1500])
    start = found.start() if found else 0
    top = [re.sub(r"\s+", "", line) for line in plain[:start].split("\n")]
    top = [line for line in top if line][:_TOP] or [re.sub(r"\s+", "", line) for line in plain[:200].split("\n")]
    opening = re.sub(r"\s+", "", plain[start : start + 400])
    signs = _signs(plain, top, opening)
    if other := _other(plain, top, opening, signs):
        zh, en = other
        return Refusal("no_report", Text(f"不是政府工作报告：{zh}", f"no government work report: {en}"))
    if second := _HEAD.search(plain, _WHOLE_ONE):
        said = " ".join(second[0].split())[-40:]
        zh = f"像是几份报告连在一起（后一份从“{said}”起）；请拆成几个文件"
        en = f"reports seem joined in it (another begins at “{said}”); part them into files of their own"
        return Refusal("joined", Text(zh, en))
    return _torn(plain, top, opening, signs)


def _signs(plain: str, top: list[str], opening: str) -> _Signs:
    headings = _TOPLEVEL.findall(plain)
    review = any(_REVIEW.search(words) for _, words in headings)
    plan = any(_PLAN.search(words) and not re.search("回顾|总结", words) for _, words in headings)
    points = 2 * any(map(_ITSELF.search, top)) + 3 * bool(_SPOKEN.search(opening))
    points += min(plain.count("各位代表"), 2) + 2 * review + 2 * plan
    points += min(len(_WHOLE.findall(plain)) // 4, 2) + ("政府自身建设" in plain)
    economy = sum(word in plain for word in _ECONOMY)
    points += economy // 4 - 1 + 3 * (_historic(plain) and economy > len(_ECONOMY) // 2)
    return _Signs(points, [number for number, _ in headings], review, plan)


def _other(plain: str, top: list[str], opening: str, signs: _Signs) -> tuple[str, str] | None:
    """What else a text is, in both languages."""
    titled, head = any(map(_ITSELF.search, top)), "".join(top)
    spoken = bool(_SPOKEN.search(opening)) and plain.count("各位代表") > 0 and not _MONEY.search(opening[:160])
    for zh, (en, pattern) in _OTHERS.items():
        about = zh in ("决议", "解读")
        if spoken or (titled and not about) or (_historic(plain) and zh in ("预算报告", "计划报告")):
            continue
        if any(re.search(pattern, line) for line in top if len(line) < _TITLE):
            return f"像是{zh}（“{head[:40]}”）", f"it reads as {en} (“{head[:40]}”)"
    if _ENTRUSTED.search(opening) and not _historic(plain):
        return "像是预算或计划报告（受政府委托作的）", "it reads as a report on budget or plan (made on behalf)"
    if _OTHER_SPEAKER.search(opening) and not _SPOKEN.search(opening):
        return "不是代表政府作的", "it is not made on behalf of a government"
    courts = sum(map(plain.count, _COURTS))
    if courts > len(plain) / 200:
        return (
            f"像是法院或检察院的报告（审判、检察等{courts}处）",
            f"it reads as that of a court or procuratorate ({courts} words of it)",
        )
    beginning = re.sub(r"\s+", "", plain[:1200])
    if not spoken and (_NEWS.search(beginning[:300]) or len(_REPORTED.findall(plain)) > 3) and _REPORTED.search(plain):
        return "像是关于报告的报道", "it reads as news of a report"
    if signs.points < 5:
        zh = "没有报告的样子（没有标题、称呼、“代表政府”的话，也没有回顾与安排两部分）"
        return zh, "it has no title, no address, no words on behalf of a government, no review and no plan"
    return None


def _historic(plain: str) -> bool:
    """Whether a text is of the years in which the State Council laid plans and budgets before the congress."""
    years = sorted(re.findall("(?:19|20)[0-9]{2}(?=年)", plain)) or ["1949" if "一九" in plain else "2000"]
    return int(years[len(years) // 2]) < _LAST_OF_ITS_KIND and plain.count("我国") + plain.count("国家") > _TOP


def _torn(plain: str, top: list[str], opening: str, signs: _Signs) -> Refusal | None:
    """Why a text is only a part of a report."""

    def fragment(zh: str, en: str) -> Refusal:
        return Refusal("fragment", Text(f"不完整：{zh}；请找到全文", f"not whole: {en}; find the whole text"))

    if len(plain) < _SHORTEST:
        return fragment(f"只有{len(plain)}字", f"it has only {len(plain)} signs")
    greeted = bool(_SPOKEN.search(opening)) or "各位代表" in plain[:500] or any(map(_ITSELF.search, top))
    first = _TOPLEVEL.search(plain)
    if first and first[1] not in "一" and not greeted and "一、" not in plain[: first.start()]:
        return fragment(
            f"从“{first[0].strip()[:20]}”以前的部分缺了开头",
            f"its beginning, before “{first[0].strip()[:20]}”, is missing",
        )
    ended = _ended(plain)
    if not ended and plain[-1] not in _CLOSED:
        return fragment(f"在句子中间断了（“…{plain[-20:]}”）", f"it breaks off in a sentence (“…{plain[-20:]}”)")
    if signs.numbers and signs.review and not signs.plan and (not ended or len(plain) < _WHOLE_ONE):
        return fragment("只有回顾，没有安排", "it has a review and no plan")
    if signs.numbers and not ended and not _historic(plain):
        return fragment(f"没有结尾（“…{plain[-20:]}”）", f"it has no end (“…{plain[-20:]}”)")
    return None


def _ended(plain: str) -> bool:
    """Whether a text has the last words of a report, above its notes if it has any."""
    notes = _NOTES.search(plain, len(plain) // 2)
    body = plain[: notes.start()].rstrip() if notes else plain
    lines = [line.rstrip() for line in body.split("\n") if line.strip()]
    if _HEADING.match(lines[-1]) and len(lines[-1]) < _SHORT and not notes:
        return False
    # A page or a paper may stand below the last words.
    last = next((line for line in lines[:-4:-1] if len(line) >= _SHORT or _farewell(line)), lines[-1])
    if _farewell(last[-_LAST:]) and (last[-1] in "!！" or _CALL.search(body[-_ADDRESS:]) or _STRIVE.search(last)):
        return True
    if max(map(len, lines)) > _PARAGRAPH:  # what stands below is not told from it by lines
        return bool(_CLOSING.search(plain, len(plain) * 3 // 5))
    # Lists of projects or of new terms may stand below without a heading.
    planned = max((found.start() for found in _TOPLEVEL.finditer(plain) if _PLAN.search(found[2])), default=0)
    below = [line.rstrip() for line in plain[max(planned, len(plain) // 2) :].split("\n")]
    called = any(_farewell(line[-_LAST:]) and (_CALL.search(line) or line[-1] in "!！") for line in below)
    return called and plain[-1] in _CLOSED


def _farewell(words: str) -> bool:
    """Whether words are those with which a report ends."""
    last = words.rstrip()
    called = last[-1:] in ("!", "！") or (_FAREWELL.search(last) and last[-1:] in ("。", "家", "”"))
    return bool(called) and not _THANKS.search(last[-60:])
