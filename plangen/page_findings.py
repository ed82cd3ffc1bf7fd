"""What the page of a notice cannot hold; most plans tell without being composed."""

from collections.abc import Callable, Iterator
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Final

from plangen.document.gbt9704 import (
    CHARS,
    LINES,
    LINES_ABOVE_ATTACHMENTS,
    PARAGRAPH_INDENT_CHARS,
    SIGNATORIES_A_LINE,
)
from plangen.findings.finding import Finding, Mark, Severity
from plangen.plan import Plan
from plangen.scalar import Text
from plangen.typography import width

if TYPE_CHECKING:
    from plangen.document.model import Document

_TITLE_CHARS: Final = 18
"""字 that a line of a title holds at least, however its words fall."""
_WIDEST: Final = 1.3
"""How much wider a text is set than its characters are, with a digit beside each Chinese one."""
_HEAD: Final = 9
"""Lines of a 版头 with one mark of the usual size and a row of signatories, at the most."""
_BLANK: Final = 6
"""Blank lines around title and signature, and the line of the date."""
_ATTACHMENT_CHARS: Final = 21
"""字 that a line of an attachment's name holds beside its number."""


def page_findings(plan: Plan, document: Callable[[], "Document"], file: str) -> Iterator[Finding]:
    """What the page of a plan's notice cannot hold: a mark of many issuers, a lone signature.

    The notice is asked for only where the plan alone does not tell.
    """
    issuers = plan.issue.issuer_mark.names if plan.issue.issuer_mark else ()
    crowded = len(issuers) > 1
    alone = bool(plan.issue.signature) and not _surely_together(plan)
    if not crowded and not alone:
        return
    from plangen.writers.docx.first_page import has_text_on_page_1
    from plangen.writers.docx.signature import signature_alone

    composed = document()
    if crowded and not has_text_on_page_1(composed, plan.style):
        message = f"发文机关标志排了 {len(issuers)} 个机关，首页排不下正文"
        hint = f"联合行文可以单独用主办机关名称（GB/T 9704-2012，7.2.4）：只写“{issuers[0]}”"
        yield _finding(file, issuers[0], "crowded-mark", message, hint)
    if alone and signature_alone(composed, plan.style):
        message = "落款会独占一面，上面没有正文"
        hint = "增减几个字，或调整段落，再看一遍版面"
        yield _finding(file, plan.issue.signature[0], "signature-alone", message, hint)


def _finding(file: str, text: Text, code: str, message: str, hint: str) -> Finding:
    mark = Mark(file, text.line, text.column)
    return Finding(mark, code, message, hint, severity=Severity.WARNING)


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
    if _has_unusual_head(plan):
        return False
    has_head = issue.issuer_mark or issue.doc_number or issue.classification or issue.urgency
    title = sum(ceil(width(line) / _TITLE_CHARS) for line in (issue.title or "").split("\n"))
    lines = sum(ceil(width(annex.title) * _WIDEST / _ATTACHMENT_CHARS) for annex in plan.annexes)
    lines += LINES_ABOVE_ATTACHMENTS if plan.annexes else 0
    for text in (issue.recipients or "", body):
        lines += ceil((PARAGRAPH_INDENT_CHARS + width(text) * _WIDEST) / CHARS)
    issuers = len(issue.signature)
    names = 2 * issuers + 1 if issuers > 1 else issuers
    return title + lines + names + _BLANK + (_HEAD if has_head else 0) <= LINES


def _has_unusual_head(plan: Plan) -> bool:
    """Whether the 版头 may take more lines than most do."""
    issue = plan.issue
    is_joint = issue.issuer_mark is not None and len(issue.issuer_mark.names) > 1
    is_tall = plan.style.mark_size is not None or issue.form == "order"
    return is_joint or is_tall or len(issue.signatories) > SIGNATORIES_A_LINE
