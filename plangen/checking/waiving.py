"""A finding waived: the waiver, with its reason, written into the plan where it is about.

deadline: 及时 # found fault with
→ waive: [{rule: vague-deadline, reason: 按上级原文, word: 及时}] in the same item
"""

import json
from collections.abc import Iterator
from pathlib import Path

from yaml.nodes import MappingNode, SequenceNode

from plangen.checking.session import RuleChoice, examine_file
from plangen.findings.finding import CannotGoOn, Finding
from plangen.readers.yaml_text import compose
from plangen.source.editing import TextEdits, entry, line_of, mappings

_EVERY = RuleChoice((), ())


def with_waiver(path: Path, text: str, finding: Finding, reason: str) -> str:
    """The text of the plan at `path` in which the finding is waived, as narrowly as it can be.

    Raises CannotGoOn where there is no place for the waiver.
    """
    for word in (_underlined(text, finding), ""):
        for number, _ in enumerate(_around(text, finding.mark.line)):
            waived = _waived(text, finding, reason, number, word)
            if waived and _is_gone(path, waived, finding):
                return waived
    raise CannotGoOn("这一处豁免不了，只能改正")


def _underlined(text: str, finding: Finding) -> str:
    line, start = text.split("\n")[finding.mark.line - 1], finding.mark.column - 1
    return line[start : start + finding.length].strip()


def _around(text: str, line: int) -> Iterator[MappingNode]:
    """The mappings of a plan that a line stands in, the innermost first."""
    root, _ = compose(text, "")
    if not isinstance(root, MappingNode):
        return
    around = []
    for mapping in mappings(root):
        end = mapping.end_mark
        if end is not None and line_of(mapping) <= line <= end.line + 1:
            around.append(mapping)
    yield from reversed(around)


def _waived(text: str, finding: Finding, reason: str, number: int, word: str) -> str:
    """The text with a waiver in one of the mappings around; empty where none can stand there."""
    mapping = list(_around(text, finding.mark.line))[number]
    root, _ = compose(text, "")
    if not isinstance(root, MappingNode):
        return ""
    record = f"{{rule: {finding.code}, reason: {_quoted(reason)}"
    record += f", word: {_quoted(word)}}}" if word else "}"
    edits = TextEdits(text, root)
    standing = entry(mapping, "waive")
    if standing is None:
        edits.add(mapping, "waive", f"[{record}]")
    elif isinstance(standing[1], SequenceNode):
        edits.append(standing[1], record)
    else:
        return ""
    return edits.written()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _is_gone(path: Path, text: str, finding: Finding) -> bool:
    """Whether the waiver is read, and waives the finding and nothing in vain."""
    examined = examine_file(path, _EVERY, text.encode())
    if examined.file.plan is None:
        return False
    alike = (finding.code, finding.item, finding.message)
    for other in examined.findings:
        if (other.code, other.item, other.message) == alike:
            return False
        if other.code == "unused-waiver" and finding.code in other.message:
            return False
    return True
