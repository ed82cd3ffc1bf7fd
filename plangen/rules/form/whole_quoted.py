"""整个值不用中文引号包起来。

为什么：在别的软件里写习惯了，用“”代替英文引号把整个值包起来，“”就会印到纸上。

依据：GB/T 15834-2011，引号标示“语段中直接引用的内容或需要特别指出的成分”；标题、署名、
整段文字不在其内。

不合：
    issuer: “城东区应急管理局” # ← “城东区应急管理局”

合：
    issuer: 城东区应急管理局
    preamble: “一盔一带”安全守护行动要与“敲门行动”结合。其他行动参照“百日攻坚”。

改法：删去两头的引号；值里有冒号、# 等必须加引号的，用英文引号。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_QUOTED: Final = lazily(r"[“‘「]([^“”‘’「」]{2,})[”’」]\s*")
_SENTENCE: Final = lazily(r"[，。；]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find titles, names on the page and whole texts between one pair of quotes."""
    for at in subject.wordings:
        match = _QUOTED.fullmatch(at.text)
        if match and (at.kind in ("title", "page") or _SENTENCE.search(match[1])):
            message = "整个值用中文引号包着，引号会印到纸上"
            yield Offence(at.text, message, "删去两头的引号", at.clause, mend=match[1])
