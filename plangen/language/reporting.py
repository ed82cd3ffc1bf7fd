"""Duties to report, by the words: 报送工作总结、上报进展情况."""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily

_VERB: Final = lazily(
    r"(?:上报|报送|呈报|汇报)(?!制度|机制|渠道|系统|平台|内容|质量|率|口径|程序|流程|人员|单位|义务|会|"
    r"要求|时限|责任|信息|名单|工作情况|的)"
)
_SENTENCE: Final = lazily(r"[^。；;\n]+")
_NOT_ITS_OWN: Final = lazily("听取|召开|举行|接受|督促|指导|请示$|除|可以?[^，]{0,30}$|未|不")
"""Before the verb: it is somebody else's, may be left undone, or is one half of 请示汇报."""
_NO_DUTY: Final = lazily(
    "[^，。；]{0,14}(?:电子版|纸质|原件|一式|等[，。]|同意后|批准后|通过后|的[^，。；]{0,12}(?:外$|外，|与|一致|应当?是))"
)
"""After it: the report is a condition, or but the subject of another verb."""
_CASE: Final = lazily(
    "发现|遇|如有|如果|若|一旦|发生|出现|接到|突发|紧急|异常|重大|事故|疫情|险情|案件|隐患|"
    "立即|第一时间|随时|逐级|违法|违规|审核|审批|申请|系统报送|信用|贷款"
)
"""Words of a report on an event, which has no day."""
_LIMIT: Final = lazily("[0-9一二三四五六七八九十]+个?(?:分钟|小时|日|天|工作日)[之以]?内|当[日天]")
_TIMED: Final = lazily(
    "(?<![0-9０-９])[0-9０-９]+(?:日|号|时|月|个月|个工作日|天)|每|逐[日周月]|按[日周旬月季年]|年底|年终|季度|月底|"
    "旬|工作日|小时|当[日天]|[之以会]前|上半年|下半年"
)
_OFFICE: Final = "(?:局|委|委员会|办|科|室|处|中心|政府|厅|部|院|所|小组|专班|机关|部门|上级|邮箱)"
_TO: Final = lazily(
    rf"(?:向|给)[^，。；\n]{{1,30}}(?:报|反馈)|"
    rf"(?:报|送|交|反馈|发)(?:至|到|给|我|市|省|区|县|上级)|报送?[^，。；、\n]{{1,20}}{_OFFICE}"
)
_NOUN: Final = lazily("(?:信息|数据|情况|资料|总结|材料|报表)$")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence, with where it begins."""
    for sentence in _SENTENCE.finditer(text):
        yield sentence.start(), sentence[0]


def about_a_case(sentence: str) -> bool:
    """Whether a sentence speaks of what is done when something happens."""
    return bool(_CASE.search(sentence))


def limited(text: str) -> bool:
    """Whether a text sets a limit for each case: 发生事故，2小时内报告."""
    return any(
        about_a_case(sentence) and _LIMIT.search(sentence) for _, sentence in sentences(text)
    )


def timed(sentence: str) -> bool:
    """Whether a sentence itself says when."""
    return bool(_TIMED.search(sentence))


def reports(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each duty to report: where its verb begins, how long it is, its sentence."""
    for start, sentence in sentences(text):
        if about_a_case(sentence):
            continue
        for verb in _VERB.finditer(sentence):
            clause = sentence[: verb.start()].rpartition("，")[2]
            own = "《" not in clause and not _NOT_ITS_OWN.search(clause)
            if own and not _NO_DUTY.match(sentence, verb.end()):
                yield start + verb.start(), len(verb[0]), sentence


def is_noun(text: str, start: int) -> bool:
    """Whether a verb of reporting is one half of a noun, as in 信息报送工作."""
    return bool(_NOUN.search(text[max(0, start - 2) : start]))


def addressed(text: str) -> bool:
    """Whether a text says to whom something is reported."""
    return bool(_TO.search(text))
