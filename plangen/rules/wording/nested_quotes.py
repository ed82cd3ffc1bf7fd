"""引号里面的引号用单引号‘’。

为什么：里外都用“”，读的人分不清引的话到哪里为止。

依据：GB/T 15834-2011《标点符号用法》4.8，引号中还需要用引号时，外面一层用双引号，里面一层用单引号。

不合：
    preamble: 树立“宁听“骂声”、不听哭声”的意识。 # ← “骂声”

合：
    preamble: 树立“宁听‘骂声’、不听哭声”的意识，推进“一懂三会”“四个能力”建设。

改法：里面一层改成‘’。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.nesting import Nesting, nested
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_NESTING: Final = Nesting("“”", "‘’", "引号", "双引号")


def check(subject: Subject) -> Iterator[Offence]:
    """Find “” in “”."""
    yield from nested(subject, _NESTING)
