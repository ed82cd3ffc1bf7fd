"""The 《》 of a plan: which titles it cites, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Subject, Wording

_CITED: Final = lazily(r"《([^《》]+)》")
_CLAUSE: Final = lazily(r"[^。；;！？\n]*\Z")
_LAW: Final = lazily(
    r"(?:法|条例|办法|规定|细则|规则|规范|规程|标准|通则|总则|导则)(?:[（(][^（()）]*[）)])*\Z"
)
_REMARK: Final = lazily(r"(?:[（(][^（()）]*[）)])+\Z")


@dataclass(frozen=True, slots=True)
class Citation:
    """A title between 《》."""

    wording: Wording
    title: str
    """As written, without 《》."""
    offset: int
    """Where in the wording the title begins."""

    @property
    def bare(self) -> str:
        """The title without remarks such as （2018年修正）（试行） at its end."""
        return _REMARK.sub("", self.title.replace("\n", ""))

    @property
    def before(self) -> str:
        """What stands before its 《 in the same sentence."""
        match = _CLAUSE.search(self.wording.text, 0, self.offset - 1)
        return match[0] if match else ""

    @property
    def after(self) -> str:
        """What stands after it in the same sentence."""
        text = self.wording.text[self.offset + len(self.title) + 1 :]
        return re.split(r"[。；;！？\n]", text, maxsplit=1)[0]


def cited_laws(subject: Subject) -> Iterator[Citation]:
    """Every citation whose title ends as those of laws, regulations and standards do."""
    for wording in subject.wordings:
        if "《" not in wording.text:
            continue
        for match in _CITED.finditer(wording.text):
            if _LAW.search(match[1]):
                yield Citation(wording, match[1], match.start(1))
