"""A group's `where` → the units it picks: words of category, tag or parent with 且, 或, 非."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import Any, NamedTuple

import boolean  # type: ignore[import-untyped]
from boolean.boolean import (  # type: ignore[import-untyped]
    TOKEN_AND,
    TOKEN_LPAR,
    TOKEN_NOT,
    TOKEN_OR,
    TOKEN_RPAR,
    TOKEN_SYMBOL,
)

from plangen.plan import Unit
from plangen.readers.reading import Reading
from plangen.readers.register.names import near_name
from plangen.scalar import Text

MAX_LENGTH, MAX_TOKENS = 1000, 200
_OPERATOR = re.compile(r"[且或非()（）]|(?:and|or|not)(?![A-Za-z0-9_])", re.IGNORECASE)
_BOUNDARY = re.compile(r"[\s且或()（）]|$")
_WORD = re.compile(r"[^\s且或()（）]+")
_TYPES = {
    "且": TOKEN_AND,
    "and": TOKEN_AND,
    "或": TOKEN_OR,
    "or": TOKEN_OR,
    "非": TOKEN_NOT,
    "not": TOKEN_NOT,
    "(": TOKEN_LPAR,
    "（": TOKEN_LPAR,
    ")": TOKEN_RPAR,
    "）": TOKEN_RPAR,
}
_STARTS, _ENDS = (TOKEN_SYMBOL, TOKEN_LPAR, TOKEN_NOT), (TOKEN_SYMBOL, TOKEN_RPAR)
_SAY_IT = "写成“乡镇卫生院 且 非 民营”的样子：词与词之间用“且”“或”，不要的前面加“非”"


class _Token(NamedTuple):
    """A word, an operator or a bracket, as the library reads them."""

    kind: int
    """Of the library: `TOKEN_SYMBOL` for a word."""
    text: str
    start: int
    """How many characters of the expression stand before it."""


class _Fault(Exception):  # noqa: N818 - a fault in a plan, not in the program
    """Why an expression cannot be read, and which characters of it are at fault."""

    def __init__(self, start: int, length: int, message: str) -> None:
        super().__init__(message)
        self.start, self.length, self.message = start, length, message


class _Algebra(boolean.BooleanAlgebra):  # type: ignore[misc]
    """The library's algebra, which is given its tokens."""


_ALGEBRA = _Algebra()


class UnitCondition:
    """Picks units by what is true of them: category, tags, and every name of those above them.

    卫生院 且 非 民营 picks the units with 卫生院 among these words and without 民营.
    """

    def __init__(self, units: Sequence[Unit], *, whole: bool) -> None:
        """`whole` is False where units may be missing: then no word is said to be unknown."""
        self._units = units
        self._whole = whole
        self._above: dict[int, frozenset[str]] = {}
        """The names above the units of each parent, by the parent's `id()`."""
        kinds = {_kind(unit): unit for unit in units}
        self._words = frozenset().union(*map(self._traits, kinds.values()))

    def pick(self, where: Text, reading: Reading) -> tuple[Unit, ...]:
        """The units of which the expression is true; what is wrong with it becomes a finding."""
        try:
            tokens = _checked(list(_tokens(where, self._words)))
        except _Fault as fault:
            part = _part(where, fault.start, fault.length)
            reading.say(part, "unreadable-expression", fault.message, _SAY_IT)
            return ()
        if self._say_unknown(where, tokens, reading):
            return ()
        picked = self._picked(_ALGEBRA.parse(tokens), {token.text for token in tokens})
        if not picked and self._whole:
            message = f"没有一个单位合“{where}”这个条件，组里是空的"
            reading.say(
                where, "empty-group", message, "核对“且”“或”“非”，或核对单位的类别、标签、上级"
            )
        return picked

    def _picked(self, expression: Any, words: set[str]) -> tuple[Unit, ...]:
        """The units of which an expression of the library is true, tried once for each kind."""
        truths: dict[object, bool] = {}
        picked = []
        for unit in self._units:
            kind = _kind(unit)
            if kind not in truths:
                traits = self._traits(unit)
                truths[kind] = bool(expression(**{word: word in traits for word in words}))
            if truths[kind]:
                picked.append(unit)
        return tuple(picked)

    def _say_unknown(self, where: Text, tokens: list[_Token], reading: Reading) -> bool:
        """Say which words are true of no unit; whether there are any."""
        words = [token for token in tokens if token.kind == TOKEN_SYMBOL]
        unknown = [word for word in words if word.text not in self._words]
        for word in unknown if self._whole else ():
            message = f"没有一个单位的类别、标签或上级是“{word.text}”"
            hint = f"{near_name(word.text, self._words)}核对这个词；或在名册里补上类别、标签、上级"
            part = _part(where, word.start, len(word.text))
            reading.say(part, "dangling-reference", message, hint)
        return bool(unknown)

    def _traits(self, unit: Unit) -> frozenset[str]:
        """The words that are true of a unit."""
        own = {unit.category, *unit.tags} - {None}
        return self._names_above(unit).union(map(str, own))

    def _names_above(self, unit: Unit) -> frozenset[str]:
        parent = unit.parent
        if parent is None:
            return frozenset()
        if id(parent) not in self._above:
            names = {parent.id, parent.name, *parent.also}
            self._above[id(parent)] = self._names_above(parent).union(map(str, names))
        return self._above[id(parent)]


