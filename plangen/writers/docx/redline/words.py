"""The difference of two wordings in whole words: no numeral and no word is torn."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from plangen.comparison.wording import TextPiece, pieces
from plangen.outline import recognise


def whole_words(before: str, after: str) -> Iterator[TextPiece]:
    """The pieces of two wordings, each edit widened to the words that it touches.

    （二）强化领导 against （三）强化引导 gives -（二） +（三） =强化 -领导 +引导, and not the
    characters that differ.
    """
    out = put = ""
    for piece in _trimmed(before, after):
        if piece.sign == "-":
            out += piece.text
        elif piece.sign == "+":
            put += piece.text
        elif piece.text:
            yield from _edit(out, put)
            yield piece
            out = put = ""
    yield from _edit(out, put)


def _edit(out: str, put: str) -> Iterator[TextPiece]:
    if out:
        yield TextPiece(out, "-")
    if put:
        yield TextPiece(put, "+")


def _trimmed(before: str, after: str) -> Iterator[TextPiece]:
    """The pieces, those that stayed without the parts of words at their ends."""
    torn_old, torn_new = _inside_words(before), _inside_words(after)
    old = new = 0
    for piece in pieces(before, after):
        size = len(piece.text)
        if piece.sign == "=":
            torn = {at - old for at in torn_old} | {at - new for at in torn_new}
            whole = sorted(set(range(size + 1)) - torn) or [size]
            start, end = whole[0], whole[-1]
            yield from _edit(piece.text[:start], piece.text[:start])
            yield TextPiece(piece.text[start:end], "=")
            yield from _edit(piece.text[end:], piece.text[end:])
        else:
            yield piece
        old += size * (piece.sign != "+")
        new += size * (piece.sign != "-")


def _inside_words(text: str) -> set[int]:
    """The places within a text where a word or its numeral would be torn.

    一、加强领导 has 1, inside 一、, and 3 and 5, inside 加强 and 领导.
    """
    numeral = recognise(text)
    start = 0
    if numeral and text.startswith(numeral.numeral):
        start = len(numeral.numeral)
    places = set(range(1, start))
    for word in _segmenter().cut(text[start:]):
        places.update(range(start + 1, start + len(word)))
        start += len(word)
    return {at for at in places if min(text[at - 1 : at + 1]) >= "\t"}  # boxes are no words


@cache
def _segmenter() -> Any:
    from rjieba import Jieba

    return Jieba()
