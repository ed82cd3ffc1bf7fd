"""Two wordings → what was struck out and what was put in, in pieces that read well.

Characters that two edits share by chance belong to the edits: 组织培训考核 → 完成训练考核 is
[-组织培训-]{+完成训练+}考核, not [-组织培-]{+完成+}训{+练+}考核. An insertion slides to where
a clause begins: 抓好宣传，{+抓好演练，+}抓好培训。, not 抓好宣传，抓好{+演练，抓好+}培训。.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

Sign = Literal["=", "-", "+"]

_TOKEN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|.", re.DOTALL)
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=年)")
_MARKS: Final = re.compile(r"[\W_]*")
_SHORT: Final = 2
"""So few tokens between two edits are swallowed by them."""
_FEW: Final = 4
"""So few, where the edits on both sides are as long."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of text that stayed, was struck out or was put in."""

    text: str
    sign: Sign
    """= stayed, - struck out, + put in."""


@dataclass(slots=True)
class _Run:
    """An edit and the tokens that stayed after it."""

    kept: list[str]
    out: list[str]
    """Struck out."""
    put: list[str]
    """Put in."""

    @property
    def size(self) -> int:
        """The length of the edit in tokens."""
        return max(len(self.out), len(self.put))


def pieces(before: str, after: str) -> tuple[TextPiece, ...]:
    """The difference by characters; numbers and Latin words are whole.

    What stayed and what was struck out is exactly `before`; what stayed and what was put in is
    exactly `after`. A few characters that two edits have in common by chance belong to the edits.
    """
    runs = _merged(_runs(_TOKEN.findall(before), _TOKEN.findall(after)))
    for left, right in pairwise(runs):
        _slide(left, right, first=left is runs[0])
    return tuple(piece for run in runs for piece in _pieces(run))


def plain(text: str) -> str:
    """A wording without the years that every edition rolls on."""
    return _YEAR.sub("", text)


def side_of(both: tuple[TextPiece, ...], sign: Sign) -> tuple[TextPiece, ...]:
    """The pieces of one side: what stayed, and what was struck out (-) or put in (+)."""
    return tuple(piece for piece in both if piece.sign in ("=", sign))


def _runs(before: list[str], after: list[str]) -> Iterator[_Run]:
    """What stayed and the edits, by the longest common subsequence; each edit with what follows."""
    from rapidfuzz.distance import Indel

    out: list[str] = []
    put: list[str] = []
    for step in Indel.opcodes(before, after):
        tokens = before[step.src_start : step.src_end]
        if step.tag == "equal":
            yield _Run(tokens, out, put)
            out, put = [], []
        else:
            out = out + tokens
            put = put + after[step.dest_start : step.dest_end]
    yield _Run([], out, put)


def _merged(runs: Iterator[_Run]) -> list[_Run]:
    """The runs; what is too little to stand between two edits is swallowed by them."""
    merged: list[_Run] = [_Run([], [], [])]
    for run in runs:
        while len(merged) > 1 and run.size and _too_little(merged[-1], run):
            last = merged.pop()
            run.out = last.out + last.kept + run.out
            run.put = last.put + last.kept + run.put
        if run.size:
            merged.append(run)
        else:
            merged[-1].kept += run.kept
    return merged


def _too_little(last: _Run, run: _Run) -> bool:
    most = max(_SHORT, min(_FEW, last.size, run.size))
    return len(last.kept) <= most or _MARKS.fullmatch("".join(last.kept)) is not None


def _slide(left: _Run, right: _Run, *, first: bool) -> None:
    """Shift an edit that only strikes out or only puts in to where a clause begins or ends."""
    edit = right.out or right.put
    if bool(right.out) == bool(right.put):
        return
    whole, start = left.kept + edit, len(left.kept)
    least = 0 if first else _SHORT + 1
    shifts = 0
    while start - shifts > least and whole[start - shifts - 1] == whole[-1 - shifts]:
        shifts += 1
    best = max(range(shifts + 1), key=lambda by: (_joint(whole, start - by, len(edit)), -by))
    if best:
        right.kept[:0] = left.kept[start - best :]
        del left.kept[start - best :]
        edit[:] = whole[start - best :][: len(edit)]


def _joint(tokens: list[str], start: int, length: int) -> int:
    """How well a stretch is cut: 1 if it begins after a mark, 2 more if it ends with one."""
    begins = not start or _MARKS.fullmatch(tokens[start - 1]) is not None
    return begins + 2 * (_MARKS.fullmatch(tokens[start + length - 1]) is not None)


def _pieces(run: _Run) -> Iterator[TextPiece]:
    signs: tuple[tuple[Sign, list[str]], ...] = (("-", run.out), ("+", run.put), ("=", run.kept))
    return (TextPiece("".join(tokens), sign) for sign, tokens in signs if tokens)
