"""括号里面尽量不再用同样的括号。

为什么：一层套一层的（），念不出来，也容易少写一半。

依据：GB/T 15834-2011《标点符号用法》4.9，同一形式的括号应当尽量避免套用；必须套用的，
宜用不同的括号形式配合使用。

不合：
    preamble: 各单位（含南街消防站（原城南中队））按时报送。 # ← （原城南中队）

合：
    preamble: 各单位（含南街站〔原城南中队〕）按时报送，依照（参照《管理办法（试行）》）执行。

改法：改写成一层括号，或者里面一层改用〔〕。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.pairs import marks
from plangen.patterns import lazily
from plangen.rules.searching import holding, offence
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE
_NUMERAL: Final = lazily(
    r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2}|(?:19|20)\d\d(?=.第?\d+号))[）)]"
)
"""（一） of a list, and the year of （财税（2013）101号）, of which cited-number speaks."""
_SIGN: Final = lazily("[（(][^）)\\n]*[（(]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find （） in （）; a title in brackets may have its own."""
    for wording in holding(subject, _SIGN):
        for pair in marks(wording.text).pairs:
            text, word = wording.text, wording.text[pair.start : pair.end]
            if pair.mark == "（" and pair.around == "（" and not _NUMERAL.match(text, pair.start):
                message = f"“{word}”在括号里面，又用了同样的括号"
                yield offence(
                    wording, (pair.start, pair.end), message, "改写成一层，或者里面用〔〕"
                )
