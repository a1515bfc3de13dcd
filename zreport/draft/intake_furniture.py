"""What a web page, a newspaper or a saved file sets around a report, and is no part of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from zreport.language import Text
from zreport.reading.folding import signs

# What is taken off, as a person is told of it.
REMOVED_KINDS = {
    "furniture": Text("网页栏目、署名、声明等", "what a web page adds"),
    "navigation": Text("正文以外的网页内容", "outside the main text of the page"),
    "hidden": Text("隐藏的文字", "hidden words"),
    "header": Text("页眉页脚", "page header or footer"),
    "page": Text("页码", "page number"),
    "blank_page": Text("没有文字的页", "page without words"),
    "contents": Text("目录", "table of contents"),
    "entity": Text("网页代码（作空白或所代表的字）", "web code, read as the sign or blank that it stands for"),
    "glyph": Text("字体的码位（作所代表的字）", "code of a font, read as the character that it stands for"),
}

_HEAD, _TAIL, _LONG = 40, 80, 80
_BYLINE = (
    "责任编辑|责编|编辑|编审|审核|校对|初审|复审|终审|审稿|监制|录入|来源|信息来源|稿源|文章来源|作者|供稿|撰稿|"
    "发布时间|发布日期|发布单位|发布机构|发布人|发文机构|发文机关|发文单位|发文日期|发文字号|公开日期|成文日期|生成日期|更新时间|"
    "更新日期|浏览次数|浏览量|浏览|点击数|点击率|点击量|点击|阅读量|阅读次数|阅读|访问量|访问次数|字体|字号|字体大小|索引号|主题分类|"
    "主题词|信息分类|组配分类|体裁分类|公开方式|公开范围|公开形式|公开类别|有效性|时效性|关键词|标签|分享到|分享至|分享|主办单位|"
    "主办|承办单位|承办|维护单位|技术支持|联系我们|联系方式|备案号|备案序号|网站标识码|政府网站标识码|您?当前的?位置|"
    "您?现在的?位置|您?所在的?位置|上一篇|下一篇|上一条|下一条|上一页|下一页|前一篇|后一篇|附件下载|相关(?:附件|链接|阅读|新闻|文档|"
    "稿件|信息|文章|报道|解读)|推荐阅读|热门文章|友情链接|免责声明|版权声明|特别声明"
)
# These stand in reports too, and count only beside what does not.
_WEAK = re.compile("(?:标题|名称|时间|日期|文号|电话|联系电话|传真|地址|邮编|网址|邮箱|附件|类别|年份)[:]")
_BUTTON = re.compile(
    "(?:打印|关闭)(?:本页|此页|文章|页面|窗口)?|(?:返回|回到)(?:顶部|首页|列表)?|TOP|(?:加入)?收藏(?:本站)?|设为首页|我要纠错|纠错|"
    "分享到?|微信|(?:新浪|腾讯)?微博|QQ空间|QQ好友|字体|大|中|小|大中小|A[+-]?|繁[体體]|简体|无障碍(?:浏览)?|长者模式|关怀版|适老化|"
    "(?:网站)?首页|网站地图|关于我们|联系我们|相关(?:文档|附件|链接|阅读|新闻|稿件|信息|文章|报道|解读)|推荐阅读|热门文章|"
    "(?:附件|点击)?下载|友情链接|点赞|评论|登录|注册|搜索|[上下]一篇|标签"
)
_LISTS = re.compile("标签|相关(?!附件.)|推荐阅读|热门文章|友情链接|[上下]一[篇条]|网站导航|网站地图")
_DATE = r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
_FURNITURE = re.compile(
    rf"[\[【(]?(?:{_BYLINE})[:]"
    r"|.{0,80}版权所有|.*(?:ICP备|公网安备|网站标识码)"
    r"|.{0,6}扫一扫|.{0,10}扫描二维码|.{0,10}关注.{0,16}公众号"
    r"|.*(?:不代表本[站网]|不得转载|非营利性网站|[请速及时]联系本[站网]|如有侵权)"
    r"|\(?新华社.{2,16}电\)?$|《[^》]{2,12}》\(?[0-9]{4}年[0-9]+月[0-9]+日.{0,20}版\)?$"
    r"|[^。]{0,60}[。 ]?.{0,30}(?:记者|通讯员).{2,16}摄\)?$"
    r"|(?:网站)?首页[>»/→-]|[^>»。]{1,20}[>»][^>»。]{1,20}[>»]"
    rf"|{_DATE}(?:[0-9]{{1,2}}:[0-9]{{2}}|.{{0,20}}(?:{_BYLINE})[:])"
    r"|.{1,60}\.(?:pdf|docx?|wps|ofd|xlsx?|zip|rar)$"
    r"|(?:var |function\b|document\.|window\.|\$\()",
    re.I,
)
_OPENING = re.compile("各位代表|各位委员|同志们|[一二三四五六七八九十]+、|现在[,，]?我代表")
_NOTE = re.compile(r"[\[【(〔]?[0-9]{1,3}[\]】)〕.、:：]|[①-⓿]")
_PARTS = re.compile(r"[\s\[\]【】()|｜<>·,，、/]+")


@dataclass(frozen=True)
class Removed:
    """What was taken off a source, or read otherwise than it stands there.

    Attributes
    ----------
    kind : str
        A key of `REMOVED_KINDS`.
    place : int
        The line, or the page of a PDF file; 0 where there is none.
    words : str
        What stood there.
    """

    kind: str
    place: int
    words: str


class SourceLine(NamedTuple):
    """A line of a source, where it stands, and whether all of it is a link."""

    words: str
    place: int = 0
    link: bool = False


def without_furniture(lines: Iterable[SourceLine]) -> tuple[list[SourceLine], list[Removed]]:
    """Take off what stands around a report, above its first words and below its last ones.

    A line of which it is not sure goes with the report.
    """
    lines = list(lines)
    shown = [index for index, line in enumerate(lines) if line.words.strip()]
    off = _off(lines, _head(lines, shown), False) | _off(lines, _tail(lines, shown), True)
    kept = [line for index, line in enumerate(lines) if index not in off]
    if off:  # blank lines that parted furniture and report
        while kept and not kept[0].words.strip():
            del kept[0]
        while kept and not kept[-1].words.strip():
            del kept[-1]
    return kept, [Removed("furniture", lines[index].place, lines[index].words.strip()) for index in sorted(off)]


def is_furniture(words: str) -> bool:
    """Whether a line is one of those that pages set around any text.

    >>> is_furniture("【打印】 【关闭窗口】"), is_furniture("（一）坚持稳中求进")
    (True, False)
    """
    plain = signs(words).strip()
    close = re.sub(r"\s+", "", plain)
    parts = [part for part in _PARTS.split(plain) if part]
    return len(close) <= 2 * _LONG and bool(_FURNITURE.match(close) or (parts and all(map(_BUTTON.fullmatch, parts))))


def _head(lines: list[SourceLine], shown: list[int]) -> list[int]:
    zone = []
    for index in shown[:_HEAD]:
        words = signs(lines[index].words).strip()
        if _OPENING.match(words) or (len(words) > _LONG and not is_furniture(words)):
            break
        zone.append(index)
    return zone


def _tail(lines: list[SourceLine], shown: list[int]) -> list[int]:
    zone: list[int] = []
    for index in reversed(shown[-_TAIL:]):
        words = lines[index].words.strip()
        # Only a short line, no sentence and no note of the report, may stand between furniture.
        own = len(words) > _LONG or words[-1] in "。！!；;" or _NOTE.match(words) or _OPENING.match(words)
        if own and not (is_furniture(words) or lines[index].link):
            break
        zone.insert(0, index)
    return zone


def _off(lines: list[SourceLine], zone: list[int], below: bool) -> set[int]:
    off, listing = set(), False
    for index in zone:
        words = lines[index].words.strip()
        sure = lines[index].link or is_furniture(words)
        if sure or (listing and len(words) <= _LONG // 2):
            off.add(index)
        listing = below and (listing or bool(sure and _LISTS.match(words.lstrip("[【"))))
    for order in (zone, zone[::-1]):
        for before, index in pairwise(order):
            if before in off and _WEAK.match(re.sub(r"\s+", "", signs(lines[index].words))):
                off.add(index)
    return off
