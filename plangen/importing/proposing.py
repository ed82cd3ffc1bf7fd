"""Sentences that say who must do something, proposed as tasks.

市住房城乡建设局要建立台账；各区政府应当每月调度。 proposes two tasks.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from plangen.importing.names import is_surely_body
from plangen.patterns import lazily

_SENTENCE: Final = lazily("[^。；\\n]+[。；]?")
_MUST: Final = lazily("(?:要(?![求点闻素件])|应当|应(?![急对邀聘])|必?须(?!知))")
_MOST: Final = 60
"""Those who must stand within so many 字 of a sentence's head."""


def proposed_tasks(text: str) -> Iterator[dict[str, Any]]:
    """Each sentence that says who must do it, as a task of those whom it names."""
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        must = _MUST.search(sentence, 0, _MOST)
        names = re.split(r"\s*[、，和与及]\s*", sentence[: must.start()].strip()) if must else []
        if names and all(map(is_surely_body, names)):
            yield {"do": sentence, "responsible": {"units": names}}
