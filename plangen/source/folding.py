"""A paragraph → its sentences, a line each, so that a change of one shows as one line changed."""

import re
from collections.abc import Iterator
from itertools import pairwise

_OPENING = "“‘（《〈【〔「『(["
_CLOSING = "”’）》〉】〕」』)]"
_STOPS = "。！？；"
_TOKEN = re.compile(f"[{re.escape(_OPENING + _CLOSING + _STOPS)}]")
_GOES_ON = re.compile(rf"[{re.escape(_CLOSING + _STOPS)}\s\"']|\Z")
_SPACED = re.compile("[!-~][!-~]")


def sentences(paragraph: str) -> list[str]:
    """Part a paragraph after 。！？； that stand in no brackets, quotes or book title.

    It is parted only where a reader joins the lines again without a space.
    """
    cuts = [0, *_cuts(paragraph), len(paragraph)]
    return [paragraph[start:stop] for start, stop in pairwise(cuts)]


def _cuts(paragraph: str) -> Iterator[int]:
    """Where sentences end: after the stop and all that closes behind it."""
    depth = end = 0
    for match in _TOKEN.finditer(paragraph):
        mark, at = match[0], match.end()
        depth = max(0, depth + (mark in _OPENING) - (mark in _CLOSING))
        if mark in _STOPS or (mark in _CLOSING and match.start() == end):
            end = at
            joins = not _GOES_ON.match(paragraph, at) and not _SPACED.match(paragraph, at - 1)
            if depth == 0 and joins:
                yield at
