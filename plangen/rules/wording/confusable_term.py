"""一字之差的工作不写混，如“禁毒工作”和“戒毒工作”。

为什么：标题讲的是禁毒，正文说成“戒毒工作是一项长期任务”，多半是笔误；禁毒是全社会的事，
戒毒只是其中一部分。

依据：《中华人民共和国禁毒法》，禁毒工作包括宣传教育、毒品管制、戒毒措施等；通行做法。

不合：
    title: 城东区2026年禁毒工作方案
    preamble: 戒毒工作是一项长期任务，各单位要高度重视。 # ← 戒毒工作

合：
    title: 城东区2026年禁毒工作方案
    preamble: 禁毒工作是一项长期任务，各单位要做好社区戒毒工作，指导戒毒医疗机构开展戒毒工作。

改法：核对是不是标题所说的那项工作，是笔误的改过来。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE

_PAIRS: Final = (("禁毒", "戒毒"), ("督查", "督察"), ("巡查", "巡察"), ("普法", "执法"))
_AS_SUBJECT: Final = lazily(
    rf"(?:(?m:^)|(?<=[。；]))({'|'.join(pair for both in _PAIRS for pair in both)})工作"
    r"(?=是|事关|关系|任重|责任重大|实行|纳入)"
)
_OTHER: Final = {term: other for both in _PAIRS for term, other in (both, both[::-1])}


def check(subject: Subject) -> Iterator[Offence]:
    """Find a sentence about another work than the title's, one character apart from it."""
    title = subject.plan.title
    if not any(term in title for term in _OTHER):
        return
    for wording, match in spots(subject, _AS_SUBJECT):
        other = _OTHER[match[1]]
        if other in title and match[1] not in title:
            message = f"标题说的是“{other}”，这里说的是“{match[0]}”，可能是一字之误"
            yield offence(wording, match.span(), message, f"核对是不是“{other}工作”")
