"""数字和字母用半角的，不用全角的。

为什么：全角的数字一个占一个字，印出来稀疏，查找“2026”也找不到“２０２６”。

依据：GB/T 15835-2011《出版物上数字用法》，出版物中的阿拉伯数字一般使用正体二分字身，
即占半个汉字位置。

不合：
    preamble: 制定２０２６年工作计划。 # ← ２０２６

合：
    preamble: 制定2026年工作计划。

改法：改成半角的数字和字母。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_WIDE: Final = lazily("[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?")
_NARROW: Final = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})


def check(subject: Subject) -> Iterator[Offence]:
    """Find full-width digits and letters."""
    for wording, match in spots(subject, _WIDE):
        mend = match[0].translate(_NARROW)
        message = f"“{match[0]}”是全角的，数字和字母用半角"
        yield offence(wording, match.span(), message, f"改成“{mend}”", mend)
