"""省略号用六个点“……”，后面不再用“等”。

为什么：“...”“。。。”不是汉字的省略号；“……”和“等”说的是一件事，用了一个就不用另一个。

依据：GB/T 15834-2011《标点符号用法》4.11，省略号的形式是“……”，占两个字的位置。

不合：
    preamble: 检查商场、宾馆...逐一登记。 # ← ...

合：
    preamble: 检查商场、宾馆……逐一登记。

改法：改成“……”，或者改写成“等”。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_DOTS: Final = lazily(r"(?<!…)(?:…|…{3}|…{5,})(?!…)|(?<!\.)\.{3,6}(?!\.)|。{3,}|·{3,}")
_ETC: Final = lazily("……等(?![级待候])")
_SIGN: Final = lazily(r"…|\.\.\.|。。。|···")


def check(subject: Subject) -> Iterator[Offence]:
    """Find ellipses in other forms, and 等 after one."""
    for wording, match in spots(subject, _DOTS, _SIGN):
        message = f"“{match[0]}”不是省略号，省略号是六个点，占两个字"
        yield offence(wording, match.span(), message, "改成“……”", "……")
    for wording, match in spots(subject, _ETC):
        message = "省略号后面又用了“等”，两个说的是一件事"
        yield offence(wording, match.span(), message, "省略号和“等”留一个")
