"""`plangen check --fix`: mends that need no judgement, put into the file's own text."""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

from plangen.findings.finding import Finding
from plangen.readers.decoding import encoding_of

_BOM = b"\xef\xbb\xbf"
_END = re.compile("\r\n|\r|\n")


def mended(text: str, findings: Iterable[Finding]) -> str:
    """The text with every mend made that does not overlap another; all else stays as it is."""
    lines = text.split("\n")
    taken: dict[int, int] = {}
    for finding in sorted(findings, key=lambda each: each.mark, reverse=True):
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
    """Those of the findings whose mends leave a text that still reads as a plan.

    Where one of them does not, it is searched for by halves.
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
    old, new = (_lines(text) for text in (before, after))
    names = f"{name}（现在）", f"{name}（改后）"
    return "".join(_shown(line) for line in difflib.unified_diff(old, new, *names, n=1))


def _lines(text: str) -> list[str]:
    """The lines with their ends; other white characters than LF end none."""
    return re.findall("[^\n]*\n|[^\n]+", text)


def _shown(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ 文件末尾没有换行\n"


def as_it_was(text: str, old: bytes) -> bytes:
    """A mended text in UTF-8, with the byte order mark and each line end of the old bytes."""
    encoding = encoding_of(old, "")[0] or "utf-8"
    ends = _END.findall(old.decode(encoding))
    lines = zip_longest(text.split("\n"), ends, fillvalue="")
    data = "".join(line + end for line, end in lines).encode()
    return _BOM + data if old.startswith(_BOM) else data
