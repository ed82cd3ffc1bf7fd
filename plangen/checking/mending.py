"""`plangen check --fix`: mends that need no judgement, put into the file's own text."""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, zip_longest

from plangen.findings.finding import Finding
from plangen.readers.decoding import encoding_of

_BOM = b"\xef\xbb\xbf"
_END = re.compile("\r\n|\r|\n")


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


def as_it_was(text: str, old: bytes) -> bytes:
    """A mended text in UTF-8, with the byte order mark and each line end of the old bytes.

    Where lines were added, every line ends as most of the old ones do.
    """
    encoding = encoding_of(old, "")[0] or "utf-8"
    ends = _END.findall(old.decode(encoding))
    lines = text.split("\n")
    if len(lines) != len(ends) + 1:
        usual = max(set(ends), key=ends.count, default="\n")
        ends = [usual] * (len(lines) - 1)
    data = "".join(chain.from_iterable(zip_longest(lines, ends, fillvalue=""))).encode()
    return _BOM + data if old.startswith(_BOM) else data
