"""Whether a notice's signature would stand alone on its page; most plans tell without composing."""

from collections.abc import Iterable, Iterator
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Final

from plangen.document.gbt9704 import CHARS, LINES
from plangen.findings.finding import Finding, Mark, Severity
from plangen.plan import Plan
from plangen.typography import width

_TITLE_CHARS: Final = 18
"""字 that a line of a title holds at least, however its words fall."""
_HEAD: Final = 11
"""Lines of a 版头 with one mark, at the most."""
_BLANK: Final = 8
"""Blank lines around title, attachments and signature, and the line of the date."""


def lone_signature(plan: Plan, templates: Iterable[Path], file: str) -> Iterator[Finding]:
    """Say that the signature of a plan's notice falls on a page without text (§7.3.5.5)."""
    if not plan.issue.signature or _surely_together(plan):
        return
    from plangen.compose import compose
    from plangen.writers.docx.signature import signature_alone

    if signature_alone(compose(plan, templates), plan.style):
        signature = plan.issue.signature[0]
        mark = Mark(file, signature.line, signature.column)
        message = "落款会独占一面，上面没有正文"
        hint = "增减几个字，或调整段落，再看一遍版面"
        yield Finding(mark, "signature-alone", message, hint, severity=Severity.WARNING)


def _surely_together(plan: Plan) -> bool:
    """Whether text is sure to stand above the signature, by a count that takes no composing.

    Of several paragraphs the last goes along; a short notice fits on page 1, each of its parts
    taken at the most lines that it may need.
    """
    issue = plan.issue
    if issue.form == "plan":
        return len(list(islice(plan.items(), 2))) > 1
    body = (issue.body or "").strip()
    if "\n" in body:
        return True
    has_head = issue.issuer_mark or issue.doc_number or issue.classification or issue.urgency
    title = sum(ceil(width(line) / _TITLE_CHARS) for line in (issue.title or "").split("\n"))
    texts = (issue.recipients or "", body, *(annex.title for annex in plan.annexes))
    lines = sum(ceil(width(text) / CHARS) + 1 for text in texts)
    spare = 2 * len(issue.signature) + _BLANK + (_HEAD if has_head else 0)
    return title + lines + spare <= LINES
