"""Patterns that are compiled when they are first used: of hundreds, one plan needs a few."""

import re
from typing import Any, cast


class _Pattern:
    """Stands for a pattern until one of its methods is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(*self._source), name)
        setattr(self, name, method)
        return method


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as `re.compile` gives it, compiled at its first use."""
    return cast("re.Pattern[str]", _Pattern(pattern, flags))
