"""How the text of a document may part across pages and lines."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from plangen.document.model import Block, Heading
from plangen.typography import width

_LONGEST_WORD: Final = 3
"""字 of an unbreakable word that may leave a line short; justification hardly shows it."""
_WORD: Final = re.compile(r"[〔（《“]*[!-~]+[〕）》”，。、；：]*")


def stay_with_next(body: Sequence[Block]) -> list[bool]:
    """Say of each block whether it is a heading that heads what follows, and so stays with it.

    An item may be a heading alone: 1. before 2. heads nothing, and parts from it as text does.
    """
    following = zip_longest(body, body[1:])
    return [_heads(block, after) for block, after in following]


def _heads(block: Block | None, following: Block | None) -> bool:
    if not isinstance(block, Heading) or block.run_in:
        return False
    return not isinstance(following, Heading) or following.level > block.level


def has_long_word(text: str) -> bool:
    """Whether a text has a number or Latin word that would leave a line visibly stretched."""
    return any(width(word) > _LONGEST_WORD for word in _WORD.findall(text))
