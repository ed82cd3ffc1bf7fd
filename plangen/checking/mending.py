"""`plangen check --fix`: mends that need no judgement, put into the file's own text."""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence

from plangen.findings.finding import Finding


def mended(text: str, findings: Iterable[Finding]) -> str:
    """The text with the findings' mends in it; of two that overlap, the later one in the text."""
    lines = text.split("\n")
    taken: dict[int, int] = {}  # the line → the column from which on it is mended already
    for finding in sorted(findings, key=lambda finding: finding.mark, reverse=True):
        if finding.mend is None:
            continue
        row, start = finding.mark.line - 1, finding.mark.column - 1
        stop = start + finding.length
        if stop <= taken.get(row, len(lines[row])):
            lines[row] = lines[row][:start] + finding.mend + lines[row][stop:]
            taken[row] = start
    return "\n".join(lines)


def bearable(
    text: str, findings: Sequence[Finding], reads: Callable[[str], bool]
) -> Sequence[Finding]:
    """The findings whose mends leave a text that still reads as a plan.

    A mend that breaks the plan is searched for by halves: of 8 mends, at most 15 readings.
    """
    if not findings or reads(mended(text, findings)):
        return findings
    if len(findings) == 1:
        return ()
    half = len(findings) // 2
    kept = [*bearable(text, findings[:half], reads), *bearable(text, findings[half:], reads)]
    return kept if reads(mended(text, kept)) else ()


def difference(before: str, after: str, name: str) -> str:
    """What mending changes, as a unified diff; empty when nothing does."""
    names = f"{name}（现在）", f"{name}（改后）"
    changes = difflib.unified_diff(_lines(before), _lines(after), *names, n=1)
    return "".join(map(_shown, changes))


def _lines(text: str) -> list[str]:
    """The lines with their ends; other white characters than LF end none."""
    return re.findall("[^\n]*\n|[^\n]+", text)


def _shown(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ 文件末尾没有换行\n"
