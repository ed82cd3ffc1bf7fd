"""What each line of a document belongs to: the parts of a notice."""

import re
from dataclasses import dataclass, field

from plangen.importing.lines import Line


@dataclass(slots=True)
class Division:
    """What each line of a document belongs to."""

    furniture: list[Line] = field(default_factory=list)
    """Lines of a web page, which are no part of the document."""
    copy_number: str = ""
    classification: str = ""
    urgency: str = ""
    mark: str = ""
    """The issuer's name of the red letterhead."""
    has_suffix: bool = False
    """Whether 文件 stands after it."""
    doc_number: str = ""
    signatories: tuple[str, ...] = ()
    title: list[str] = field(default_factory=list)
    """The document's title, a string a line."""
    recipients: str = ""
    letter: list[Line] = field(default_factory=list)
    """The notice's own text, where it carries a plan."""
    plan_title: list[str] = field(default_factory=list)
    """The title of the plan that a notice carries."""
    body: list[Line] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    signed_on: tuple[int, int, int] | None = None
    note: str = ""
    listed: list[str] = field(default_factory=list)
    """The titles of the annexes, as 附件： lists them."""
    annexes: list[list[Line]] = field(default_factory=list)
    """The lines of each annex, its label left out."""
    attendance: dict[str, str] = field(default_factory=dict)
    """出席, 请假, 列席 of minutes, by the keys of a plan."""
    cc: str = ""
    printed_by: str = ""
    printed_on: tuple[int, int, int] | None = None
    unplaced: list[Line] = field(default_factory=list)
    """Lines that the form has no place for."""

    @property
    def flat_title(self) -> str:
        """The plan's title on one line, without blanks."""
        return re.sub(r"\s", "", "".join(self.plan_title or self.title))

    @property
    def is_notice(self) -> bool:
        """Whether the document is a notice that carries a plan."""
        return bool(self.plan_title)
