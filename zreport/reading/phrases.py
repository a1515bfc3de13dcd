"""The words around a figure: which of them name what it measures, and which tell what was done."""

import functools
import re

from zreport.reading.links import NUMERAL, any_of, without_lead, without_trail
from zreport.reading.no_figure import MARK_PASSED

# Verbs that are part of a name: what was done with what is counted.
_VERBS = any_of(
    """
    新增 新建 改建 扩建 改造 建成 打造 创建 培育 引进 开工 竣工 启动 举办 承办 出台 制定 办结(?!率) 整治 排查 查处 破获 拆除 清理 新改建 新改扩建 改扩建 组成 发放 投入 解决 救助
    帮扶 带动 吸引 接待 签约 落地 招引 引入 谋划 储备 争取 获批 获评 获得 荣获 入选 列入 纳入 评选 认定 推广 培训 选派 安置 搬迁 关停 取缔 淘汰 压减 减少 增加 提升 完善 建设 修建 铺设
    硬化 绿化 栽植 种植 治理 修复 办理 受理 处置 化解 整合 盘活 划转 下放 取消 精简 承接 受益 惠及 覆盖 服务 设立 成立 布局 规划 搭建 投放 购置 配备 更新 安装 入驻 落户 集聚 辐射 保障
    筹集 拨付 兑现 减免 申报 申请 撬动 引导 命名 建立 提供 资助 转移 召开 收集 解答 征集 优化 开发 上架 开通 延伸 开放 投产 续建 复工 安排 打通 核准 延长 新设 新签 新认定
    新引进 新签约 新打造 拓宽 聘请 招聘 升级 整理 调减 组建 打掉 抓获 公布 增设 清退 减轻 增强 巩固 激活 涉及
    """
)
_VERB = re.compile(f"(?:{_VERBS}|再)+(?:了|工作)?")
# An attribute of something, which must be said: 总投资 of what.
ATTRIBUTE = any_of(
    """
    增加值 年?(?:总|计划总?|概算|估算总|累计|完成|年度计划?|当年计划?)?投资(?:总?额)? 投入 年?总?产值 年?营业?收入? 年?营收 利税(?:总额)? 利润(?:总额)? 税收 纳税 面积 占地(?:面积)? 总?建筑面积 总面积
    总长度? 全长 长度 总?里程 年?产能 年?度?总?产量 总产 单产 装机(?:容量)? 总?规模 资金 贷款 就业 收益 综合效益 收入 交易额 销售额 年?销售收入 出栏 存栏 到位资金 授信 容积 库容 床位
    斥资 出资 耗资 占比 比重 普及率 上线率 入住率 通过率 完工率 整改率 (?:综合)?利用率 到位率 [开竣复]工率 投产率 满意[率度] 办[结复]率 合格率 覆盖率 达标率 参保率 完成率 入库率
    投资完成率 主营业?务?收入 总数 总量 数量 总收入
    """
)
_ATTRIBUTED = re.compile(f"(?:(?:{_VERBS})了?)*?({ATTRIBUTE})")
# Of these the region has its own, and an attribute after them in a list is not theirs: 财政收入增长6%，贷款增长8%.
_REGION = re.compile("财政|预算|固定资产|居民|农民|民间|人均|全社会")
# What is named only with what is told of it.
PLAIN = re.compile(
    "(?:企业|项目|村|人|群众|家庭|学校|[县区乡镇市]|小区|单位|部门|行政村|自然村|农户|产品|学科|工程|医院|乡镇|街道|社区|村庄"
    "|家|户|车间|产业链|机组|煤矿|事项|地方|省份|职工|断面)?"
)
# Where what is done begins, after the doer or after what was counted before.
_JOINT = re.compile(
    "(?<=..)(?:年内|(?<!每人)(?<!人均)全年|累计|共计|(?<!公)共(?=[有投新完实建])|已(?!知|有)|分别|预计|完成(?!率|情况|额|度)|实现|达到|开展"
    "|力争|确保|荣获|要(?=[完实下增]))(?=..)"
)
# 生产总值增速高于全省平均水平: what else it is compared with.
_FASTER = re.compile(
    "(?:(?<=..)(?:增[速幅长])?(?:的|持续|始终|均)*|^[，,、]?)[高快低]于(?:全[国省市州][、和及])*[^，、]{2,14}$"
)
_NOTES = re.compile(r"\^?\[[0-9]{1,3}\]|\([0-9]{1,2}\)|[①-⓿^]")
# What is no part of a name wherever it stands: marks of notes, who set it (中央提出的2030年目标), how often it is so,
# what was passed before (跨过两个万亿元大关).
_NO_PART = re.compile(
    f"{_NOTES.pattern}|^[0-9]{{1,2}}[.、](?![0-9])|^.*(?:提出|规定|确定|原定|下达|要求)的?(?=(?:19|20)[0-9]{{2}}年|今年|全年)"
    "|在[^，。、0-9]{0,8}基[数础]之?上|(?<=..)在(?:[上去前]年|连续)[^，。、]{0,8}$"
    "|(?<=城[镇乡])(?:每年|累计|年均|共|已)(?=新增)"
    f"|(?:[跨迈跃登越再连]上|[跨迈跃越]过|连?跨越?|突破)了?[0-9一二两三四五六七八九十]+{MARK_PASSED}"
)
# What is made in a year, in place of what was made: 企业年生产砂石料.
_MADE = re.compile("年(?:可)?(?:生产|产)([^量值能]{2,})$")
# Attributes that name something by themselves with what was done: 发放贷款.
_ALONE = frozenset(("贷款", "资金", "就业", "授信", "到位资金", "收入", "数量"))
# Attributes that may be what was done or is counted: 违法占地, 新增就业.
_DEEDS = frozenset(("占地", "就业", "床位"))
# What is said with who did it.
_OF_DOER = frozenset(("支出", "增收", "减税", "节支"))
# 甲、乙、丙三大产业 are 三大产业.
_WHOLE = re.compile("[^、]*、.*?([一二两三四五六七八九十]+大[^、]{2,})$")
# What tells at once, without a noun.
_STARTS = re.compile("全部|均(?!衡)|都|已(?!知)|按期|如期|顺利|实现|成功|稳定|率先|正在|受益")
# Where the words after a counted thing stop to name it and tell of it.
_TELLS = any_of(
    """
    全部 全面 (?<![人户亩村])均(?!衡) 都已? 已 实现 完成(?!率) 建成 投入 投产 开工 竣工 通过 获得 获批 获评 荣获 被 稳步 稳定 顺利 成功 达到 落户 列入 纳入 入选 正在 加快 启动
    正式 进入 得到 按期 如期 早日 尽快 并(?![网购]) 予以 给予 明显 显著 大幅 受到 基本(?![医养公农]) 有序 落地 通车 等(?=[一0-9]|项目|企业) 达标 投用 开业 上市 前期 排在
    力争 预计 分别 确保 稳居 居(?=[全世国]) 位居 位列 高于 低于 发展壮大 深度 进一步 用于 增长 受益 提升 划转 脱贫 入驻 (?<!华)为 与 从(?!业) 可(?!再生|持续|穿|支配|用) 将 在 同步 率先 陆续 相继 免费 参加
    享受 成为 签约 取得 推进 掌握 驰援 到我 来我 打卡 奋战 冲锋 进行 开展 提供 投运 并网 参与 挂牌
    """
)
_TOLD = re.compile(f"(?<=.)(?:{_TELLS})")
_END = re.compile(r"[，,。；;:：！!？?\n（()）]")
_COUNTED, _QUOTED = re.compile(f"、(?={NUMERAL})"), re.compile("“[^“”]*”")
# How that went, which is not told.
_MANNER = any_of(
    """
    全部 全面 均 都 已 稳步 稳定 顺利 成功 正在 加快 正式 按期 如期 早日 尽快 基本 有序 陆续 相继 同步 率先 得到 实现 将 被 持续 在 为 (?<=.)全
    """
)
_HOW = re.compile(f"(?:{_MANNER})+")
_HOLDS = re.compile(r"(?:等地?|以及|和|与|的|对|为|向|给|在|至|到|过|把|将|被|由|从|、)$")
_EMPTY = re.compile(
    f"(?:{NUMERAL}|年|月|日|前|后|其余|其他|全部|年度|每|整|额|[是为]|相当于|第|下降率|增长率|增速|增幅|降幅|任务|台阶|大关|奋斗|较?高?基[数础]之?上"
    "|关口|水平|高位|目标|首次|双|并|新|大|[上去前]年?|”|预[定期]|既定|[百千万亿]+元?(?=大关|台阶|关口))*"
)
# What a name may be without: what stands in brackets, the region, and what is done to what is measured.
_BESIDES = re.compile(
    r"[(（][^()（）]*[)）]|(?<=..)外$|^.*我[县市区省][^的]{0,8}的(?=..)"
    "|^(?:保障|稳定|提高|提升|争取)(?=.*(?:面积|产量|产值|总值|总额|率|收入|标准)$)"
)
# One name for one concept, of those that a review and a plan use.
SHORT = {"规上": "规模以上", "限上": "限额以上", "固投": "固定资产投资"}
_SAME = (
    *((re.compile(short), full) for short, full in SHORT.items()),
    (re.compile("社零(?:总额)?"), "社会消费品零售总额"),
    (re.compile("(?<!单位)(?<!万元)(?<!人均)GDP"), "地区生产总值"),
    (re.compile("^(?:地方|本地|县域)?生产总值"), "地区生产总值"),
    (re.compile("^改厕$"), "厕所改造"),
    (re.compile("(?<=..)(?:工作|任务|数量)$"), ""),
    (re.compile("播种产量$"), "产量"),
    (re.compile("^粮食(?:总产|产量)$"), "粮食总产量"),
    (re.compile("^改造([^、和与改]{2,12})$"), r"\1改造"),
    (re.compile("(?<=[区县市])固定资产投资(?:总?额|完成额)$"), "固定资产投资"),
)
_OTHERWISE = re.compile("|".join(pattern.pattern for pattern, _ in _SAME))


