"""Marks within marks of the same kind: “” in “”, 《》 in 《》."""

from collections.abc import Iterator
from typing import NamedTuple

from plangen.language.pairs import marks
from plangen.patterns import lazily
from plangen.rules.searching import holding, offence
from plangen.rules.subject import Offence, Subject


class Nesting(NamedTuple):
    """A pair of marks, the pair that stands inside it, and what people call them."""

    outer: str
    inner: str
    name: str
    doubled: str


def nested(subject: Subject, nesting: Nesting) -> Iterator[Offence]:
    """Find a pair in a pair of the same kind, which takes the inner marks instead."""
    opening, closing = nesting.outer[0], nesting.outer[1]
    for wording in holding(subject, lazily(f"{opening}[^{closing}\\n]*{opening}")):
        for pair in marks(wording.text).pairs:
            if pair.mark == pair.around == opening:
                inside = wording.text[pair.start + 1 : pair.end - 1]
                right = f"{nesting.inner[0]}{inside}{nesting.inner[1]}"
                message = f"{opening}{inside}{closing}在{nesting.name}里面，仍用了{nesting.doubled}"
                span = (pair.start, pair.end)
                yield offence(wording, span, message, f"改成{right}", right)
