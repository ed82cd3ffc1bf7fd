"""并列的最后一项后面，“一律”“均”“以及”等词前面不用顿号。

为什么：顿号只用在并列的词之间；最后一项后面还有顿号，像是漏了一项。

依据：GB/T 15834-2011《标点符号用法》4.5，顿号表示语段中并列词语之间的停顿。

不合：
    preamble: 灭火器、消火栓、一律登记造册，学校、医院、以及养老院同步检查。 # ← 、 ← 、

合：
    preamble: 灭火器、消火栓一律登记造册，由公安局、应急管理局、均安镇负责，早发现、及时处置。

改法：删去顿号；确实漏了一项的，补上。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_COMMA: Final = lazily(
    r"、(?P<word>一律(?!师)|均(?=[应须要为由已可不按需])|都(?=[应须要是由已可不])"
    r"|以及(?!时)|及(?![时格早第龄冠至其])|或(?![然许])"
    r"|等(?=单位|部门|场所|地区|机构|方面|工作|内容))"
)
_ADVERBS: Final = ("一律", "均", "都")
_END: Final = lazily("[。；\n]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find 、 where no other member of the list follows."""
    for wording, match in spots(subject, _COMMA):
        if match["word"] not in _ADVERBS or _after_list(match):
            message = "顿号后面没有并列的词，最后一项后面不用顿号"
            yield offence(wording, (match.start(), match.start() + 1), message, "删去顿号", "")


def _after_list(match: re.Match[str]) -> bool:
    """Whether a list stands before 一律; 一律不准、一律不得 is itself one."""
    before = _END.split(match.string[: match.start()])[-1]
    return "、" in before and match["word"] not in before
