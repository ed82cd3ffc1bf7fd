r"""不用部首字符、私用区字符代替汉字。

为什么：从 PDF、网页粘贴来的“⾦”“⼭”看上去与“金”“山”一样，其实是部首字符：查找、核对名称都认不出，
有的字体还印成空白；私用区的字符只有造它的那台机器上才看得见。

依据：《通用规范汉字表》；GB 18030-2022《信息技术 中文编码字符集》，部首和私用区不是汉字的编码。

不合：
    preamble: "⾦牛站组织⼈员学习，由王\ue5d2负责。" # ← ⾦ ← ⼈ ← \ue5d2

合：
    preamble: 金牛站组织人员学习，由王强负责。

改法：部首字符改成看上去一样的汉字；私用区的字符重新输入。
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_LOOKALIKE: Final = lazily(
    "[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]|(?P<private>[\ue000-\uf8ff\U000f0000-\U0010ffff])"
)
_SIGN: Final = lazily("[\u2e80-\u2fdf\ue000-\ufaff\U0002f800-\U0002fa1f\U000f0000-\U0010ffff]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find radicals and compatibility ideographs, which have a character each, and private ones."""
    for wording, match in spots(subject, _LOOKALIKE, _SIGN):
        right = unicodedata.normalize("NFKC", match[0])
        if match["private"]:
            message = "这是私用区的字符，别的机器上显示不出来"
            yield offence(wording, match.span(), message, "重新输入这个字")
        elif right != match[0]:
            message = "这是部首或者兼容字符，不是汉字，查找、核对都认不出"
            yield offence(wording, match.span(), message, "改成看上去一样的汉字", right)
        elif match[0] < "\u2fe0":
            message = "这是部首或者兼容字符，不是汉字，查找、核对都认不出"
            yield offence(wording, match.span(), message, "重新输入这个字")
