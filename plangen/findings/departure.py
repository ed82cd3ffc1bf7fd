"""What an inspection says: which element, where, what is required, what is found, which clause."""

from dataclasses import dataclass

from plangen.findings.finding import Severity


@dataclass(frozen=True, slots=True)
class PageLocation:
    """Where something stands: a line of a page where pages are measured, else a paragraph."""

    page: int = 0
    line: int = 0
    paragraph: int = 0
    """Among the paragraphs with text, from 1; 0 for the whole document."""
    words: str = ""
    """What the paragraph or line begins with; or what is meant of the whole document."""

    @property
    def order(self) -> tuple[int, int, int]:
        """Reading order: the whole document, paragraphs, then what was measured on pages."""
        return self.page, self.line, self.paragraph

    def __str__(self) -> str:
        """第3段“一、工作目标”, 第2页第5行“…”, 全文."""
        place = ""
        if self.page:
            place = f"第{self.page}页"
        elif self.paragraph:
            place = f"第{self.paragraph}段"
        if self.line:
            place += f"第{self.line}行"
        if self.words and (self.page or self.paragraph):
            return f"{place}“{self.words}”"
        return f"{place}{self.words}" or "全文"


@dataclass(frozen=True, slots=True)
class Departure:
    """One departure of a document from the standard."""

    code: str
    """Stable English name of the kind of departure, such as `paper`."""
    element: str
    """The element of the document, in Chinese."""
    location: PageLocation
    required: str
    found: str
    clause: str
    """Of GB/T 9704-2012, such as 7.3.3; empty for what it does not say."""
    severity: Severity = Severity.ERROR
    hint: str = ""
    """How to mend it, in Chinese."""
    count: int = 1
    """In how many places it is found; `location` is the first."""

    @property
    def message(self) -> str:
        """The departure in one sentence."""
        required, found = _spaced(self.required), _spaced(self.found)
        message = f"{self.element}：应为{required}，实为{found}"
        if self.count > 1:
            message += f"，共 {self.count} 处"
        if self.clause:
            message += f"（GB/T 9704-2012 第{self.clause}条）"
        return message


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is said of one file."""

    departures: tuple[Departure, ...] = ()
    """In reading order."""
    unusable: str = ""
    """Why it cannot be inspected, in one line of Chinese."""


def _spaced(text: str) -> str:
    """A figure or a Latin letter after Chinese stands off by a space."""
    if text[:1].isascii() and text[:1].isalnum():
        return f" {text}"
    return text
