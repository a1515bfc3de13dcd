"""The words around a figure: which of them name what it measures, and which only lead, link or tell."""

import re


def _one_of(words: str) -> str:
    """An alternation of words and patterns parted by blanks, those that hold others first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


_NUMERAL = "[0-9一二两三四五六七八九十]"
# Verbs that are part of a name: what was done with what is counted.
VERB = _one_of(
    "新增 新建 改建 扩建 改造 建成 打造 创建 培育 引进 引育 开工 竣工 启动 举办 承办 出台 制定 办结(?!率) 整治 排查 查处 破获 拆除 清理 新改建 新改扩建 改扩建 组成"
    " 发放 投入 解决 救助 帮扶 带动 吸引 接待 签约 落地 招引 引入 谋划 储备 争取 获批 获评 获得 荣获 入选 列入 纳入 评选 认定 推广 培训 选派"
    " 安置 搬迁 关停 取缔 淘汰 压减 减少 增加 提升 完善 建设 修建 铺设 硬化 绿化 栽植 种植 治理 修复 办理 受理 处置 化解 整合 盘活 划转"
    " 下放 取消 精简 承接 受益 惠及 覆盖 服务 设立 成立 布局 规划 搭建 投放 购置 配备 更新 安装 入驻 落户 集聚 辐射 保障 筹集 拨付 兑现"
    " 减免 申报 申请 撬动 引导 命名 建立 提供 资助 转移 召开 收集 解答 征集 优化 开发 上架 开通 延伸 开放 投产 续建 复工 安排 打通 核准"
    " 延长 新设 新签 新认定 新培育 新纳入 新引进 新签约 新入驻 新打造 新登记 拓宽 聘请 招聘 升级 整理 调减 封堵 组建 打掉 抓获"
    " 公布 增设 施划 清退 减轻 增强 激活 涉及"
)
_VERB = re.compile(f"(?:{VERB})+(?:了|工作)?")
# Verbs that only say that something was or is to be done.
_DOES = (
    "实现 完成(?!率|额|情况) 达到 达成 开展 实施(?!率) 推进 推动 促进 做好 抓好 落实 组织(?!部|生活|化) 进行 举行 坚持 继续 统筹 支持 鼓励 围绕"
    " 实行 推行 加快 加强 加大 深化 强化 聚力 聚焦 瞄准 依托 启动了 成为 拥有 力促 强势开启 开启 计划 谋划实施 超额完成 圆满完成 全面完成"
    " 落地 推出 通过 保持 保有(?!量) 稳定 维持 存有 现有 已有"
)
# What stands before a name and is no part of it: time, place, hope, manner, and how it went.
_LEAD = re.compile(
    r"(?:[，、,;；:：也又还使把将以让则而至了的是—“”（()）\s·^①-⓿]|\[[0-9]+\]|和(?!谐|美)|与(?!会)|及(?!时)|并(?![网购])|且|按(?![期时揭])|对(?![外口接])"
    r"|为|从(?!业)|由|在(?![建校岗职线册园])|到(?![位账])|有(?![效机线色])|再(?!生|就业|创业)|要(?!素)"
    r"|(?:19|20)[0-9]{2}年?(?:年?底|末|初|度)?|“?十?[一二三四五]?五”?(?:期间|时期|末|以来)|[0-9]+月份?(?:底|末)?"
    rf"|近?{_NUMERAL}年(?:来|间|内)?|[一二三四五六七八九十]是|全[县市区省国旗州域](?!旅游|域)|我[县市区省国]|新(?=完成|实现)|争取(?=达|完|实|到)|[一二三]期(?=完成|建成)|"
    + _one_of(
        "全年 今年 本年 年内 去年 明年 目前 当前 年底前? 上半年 前三季度 期间 时期 累计 总计 合计 共计 (?<!公)共(?![同享建计青产]) 已经 已 先后 其中 预计 同时 另外 此外"
        " 力争 确保 保证 争列 进一步 率先 首次 首家 首批 成功 顺利 圆满 全面 全部(?!财政|税收|支出) 基本(?![医养公农建]) 分别 均(?!衡) 都(?!市) 各(?![类级项方地界]) 约(?![束谈定])"
        " 近(?![视郊海]) 超过 超额 超(?![低高算市前声级限载标短]) 高质量(?!发展) 高标准(?!农田|基本) 高水平(?=[推建开完实]) 积极 大力 深入 持续 扎实 全力 有序 强力 着力 努力 精心"
        " 科学(?=[规编谋制划推]) 严格 稳步 稳妥 主动 不断 较好 切实 有效(?=[遏解推防应提保落降化控]) 及时 妥善 随着 以及 就是 确定 用于 我们 一批 相继 接续 坚决 提前 力度 同期"
        " 重点(?=推进|实施|抓|解决|打造|建设|发展) 集中(?=清|整|开|攻|签) 依法 全速 加速(?!器) 逐步 每年 最后 仅用? 必须 适时 截至 截止 发展(?=新兴|壮大) 重点发展"
    )
    + "|"
    + _one_of(_DOES)
    + ")+"
)
# What stands between a name and its figure.
_TRAIL = re.compile(
    rf"(?:[，、,;；:：（(\s的在了]|近?{_NUMERAL}+年(?:来|间|内)?|净[增减]|[由从]?(?:每?月|年)?人均|(?:19|20)[0-9]{2}年?|(?<!收入)(?<!占)[比较](?:[上去]年(?:同期)?|同期|[0-9]{{4}}年|“十?[一二三四五]五”末?)?|"
    + _one_of(
        "其中 累计 合计 共计 分别 (?<![人户亩村日月])均(?!衡|匀) 都 各 总计 同比 环比 年均 年平均 平均 将 可 已 已有 预计 有望 力争 确保 保证 达到? 完成 实现 突破 超过 超 为 是 有 约 近 将近 接近"
        " 增至 升至 降至 减至 提[高升] 增[加长] 发展 扩大 扩展 拓展 稳定 保持 控制 维持 上升 下降 降低 减少 缩短 压缩 压减 缩减 缩小 削减 跃升 攀升 上涨 回落 回升 递增 递减"
        " 由 从 仅 多达 占(?!比) 到 至 位居 位列 居 排名 名列 跨过 迈上 迈入 跃过 跃居 首破 首次 高于 低于 不低于 不少于 不超过 不高于 至少 以上 以下 左右 以内"
        " 完善 改善 进入 稳居 冲刺 全市 全省 全国 全县 全区 大幅 高达 再 一举 连续 又 就 等 共 每年 还 年 一直 持续 长期 实际 继续 要 只有 超额 拟 按 安排 年内 全年 增幅 增速 涨幅 降幅"
        " 跃 增 减 降 升 缩 不足 前进 前移 提前 双 全部 力争达到 名义 合理 区间 远远 历史上"
    )
    + ")+$"
)
# An attribute of something, which must be said: 总投资 of what.
ATTRIBUTE = re.compile(
    _one_of(
        "年?(?:总|计划总?|概算|估算总|累计|完成|年度计划?|当年计划?)?投资(?:总?额)? 投入 年?总?产值 年?营业?收入? 年?营收 利税 利润 税收 纳税 面积 占地(?:面积)? 总?建筑面积 总面积"
        " 总长度? 全长 长度 总?里程 年?产能 年?产量 装机(?:容量)? 总?规模 资金 投入资金 贷款 就业 收益 综合效益 综合收入 收入 交易额 销售额 年?销售收入 出栏 存栏 到位资金 授信"
        " 容积 库容 床位 斥资 出资 耗资 [开竣复]工率 投产率 满意[率度] 办[结复]率 合格率 覆盖率 达标率 参保率 完成率 入库率 总数 总量 数量"
    )
)
_ATTRIBUTED = re.compile(f"(?:{VERB})*?({ATTRIBUTE.pattern})")
# Where what is done begins, after the doer or after what was counted before.
_JOINT = re.compile(
    "(?<=..)(?:年内|全年|累计|共计|(?<!公)共(?=[有投新完实建])|已(?!知|有)|分别|预计|完成(?!率|情况|额|度)|实现|达到|力争|确保|荣获|斩获|要(?=[完实下增]))(?=..)"
)
_NOTES = re.compile(r"\^?\[[0-9]{1,3}\]|\([0-9]{1,2}\)|[①-⓿^]")
# An item of a list of projects, that begins after its mark.
_ITEM = re.compile(r".*(?:[①-⓿]|[（(][0-9]{1,2}[)）])(?=[^，。（(]{2})")
# What is made in a year, in place of what was made: 企业年生产砂石料.
_MADE = re.compile("年(?:可)?(?:生产|产)([^量值能]{2,})$")
# Attributes that name something by themselves with what was done: 发放贷款.
_ALONE = frozenset("贷款 资金 就业 授信 到位资金 收入 数量".split())
_WHOLE = re.compile("[^、]*、.*?([一二三四五六七八九十]+大[^、]{2,})$")
_STARTS = re.compile("全部|均(?!衡)|都|已(?!知)|按期|如期|顺利|实现|成功|稳定|率先|正在|受益")
# Where the words after a counted thing stop to name it and tell of it.
_TOLD = re.compile(
    "(?<=.)(?:"
    + _one_of(
        "全部 全面 均(?!衡) 都已? 已 实现 完成(?!率) 建成 投入 投产 开工 竣工 通过 获得 获批 获评 荣获 被 稳步 稳定 顺利 成功 达到 落户 列入 纳入 入选 正在 加快 启动 正式 进入"
        " 得到 按期 如期 早日 尽快 并(?![网购]) 予以 给予 明显 显著 大幅 受到 基本(?![医养公农]) 有序 落地 通车 等(?=[一0-9]|项目|企业) 达标 投用 开业 上市 前期 排在 位居 位列 高于 低于 深度 进一步 用于 开诊 增长 受益 提升 划转 脱贫 入驻 (?<!华)为 与 从(?!业) 可(?!再生|持续|穿) 将 在 同步 率先 陆续"
        " 相继 免费 参加 享受 成为 签约 取得 推进 建设进度 的建设 开春 掌握 驰援 到我 来我 打卡 投身 奋战 冲锋 进行 开展 提供 投运 并网 参与 挂牌"
    )
    + ")"
)
_END = re.compile(r"[，。；;:：！!？?\n（()）]")
_HOW = re.compile(
    "(?:" + _one_of("全部 全面 均 都 已 稳步 稳定 顺利 成功 正在 加快 正式 按期 如期 早日 尽快 基本 有序 陆续 相继 同步 率先 得到 实现 将 被 持续 在 为 (?<=.)全") + ")+"
)
_HOLDS = re.compile(r"(?:等地?|以及|和|与|的|对|为|向|给|在|至|到|过|把|将|被|由|从|、)$")
_EMPTY = re.compile(
    f"(?:{_NUMERAL}|年|月|日|前|后|其余|其他|全部|年度|每|整|额|[是为]|相当于|第|下降率|增长率|增速|增幅|降幅|任务|台阶|大关|关口|水平|高位|目标|首次|双|并)*"
)
_SAME = (
    (re.compile("规上"), "规模以上"),
    (re.compile("限上"), "限额以上"),
    (re.compile("固投"), "固定资产投资"),
    (re.compile("社零(?:总额)?"), "社会消费品零售总额"),
    (re.compile("(?<!单位)(?<!万元)(?<!人均)GDP"), "地区生产总值"),
    (re.compile("^(?:地方|本地|县域)?生产总值"), "地区生产总值"),
    (re.compile("^改厕$"), "厕所改造"),
    (re.compile("(?<=..)(?:工作|任务)$"), ""),
    (re.compile("播种产量$"), "产量"),
    (re.compile("^粮食(?:总产|产量)$"), "粮食总产量"),
    (re.compile("^改造([^、和与改]{2,12})$"), r"\1改造"),
    (re.compile("(?<=[区县市])固定资产投资(?:总?额|完成额)$"), "固定资产投资"),
)


def without_lead(words: str) -> str:
    """Return words without those before a name that are no part of it: of time, place, manner, and how it went."""
    match = _LEAD.match(words)
    return words[match.end() :] if match else words


def without_trail(words: str) -> str:
    """Return words without those that link a name to its figure."""
    match = _TRAIL.search(words)
    return words[: match.start()] if match else words


def core_of(words: str) -> str:
    """Return what of the words before a figure names it: 服装业完成产值达到 is 服装业产值, 年内新增岗位 is 新增岗位."""
    if item := _ITEM.match(words):
        words = words[item.end() :]
    words = without_lead(without_trail(_NOTES.sub("", words).replace("新、改", "新改")))
    if made := _MADE.search(words):
        return f"{made[1]}产量"
    joints = [match.span() for match in _JOINT.finditer(words)]
    if not joints:
        return words
    doer, done = words[: joints[0][0]], without_lead(words[joints[-1][1] :])
    if (attribute := attribute_of(done)) and (doer := without_lead(without_trail(doer))):
        return doer + attribute
    if done.endswith(("任务", "目标")) and len(done) < 6:
        return without_trail(doer)
    return done or words


def attribute_of(words: str) -> str:
    """Return the attribute that words are, without the verb before it; nothing if they are a name."""
    match = _ATTRIBUTED.fullmatch(words)
    return match[1] if match and (match[1] not in _ALONE or match[1] == words) else ""


def only_told(words: str) -> bool:
    """Whether words say at most what was done, not with what."""
    return bool(_EMPTY.fullmatch(words) or _VERB.fullmatch(words) or _HOLDS.search(words))


def verb_of(words: str) -> str:
    """Return the verbs that words begin with."""
    match = _VERB.match(words)
    return match[0].removesuffix("了").removesuffix("工作") if match else ""


def bare(name: str) -> str:
    """Return a name without the verb that says what was done with it."""
    rest = name[len(verb_of(name)) :]
    return rest if len(rest) > 1 else name


def parted(words: str) -> tuple[str, str]:
    """Return the noun that words after a figure begin with, and what is told of it: 项目全部投产 is 项目, 投产."""
    stop = _END.search(words)
    words = words[: stop.start()] if stop else words
    if _STARTS.match(words):
        if clause := re.match("[^的，、]{2,14}的(?=..)", words):
            return parted(words[clause.end() :])
        return "", _HOW.sub("", words, count=1).split("、")[0].rstrip("的了")
    told = _TOLD.search(words)
    noun, rest = (words[: told.start()], words[told.start() :]) if told else (words, "")
    if len(noun) > 18:
        kind = last_kind(noun)
        noun = kind if len(kind) < len(noun) else noun.split("、")[0]
    noun = re.split(f"、(?={_NUMERAL})", noun)[0]
    how = _HOW.match(rest)
    return re.sub("[和与及的]+$", "", noun).strip("的"), (rest[how.end() :] if how else rest).split("、")[0].rstrip("的了")


def finished(name: str) -> str:
    """Return a name as it is written: quotes in pairs, no marks of notes, one name for one concept."""
    name = re.sub("(?<=..)外$|^.*我[县市区省][^的]{0,8}的(?=..)", "", name)
    name = re.sub("^(?:保障|稳定|提高|提升)(?=.*(?:面积|产量|率|收入|标准)$)", "", name)
    name = _NOTES.sub("", name).strip("的、，,:：;；-—· \t")
    opened, closed = name.count("“"), name.count("”")
    if closed > opened:
        name = "“" + name
    elif opened > closed:
        name = name.replace("“", "") if name.endswith("“") else name + "”"
    name = name.removeprefix("“").removesuffix("”") if re.fullmatch("“[^“”]*”", name) else name
    for pattern, word in _SAME:
        name = pattern.sub(word, name)
    return name


def last_kind(words: str) -> str:
    """Return of the names of some things and 等 the kind that they are of: 甲、乙等重点工程 is 重点工程."""
    if whole := _WHOLE.fullmatch(words):
        return whole[1]
    if "等" not in words:
        return words
    kind = re.search("等(?:地|[^，、]{0,4}的)?([^等级]{2,})$", words)
    if not kind:
        return words
    if re.match(f"(?:产业|企业|项目|工程|行业)(?:{ATTRIBUTE.pattern})?$", kind[1]) and "、" in words:
        return f"{words.split('、')[0]}等{kind[1]}"
    return kind[1]