def _kind(unit: Unit) -> object:
    """What units have in common of which the same words are true."""
    return unit.category, unit.tags, id(unit.parent)


def _part(where: Text, start: int, length: int) -> Text:
    return Text(where[start:][:length], where.line, where.column + start)


def _tokens(text: str, words: Container[str]) -> Iterator[_Token]:
    """Split a text; a known word is one word even if it holds 且, 或, 非 or a bracket."""
    start = 0
    if len(text) > MAX_LENGTH:
        raise _Fault(0, 1, f"选取条件太长，超过了 {MAX_LENGTH} 个字")
    while start < len(text):
        if text[start].isspace():
            start += 1
            continue
        token = _token(text, start, words)
        yield token
        start += len(token.text)


def _token(text: str, start: int, words: Container[str]) -> _Token:
    """The longest known word that begins at a character; else an operator; else what is there."""
    for end in range(len(text), start, -1):
        if text[start:end] in words and _BOUNDARY.match(text, end):
            return _Token(TOKEN_SYMBOL, text[start:end], start)
    if operator := _OPERATOR.match(text, start):
        return _Token(_TYPES[operator[0].lower()], operator[0], start)
    word = _WORD.match(text, start)
    return _Token(TOKEN_SYMBOL, word[0] if word else text[start], start)


def _checked(tokens: list[_Token]) -> list[_Token]:
    """The tokens, if they make an expression; raises _Fault with the place where not."""
    if len(tokens) > MAX_TOKENS:
        raise _Fault(0, 1, f"选取条件太长，超过了 {MAX_TOKENS} 个词")
    before: _Token | None = None
    opened: list[_Token] = []
    for token in tokens:
        _check_next(before, token)
        if token.kind == TOKEN_LPAR:
            opened.append(token)
        elif token.kind == TOKEN_RPAR and not (opened and opened.pop()):
            raise _Fault(token.start, 1, "这个右括号没有配对的左括号")
        before = token
    if before is None or before.kind not in _ENDS:
        start, text = (before.start, before.text) if before else (0, "")
        raise _Fault(start, len(text) or 1, f"“{text}”后面缺一个词")
    if opened:
        raise _Fault(opened[-1].start, 1, "这个左括号没有配对的右括号")
    return tokens


def _check_next(before: _Token | None, token: _Token) -> None:
    ended = before is not None and before.kind in _ENDS
    if ended and token.kind in _STARTS:
        raise _Fault(token.start, len(token.text), f"“{token.text}”前面缺“且”或“或”")
    if not ended and token.kind not in _STARTS:
        raise _Fault(token.start, len(token.text), f"“{token.text}”前面缺一个词")
