"""公文里不写公民身份号码。

为什么：身份号码是个人信息，文件印发、公开后收不回来。

依据：《中华人民共和国个人信息保护法》第六条，处理个人信息限于实现目的的最小范围；
《中华人民共和国政府信息公开条例》第十五条，涉及个人隐私的信息不得公开。

不合：
    preamble: 联系人王强（11010519491231002X）。 # ← 11010519491231002X

合：
    preamble: 联系人王强，设备编号110105194912310021，联系电话0595-12345678。

改法：删去；确实要的，另附只供内部使用的名册。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import holding, offence
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ERROR

_NUMBER: Final = lazily(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[0-9Xx](?![0-9A-Za-z])")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SIGN: Final = lazily(r"[1-9]\d{5}(?:19|20)\d{9}")


def check(subject: Subject) -> Iterator[Offence]:
    """Find identity numbers, held by their date of birth and their check digit."""
    for wording in holding(subject, _SIGN):
        for match in _NUMBER.finditer(wording.text):
            if _is_identity(match[0]):
                message = "写了公民身份号码，个人信息不能随文件印发"
                yield offence(wording, match.span(), message, "删去，或者另附内部名册")


def _is_identity(number: str) -> bool:
    month, day = int(number[10:12]), int(number[12:14])
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return 1 <= month <= 12 and 1 <= day <= 31 and "10X98765432"[total % 11] == number[-1].upper()
