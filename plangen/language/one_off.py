"""Work that is done once and for all, as against what falls due every year anew."""

import re
from typing import Final

from plangen.deadline import By, Deadline, Relative, Term, Window

_YEARLY: Final = re.compile("总结|考核|考评|评估|报送|上报|通报|年报|年审|年检")
"""Work that falls due every year anew, though the plan names a day."""
_SEASONAL: Final = re.compile(
    "宣传|检查|督导|演练|体检|接种|监测|排查|培训|值班|值守|慰问|普法|巡查|巡检|审计|评选|表彰|"
    "调研|防汛|防控|防火|整治|活动"
)
"""Work that is done every year in its months."""
_LONGEST: Final = 184
"""So many days, half a year, one-off work may take; what takes longer is a season's."""


def is_one_off(deadline: Deadline, words: str) -> bool:
    """Whether work may be done with: it neither recurs nor goes on all year."""
    if _YEARLY.search(words):
        return False
    return all(_is_once(term, words) for term in deadline.terms)


def _is_once(term: Term, words: str) -> bool:
    """Whether a part of a deadline is a day, or a window of at most half a year."""
    match term:
        case By():
            return term.is_plain
        case Window():
            is_short = not term.name and (term.end - term.start).days <= _LONGEST
            return is_short and not _SEASONAL.search(words)
        case Relative():
            return True
    return False
