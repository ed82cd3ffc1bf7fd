"""正文的每一段都以句末标点结束。

为什么：段末没有标点，或者停在逗号上，像是话没说完、漏了字。

依据：GB/T 15834-2011《标点符号用法》4.1，句号用于句子末尾，表示陈述语气。

不合：
    preamble: 为做好全区消防安全工作，制定本方案 # ← 案

合：
    preamble: |
      为做好全区消防安全工作，制定本方案。

      责任单位：各消防站

改法：补上句号；话没说完的补完。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import HAN, offence
from plangen.rules.subject import Offence, Severity, Subject, Wording

SEVERITY: Final = Severity.ADVICE

_ENDS: Final = "。！？；：…）〕】].,!?;:()"
"""Of those that are half-width, halfwidth-punctuation speaks."""
_SAYS: Final = lazily(rf"[，。；：]|[{HAN}].{{11}}")
"""A shorter paragraph without a mark is a name or a figure, as pages that were tables have."""
_AFTER: Final = ("。", "；")
_LABELLED: Final = lazily(rf"[{HAN}]{{2,8}}：[^。；]*(?:；[{HAN}]{{2,8}}：[^。；]*)*$")
_NO_SENTENCE: Final = lazily(
    rf"附件.*|特此(?:通知|通告|公告|函告|报告)|\d{{4}}年\d{{1,2}}月\d{{1,2}}日"
    rf"|[{HAN}]{{2,24}}(?:局|厅|部|委|委员会|政府|办公厅|办公室)"
)
"""A signature, a date or an annex's label that stands where paragraphs do."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find paragraphs of the body that end in no final mark."""
    elsewhere = {id(annex.text) for annex in subject.plan.annexes} | set(_closed(subject))
    for wording in subject.wordings:
        if (
            wording.kind == "text"
            and id(wording.text) not in elsewhere
            and _is_body(subject, wording)
        ):
            start = 0
            for paragraph in wording.text.split("\n"):
                end = start + len(paragraph)
                if not _ended(paragraph):
                    message = f"这一段停在“{paragraph[-1]}”上，没有句末标点"
                    yield offence(wording, (end - 1, end), message, "补上句号")
                start = end + 1


def _closed(subject: Subject) -> Iterator[int]:
    """The texts whose mark stands behind their bracket: 建立台账（市应急局牵头）。"""
    for item in subject.plan.entries():
        if (item.bracket or "")[-1:] in _AFTER:
            yield id(item.text)
        for sentence in item.sentences:
            if (sentence.bracket or "")[-1:] in _AFTER:
                yield id(sentence.text)


def _is_body(subject: Subject, wording: Wording) -> bool:
    """Whether it is a sentence of notice, preamble, section or item, not a cell of a table."""
    return bool(wording.clause) or wording.text in (subject.plan.preamble, subject.plan.issue.body)


def _ended(paragraph: str) -> bool:
    last = paragraph.rstrip("”’")[-1:]
    if not paragraph or last in _ENDS or _LABELLED.match(paragraph):
        return True
    return bool(_NO_SENTENCE.fullmatch(paragraph)) or not _SAYS.search(paragraph)
