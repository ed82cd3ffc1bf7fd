"""书名号里面的书名号用单书名号〈〉。

为什么：里外都用《》，读的人分不清哪一个是哪一个的后半。

依据：GB/T 15834-2011《标点符号用法》4.15，书名号中还需要用书名号时，外面一层用双书名号，
里面一层用单书名号。

不合：
    preamble: 根据《关于印发《消防工作要点》的通知》，制定本方案。 # ← 《消防工作要点》

合：
    preamble: 根据《关于印发〈消防工作要点〉的通知》，制定本方案。

改法：里面一层改成〈〉。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.pairs import marks
from plangen.patterns import lazily
from plangen.rules.searching import holding, offence
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_SIGN: Final = lazily("《[^》\\n]*《")


def check(subject: Subject) -> Iterator[Offence]:
    """Find 《》 in 《》."""
    for wording in holding(subject, _SIGN):
        for pair in marks(wording.text).pairs:
            if pair.mark == "《" and pair.around == "《":
                inside = wording.text[pair.start + 1 : pair.end - 1]
                message = f"《{inside}》在书名号里面，仍用了双书名号"
                hint = f"改成〈{inside}〉"
                yield offence(wording, (pair.start, pair.end), message, hint, f"〈{inside}〉")
