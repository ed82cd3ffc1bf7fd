"""Values of a plan that remember where they were written, and otherwise are plain values.

`Text` equals and behaves as `str`, `Number` as `Decimal`, `Integer` as `int`, `Day` as `date`;
each adds the line and column (from 1, in characters) of its scalar in the plan file, so that a
rule may point at the word it speaks of. A value made by hand stands at line 0.
"""

from datetime import date
from decimal import Decimal
from typing import Self


class Text(str):
    """A piece of wording."""

    __slots__ = ("column", "line")
    line: int
    column: int

    def __new__(cls, value: str = "", line: int = 0, column: int = 0) -> Self:
        """Take the wording and its place."""
        self = super().__new__(cls, value)
        self.line = line
        self.column = column
        return self


def placed(word: str) -> Text:
    """A word with its place, where it remembers one."""
    return word if isinstance(word, Text) else Text(word)


class Integer(int):
    """A whole number, such as the plan's year."""

    line: int
    column: int

    def __new__(cls, value: str | int, line: int = 0, column: int = 0) -> Self:
        """Take the number and its place; raise ValueError when it is not one."""
        self = super().__new__(cls, value)
        self.line = line
        self.column = column
        return self


class Number(Decimal):
    """A figure of a target, exact as written: 1.10 is not 1.1000000000000001."""

    __slots__ = ("column", "line")
    line: int
    column: int

    def __new__(cls, value: str | int, line: int = 0, column: int = 0) -> Self:
        """Take the figure and its place; raise decimal.InvalidOperation when it is not one."""
        self = super().__new__(cls, value)
        self.line = line
        self.column = column
        return self


class Day(date):
    """A calendar day."""

    __slots__ = ("column", "line")
    line: int
    column: int

    def __new__(cls, year: int, month: int, day: int, line: int = 0, column: int = 0) -> Self:
        """Take the day and its place; raise ValueError for a day that cannot be."""
        self = super().__new__(cls, year, month, day)
        self.line = line
        self.column = column
        return self
