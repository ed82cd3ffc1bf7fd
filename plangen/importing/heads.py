"""Header words of task tables → what stands under them: 完成时间节点 is a deadline."""

import re
from enum import Enum, auto
from typing import Final

from plangen.patterns import lazily
from plangen.typography import blankless


class HeadMeaning(Enum):
    """What the cells of a column say."""

    NUMBER = auto()
    """序号"""
    MATTER = auto()
    """工作任务: what is to be done, in short."""
    DETAIL = auto()
    """具体措施: how it is to be done."""
    LEADS = auto()
    """牵头单位"""
    UNITS = auto()
    """责任单位"""
    SUPPORTING = auto()
    """配合单位"""
    PARTICIPATING = auto()
    """参与单位"""
    GUIDING = auto()
    """指导单位"""
    IMPLEMENTING = auto()
    """落实单位"""
    DEPARTMENTS = auto()
    """责任科室"""
    SUPPORTING_DEPARTMENTS = auto()
    """配合科室"""
    OFFICIAL = auto()
    """分管领导"""
    PERSON = auto()
    """责任人"""
    DEADLINE = auto()
    """完成时限"""
    EVIDENCE = auto()
    """佐证材料"""
    TARGET = auto()
    """目标值"""
    BESIDE = auto()
    """分值, 备注: what is often said beside tasks, in a column of the bureau's own."""
    OWN = auto()
    """What means nothing to plangen: a column of the bureau's own."""


_LEVEL: Final = "(?:国家|省|市|区|县|镇|乡|局|委|院|校|级|直|内|具体|主要|直接|第一|共同)*"
_BODY: Final = "(?:责任)?(?:单位|部门|主体|机构|地区)(?:名称)?"
_OFFICE: Final = "(?:科室|处室|股室)(?:（室）)?"
_LEADER: Final = "(?:领导|负责人|负责同志|同志)(?:姓名)?"
_HEADS: Final = (
    ("序号?|编号|项次|项号|号|no\\.?", HeadMeaning.NUMBER),
    (
        f"{_LEVEL}(?:分管|包保|包联|包抓|挂钩|主管|挂帅|联系|领衔)(?:省|市|县|区|局|委|院|校)?{_LEADER}"
        f"|(?:分管|包保|包联|包抓)人|{_LEVEL}(?:责任|牵头|督办|协助)?(?:市|县|区|局)?领导(?:同志)?",
        HeadMeaning.OFFICIAL,
    ),
    (
        f"{_LEVEL}(?:责任|负责|承办|经办|落实)(?:人|人员|同志)(?:姓名)?",
        HeadMeaning.PERSON,
    ),
    (f"{_LEVEL}(?:配合|协办|协同|协助|支持){_OFFICE}", HeadMeaning.SUPPORTING_DEPARTMENTS),
    (f"{_LEVEL}(?:责任|承办|牵头|主办|负责|经办)?{_OFFICE}", HeadMeaning.DEPARTMENTS),
    (f"{_LEVEL}(?:牵头|主办|主责)(?:负责)?(?:{_BODY})?", HeadMeaning.LEADS),
    (f"{_LEVEL}(?:配合|协办|协同|协助|支持|协作)(?:{_BODY})?", HeadMeaning.SUPPORTING),
    (f"{_LEVEL}(?:参与|参加|参建)(?:{_BODY})?", HeadMeaning.PARTICIPATING),
    (f"{_LEVEL}(?:业务)?指导{_BODY}", HeadMeaning.GUIDING),
    (f"{_LEVEL}(?:落实|实施|执行){_BODY}", HeadMeaning.IMPLEMENTING),
    (
        f"{_LEVEL}(?:承办|承担|负责|完成|整改)?{_BODY}|责任主体|责任分工|责任|分工"
        "|(?:牵头|主办|责任)(?:单位|部门)?[、及和与/]+(?:配合|协办|参与|牵头)(?:单位|部门)",
        HeadMeaning.UNITS,
    ),
    (
        "(?:计划|预计|拟|规定|要求|最后|年度|工作|任务|总体)*"
        "(?:完成|办理|办结|整改|实施|落实|推进|起止|截止|销号)?"
        "(?:时限|期限|时间|日期|节点|时间节点|时间进度)(?:要求|安排|节点|及进度)?"
        "|(?:工作|时间|序时|推进)?进度(?:安排|要求|计划|节点|时限)|序时进度|时序要求",
        HeadMeaning.DEADLINE,
    ),
    (
        "(?:佐证|印证|支撑|证明|考核|备查|备案|验收|证明性)(?:材料|资料)(?:清单|目录|名称)?",
        HeadMeaning.EVIDENCE,
    ),
    (
        "(?:年度|全年)?(?:目标值|指标值|量化指标|量化目标)"
        "|(?:年度|工作|预期|绩效|全年|任务)?目标(?:任务)?|考核指标|指标",
        HeadMeaning.TARGET,
    ),
    (
        "(?:具体|主要|重点|工作|推进|落实|整改|保障|任务)*(?:措施|举措|内容|做法)(?:及要求)?"
        "|(?:具体|细化)(?:任务|工作|事项|项目|要求)|任务(?:分解|清单|描述|措施)|考核内容|三级指标"
        "|指标名称|建设内容(?:及规模)?|主要任务|(?:工作|具体)?要求",
        HeadMeaning.DETAIL,
    ),
    (
        "(?:重点|年度|工作|改革|创建|目标|存在|反馈|主要|考核)*(?:的)?(?:任务|工作|事项|项目|问题)"
        "(?:名称|事项|任务|项目)?(?:[及和与](?:内容|措施|举措|要求|分工))?|[一二]级指标|工作要点",
        HeadMeaning.MATTER,
    ),
    (
        "分值|权重|得分|自评分|备注|说明|(?:任务|工作)?来源|(?:考核|评价|评估|验收)(?:要点|标准|办法|方式)"
        "|(?:评分|计分|扣分)(?:标准|细则|办法|依据)|(?:工作)?(?:进展|落实|完成|推进)情况|完成标志|工作成果",
        HeadMeaning.BESIDE,
    ),
)
"""Words that a whole head is; the first that fit tell."""
_PATTERNS: Final = tuple((lazily(words), meaning) for words, meaning in _HEADS)
_REMARK: Final = re.compile("[（(][^（）()]*[）)]|[：:*＊]|^\\d{4}年度?")
_AND: Final = re.compile("/|[、及和与](?=.*人$)")
_FIRST: Final = lazily(
    "(?:第一|首位|首个|[排列]名?(?:在)?(?:首|前|最前)).*牵头|牵头.*(?:第一|首|前)"
)
_LAST: Final = 14
"""A head of more 字 is no head, but text."""


def plain_head(head: str) -> str:
    """A head without blanks, remarks in brackets, and the year that it begins with."""
    return _REMARK.sub("", blankless(head)).lower()


def first_leads(head: str) -> bool:
    """Whether a head says that the first body of a cell leads: 责任单位（首位为牵头单位）."""
    return bool(_FIRST.search(blankless(head)))


def meaning_of(head: str, under: str = "") -> HeadMeaning:
    """What stands under a head; where it does not tell, the head above it is asked too.

    市级 under 牵头单位 is read as 牵头单位, 责任单位/责任人 and 责任单位及责任人 as 责任单位.
    """
    words = plain_head(head)
    for text in (words, _AND.split(words)[0], plain_head(under)):
        if not text or len(text) > _LAST:
            continue
        for pattern, meaning in _PATTERNS:
            if pattern.fullmatch(text):
                return meaning
    return HeadMeaning.OWN