@functools.lru_cache(1024)
def core_of(words: str) -> str:
    """Return what of the words before a figure names it: 服装业完成产值达到 is 服装业产值, 年内新增岗位 is 新增岗位."""
    words = _NO_PART.sub("", words).replace("新、改", "新改").replace("新建、改建", "新建改建")
    words = _FASTER.sub("", without_lead(without_trail(words)))
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
    if done in _OF_DOER and doer:
        return without_lead(without_trail(doer)) + done
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


def without_verb(name: str) -> str:
    """Return a name without the verb that says what was done with it."""
    rest = name[len(verb_of(name)) :]
    return name if len(rest) < 2 or rest[0] in "、业" or PLAIN.fullmatch(rest) else rest


def stem_of(name: str) -> str:
    """Return what a name's attribute is of: 生猪 of 生猪存栏; nothing if it has none."""
    for length in range(min(8, len(name) - 2), 1, -1):
        if name[-length:] not in _DEEDS and attribute_of(name[-length:]) == name[-length:]:
            return name[:-length]
    return ""


def doer_of(name: str) -> str:
    """Return those of whom a name says what they earn or make: 民营经济 of 民营经济增加值; nothing where it is the region."""
    doer = stem_of(name)
    return "" if _REGION.search(doer) else doer


@functools.lru_cache(1024)
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
    noun = _COUNTED.split(noun)[0]
    told = _HOW.sub("", rest, count=1) if _HOW.match(rest) else rest
    return noun.rstrip("和与及的等").lstrip("的"), told.split("、")[0].rstrip("的了")


@functools.lru_cache(1024)
def finished(name: str) -> str:
    """Return a name as it is written: quotes in pairs, no marks of notes, one name for one concept."""
    name = _NOTES.sub("", _BESIDES.sub("", name)).strip("的、，,:：;；-—· \t")
    opened, closed = name.count("“"), name.count("”")
    if closed > opened:
        name = "“" + name
    elif opened > closed:
        name = name.replace("“", "") if name.endswith("“") else name + "”"
    name = name.removeprefix("“").removesuffix("”") if _QUOTED.fullmatch(name) else name
    if _OTHERWISE.search(name):
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
    if re.match(f"(?:产业|企业|项目|工程|行业)(?:{ATTRIBUTE})?$", kind[1]) and "、" in words:
        return f"{words.split('、')[0]}等{kind[1]}"
    return verb_of(words) + kind[1]
