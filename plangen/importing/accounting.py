"""What of a source stands in the notice laid out again, and what does not, either way.

A paragraph that stands elsewhere counts as standing; blanks and full-width forms count for nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from plangen.docx_file.stream import Block, StreamParagraph
from plangen.typography import blankless

_MOVED: Final = 4
"""So many characters in a row that stand elsewhere are not lost."""


@dataclass(frozen=True, slots=True)
class Account:
    """The difference between a source and the notice made from it."""

    characters: int
    """Of the source, blanks aside."""
    missing: tuple[str, ...]
    """Runs of the source that stand nowhere in the notice."""
    added: tuple[str, ...]
    """Runs of the notice that stand nowhere in the source."""

    @property
    def is_equal(self) -> bool:
        """Whether all of the source stands in the notice, and nothing else does."""
        return not (self.missing or self.added)


def account(source: Iterable[Block], notice: Iterable[Block]) -> Account:
    """Compare a source with the notice laid out from it."""
    before, after = list(_texts(source)), list(_texts(notice))
    rest_before, rest_after = _without_equal(before, after)
    old, new = "".join(rest_before), "".join(rest_after)
    if Counter(old) == Counter(new):  # names in columns are read a line at a time
        return Account(len("".join(before)), (), ())
    whole_old, whole_new = "".join(before), "".join(after)
    missing = _runs(old, new, whole_new)
    added = _runs(new, old, whole_old)
    return Account(len(whole_old), tuple(missing), tuple(added))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, StreamParagraph):
            yield blankless(block.shown)
        else:
            for row in block.rows:
                for cell in row:
                    yield from _texts(cell.content)


def _without_equal(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """The paragraphs that have no equal on the other side."""
    there, here = Counter(after), Counter(before)
    return list(_unmatched(before, there)), list(_unmatched(after, here))


def _unmatched(texts: Sequence[str], others: Counter[str]) -> Iterator[str]:
    left = Counter(others)
    for text in texts:
        if left[text]:
            left[text] -= 1
        else:
            yield text


def _runs(text: str, other: str, whole: str) -> Iterator[str]:
    """The runs of a text that another lacks; a longer one that stands in the whole has moved."""
    for operation in Indel.opcodes(text, other):
        if operation.tag in ("delete", "replace"):
            run = text[operation.src_start : operation.src_end]
            if len(run) < _MOVED or run not in whole:
                yield run
