"""Reads an expression: as one of the grammar's forms, or else part by part."""

import re
from datetime import date
from functools import lru_cache

from plangen.deadline.expression import LONGEST, Expression
from plangen.deadline.grammar import FORMS
from plangen.deadline.model import Deadline, Term
from plangen.scalar import Text
from plangen.workdays import OFFICIAL, Workdays

_EDGES = "。.:;,、()"
_SEPARATORS = ("[、,;]|以及", "[和与及]")


def parse(
    text: str, year: int, issued: date | None = None, workdays: Workdays = OFFICIAL
) -> Deadline:
    """Read an expression of a plan's year; `issued` dates 印发后3个月内, `workdays` 5个工作日内.

    Raises DeadlineError. A date outside the year is no error here: see `Deadline.outside`.
    """
    said = text if isinstance(text, Text) else Text(text)
    return Deadline(said, _terms(str(text), year, issued, workdays))


@lru_cache(maxsize=4096)
def _terms(text: str, year: int, issued: date | None, workdays: Workdays) -> tuple[Term, ...]:
    expression = Expression.of(text, year, issued, workdays)
    return _read(expression, 0, len(expression.text))


def _read(expression: Expression, start: int, end: int) -> tuple[Term, ...]:
    start, end = _trimmed(expression.text, start, end)
    if end - start > LONGEST:
        raise expression.unreadable((start, end), f"完成时限太长，超过{LONGEST}个字")
    if term := _form(expression, start, end):
        return (term,)
    for separator in _SEPARATORS:
        parts = _split(expression.text, separator, start, end)
        if len(parts) > 1:
            return tuple(term for part in parts for term in _read(expression, *part))
    said = expression.text[start:end]
    message = f"看不懂完成时限“{said}”" if said else "完成时限是空的"
    raise expression.unreadable((start, end), message)


def _form(expression: Expression, start: int, end: int) -> Term | None:
    for pattern, build in FORMS:
        found = expression.match(pattern, (start, end))
        if found and (term := build(expression, found)):
            return term
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _split(text: str, separator: str, start: int, end: int) -> list[tuple[int, int]]:
    parts = []
    for cut in re.compile(separator).finditer(text, start, end):
        parts.append((start, cut.start()))
        start = cut.end()
    parts.append((start, end))
    return [(a, b) for a, b in parts if text[a:b].strip(_EDGES)]
