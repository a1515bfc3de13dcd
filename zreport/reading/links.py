"""The words that lead to a name or link it with its figure, and are no part of it."""

import re


def any_of(words: str) -> str:
    """Return an alternation of words and patterns parted by blanks, the longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


NUMERAL = "[0-9一二两三四五六七八九十]"
# Verbs that only say that something was or is to be done.
_DOES = any_of(
    """
    实现 完成(?!率|额|情况) 达到 达成 开展 实施(?!率) 推进 推动 促进 做好 抓好 落实 组织(?!部|生活|化) 进行 举行 坚持 继续 统筹 支持 鼓励 围绕 实行 推行 加快 加强 加大 深化 强化 聚力 聚焦
    瞄准 依托 成为 拥有 谋划实施 力促 开启 计划 落地 推出 通过 保持 保有(?!量) 稳定 维持 存有 现有 已有
    """
)
# What stands before a name: time, place, hope, manner, and how it went. Looking ahead keeps the names whole that
# begin like one of these: 在建项目, 有效发明专利, 高标准农田.
_LEADS = any_of(
    """
    全年 今年 本年(?![收支]) 当年 当月 当期 年内 去年 明年 目前 当前 年底前? 年末 上半年 前三季度 下半年 期间 时期 累计 总计 合计 共计 (?<!公)共(?![同享建计青产]) 已经 已 先后 其中 预计
    同时 另外 此外 力争 确保 保证 争列 进一步 率先 首次 首家 首批 成功 顺利 圆满 全面 全部(?!财政|税收|支出) 基本(?![医养公农建]) 分别 均(?!衡) 都(?!市) 各(?![类级项方地界])
    约(?![束谈定]) 近(?![视郊海]) 超过 超额 超(?![低高算市前声级限载标短]) 高质量(?!发展) 高标准(?!农田|基本) 高水平(?=[推建开完实]) 积极 大力 深入 持续 扎实 全力 有序 强力 着力 努力
    精心 科学(?=[规编谋制划推]) 严格 稳步 稳妥 主动 不断 较好 切实 有效(?=[遏解推防应提保落降化控]) 及时 妥善 随着 以及 就是 确定 用于 我们 一批 相继 接续 坚决 提前 力度
    规定(?!动作|标准|时[间限]) 原定 原计划 同期 重点(?=推进|实施|抓|解决|打造|建设(?!投资)) 集中(?=清|整[治改]|开展|攻|签) 依法 加速(?!器) 逐步 每年 虽然 尽管 即(?![墨将食时])
    只(?=[完增减有占]) 最后 仅用? 必须 适时 截至 截止 按照 建议(?=[“全今十]|地区) 发展(?=新兴|壮大) 重点发展
    """
)
_LEAD = re.compile(
    r"(?:[，、,;；:：也又还但使把将以让则而至了的是—“”（()）\s·^①-⓿]|\[[0-9]+\]|和(?!谐|美)|与(?!会)|及(?!时)|并(?![网购])|且"
    r"|按(?![期时揭照])|对(?![外口接])|为|从(?!业)|由|在(?![建校岗职线册园])|到(?![位账])|有(?![效机线色])"
    r"|再(?!生|就业|创业)|要(?!素)|(?:19|20)[0-9]{2}年?(?:年?底|末|初|度|以?来)?|“?十?[一二三四五]?五”?(?:期间|时期|末|以来)"
    rf"|[0-9]+月份?(?:底|末)?|(?:今后|未来|过去的?|最近|近|这|前|后)?{NUMERAL}年(?!义务|一贯)(?:来|间|内)?|[一二三四五六七八九十]是|全[县市区省国旗州域](?!旅游|域)"
    rf"|我[县市区省国]|(?:剔除|扣除|考虑)[^，。0-9]{{0,10}}因素(?:的?影响)?(?:外|后)?|新(?=完成|实现)|争取(?=[达完实到0-9])|[一二三]期(?=完成|建成)|{_LEADS}|{_DOES})+"
)
# What stands between a name and its figure. Looking back keeps the names whole that end like one of these.
_LINKS = any_of(
    """
    其中 累计 合计 共计 分别 (?<![人户亩村日月])均(?!衡|匀) (?<!首)都 各 总计 同比 环比 每人 每户 每亩 每月 每人每月 每人每年 年均 年平均 平均 将 (?<![许认])可 已 已有 预计 有望 力争
    确保 保证 达到? 完成 实现 突破 超过 超 (?<!行)为 是 (?<![国所公])有 (?<![签节集履违合制预特])约 近 将近 接近 增至 升至 降至 减至 提[高升] 增[加长] 发展 扩大 扩展 拓展 稳定 保持
    控制 维持 上升 下降 降低 减少 调高 调低 缩短 压缩 压减 缩减 缩小 削减 跃升 攀升 上涨 回落 回升 递增 递减 由 从 仅 多达 占(?!比) 到 至 位居 位列 (?<![民新安宜旧])居 排名 名列 跨过
    [跨迈跃登]上 迈入 跃过 跃居 首破 首次 高出 高于 低于 不低于 不少于 不超过 不高于 至少 以上 以下 左右 以内 完善 改善 进入 稳居 冲刺 全市 全省 全国 全县 全区 大幅 高达 再 一举 连续 又
    (?<!成)就 (?<![平高中初])等 (?<!公)共 每年 (?<![偿返])还 (?<![青老少中成今去上])年 一直 持续 长期 实际 继续 要 只有 超额 拟 按 安排 年内 全年 增幅 增速 涨幅 降幅 跃
    (?<![新净])增 减 降 升 缩 不足 前进 前移 提前 双 全部 增产 减产 连年 不到 (?<!冷)却 仍然?以? 多增 少增 历史性地? 接连 始终 原定 原来 增长速度 (?<![战策方谋])略 稍 (?<![船羊])只 即 初步[核统][算计] 设定
    (?<=目标)确定 力争达到 合理 历史上 按?(?:同|可比|自然)口径 按?(?:可比|不变)价格?(?:计算)? 预期目标 (?:预期)?(?:增长|增速)(?:预期)?目标
    """
)
# The signs that a link may begin with, optional ones and those after them: looking for these first is twice as fast.
_ATOM = r"(?:\(\?:[^()]*\)|\[[^]]*\]|.)"
_BEGINS = re.compile(rf"(?:^|\|)(?:\(\?<[!=][^()]*\))*((?:{_ATOM}\?)*{_ATOM})")
_SIGNS = "".join(sorted(set(re.findall("[一-龥]", "".join(_BEGINS.findall(_LINKS))))))
_TRAIL = re.compile(
    rf"(?=[，、,;；:：（(\s0-9一二两三四五六七八九十的在了近净由从每月年人比较{_SIGNS}])"
    rf"(?:[，、,;；:：（(\s的在了]|近?{NUMERAL}+年(?:来|间|内)?|净[增减]|[由从]?(?:每?月|年)?人均|(?:19|20)[0-9]{{2}}年?"
    rf"|(?<!收入)(?<!占)[比较](?:[上去]一?年(?:同期)?|同期|[0-9]{{4}}年|“十?[一二三四五]五”末?)?|{_LINKS})+$"
)


def without_lead(words: str) -> str:
    """Return words without those before a name that are no part of it: of time, place, manner, and how it went."""
    match = _LEAD.match(words)
    return words[match.end() :] if match else words


def without_trail(words: str) -> str:
    """Return words without those that link a name to its figure."""
    match = _TRAIL.search(words)
    return words[: match.start()] if match else words
