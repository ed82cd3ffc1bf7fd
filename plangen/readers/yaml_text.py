"""YAML text → its nodes, every scalar left as text; slips of the pen are named, mended and passed.

A syntax error ends a YAML parser. Here the line at fault is reported, mended in memory as the
clerk most likely meant it, and read again, so that one run shows every error of the file.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import yaml
from yaml.nodes import Node

from plangen.findings.finding import Finding, Mark
from plangen.patterns import lazily
from plangen.readers.yaml_slips import (
    PROBLEMS,
    REFERENCE,
    SLIPS,
    STRAY_MARKER,
    UNCLOSED,
    UNDECIDED,
)

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # PyYAML built without libyaml: slower, the same nodes
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Parser(Reader, Scanner, Parser, Composer):  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)


MAX_DEPTH = 40
"""Nesting of a real plan stays under 15."""
MAX_NODES = 500_000
"""About 250 MB of nodes; a plan of 10,000 items has some 300,000."""
_MAX_MENDS = 100
_TOO_DEEP = "exceeded maximum nesting depth"
"""What PyYAML says of more than 1,000 levels, from 6.0.4 on."""

_MAYBE_REFERENCE = lazily(r"[&*!](?<![^\s\[{,].)\S")
_BLOCK_SCALAR = lazily(r"(?:^|[\s:-])[|>][0-9+-]*\s*(?:#.*)?$")
_KEY = lazily(r"\s*(?:- +)*[A-Za-z_]+[:：]|\s*- |\s*$")
_VALUE = lazily(r"^(\s*(?:- +)*(?:[A-Za-z_]+: +|(?<=- )))([^\s|>\[{](?:.*\S)?)\s*$")
INVISIBLE = lazily(
    "[\u0085\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What nobody sees, or what only some take for the end of a line."""
ILLEGAL = lazily("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What YAML does not take."""

_MARKER = lazily(r"^(?:<{7,}|\|{7,}|={7,}|>{7,})(?: .*)?$", re.MULTILINE)
"""A line that git leaves where two people changed the same lines."""


class _Limit(yaml.YAMLError):
    def __init__(self, mark: yaml.Mark, message: str) -> None:
        self.mark = mark
        self.message = message


class _Composer(_Parser):
    """Composes nodes without resolving types, and refuses what no plan could be."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = self.count = 0

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return ""

    def descend_resolver(self, parent: Node | None, index: object) -> None:
        self.depth += 1
        self.count += 1
        if parent is not None and self.depth > MAX_DEPTH:
            raise _Limit(parent.start_mark, f"嵌套超过 {MAX_DEPTH} 层，不像是一份方案，没有读")
        if parent is not None and self.count > MAX_NODES:
            raise _Limit(parent.start_mark, f"内容超过 {MAX_NODES} 项，不像是一份方案，没有读")

    def ascend_resolver(self) -> None:
        self.depth -= 1


def compose(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """Compose the document's nodes, and say every departure from YAML as a plan uses it.

    The node is None where the text could not be mended into YAML; then the findings say why.
    """
    mending = _Mending(text, file)
    mending.settle_conflicts()
    mending.drop_invisible()
    for _ in range(_MAX_MENDS):
        try:
            node = _compose(mending.text)
        except yaml.YAMLError as error:
            if not mending.mend(error):
                break
        else:
            if not mending.mend_references():
                return (None if mending.hopeless else node), mending.findings
    return None, mending.findings


def _compose(text: str) -> Node | None:
    """Compose the nodes; a text that nests too deep raises `_Limit` at the same place everywhere.

    PyYAML from 6.0.4 on refuses 1,000 levels while it still looks ahead for a key, before the
    composer has come to level 40; the text up to there brings the composer to it.
    """
    try:
        return _Composer(text).get_single_node()
    except yaml.scanner.ScannerError as error:
        if error.problem != _TOO_DEEP or error.problem_mark is None:
            raise
        return _Composer(text[: error.problem_mark.index]).get_single_node()


class _Mending:
    """The lines being read, what was found wrong with them, and how each was mended."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.findings: list[Finding] = []
        self.mended: set[int] = set()
        self.swept = self.reindented = self.hopeless = False

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def mend(self, error: yaml.YAMLError) -> bool:
        """Report an error and mend its line; False when nothing more can be read."""
        again = self._mend(error)
        self.text = "\n".join(self.lines)
        return again

    def _mend(self, error: yaml.YAMLError) -> bool:
        if isinstance(error, _Limit):
            self._say(
                error.mark.line, error.mark.column, "too-large", error.message, "检查缩进和括号"
            )
            return False
        if isinstance(error, yaml.reader.ReaderError):
            return self._mend_controls()
        if not self.swept:
            self.swept = True
            if self._sweep():
                return True
        if self.reindented:
            return False
        return isinstance(error, yaml.MarkedYAMLError) and self._mend_line(error)

    def settle_conflicts(self) -> None:
        """Report where two edits were merged and nobody has decided; read on with the first."""
        if not _MARKER.search(self.text):
            return
        marks = [number for number, line in enumerate(self.lines) if _MARKER.match(line)]
        signs = "".join(self.lines[number][0] for number in marks)
        for match in re.finditer(r"<\|?=>|.", signs):
            first, *others = marks[match.start() : match.end()]
            words, second = STRAY_MARKER, range(0)
            if others:
                words = (UNDECIDED[0].format(first + 1, others[-1] + 1), UNDECIDED[1])
                second = range(others[0], others[-1] + 1)
            self._say(first, 0, "merge-conflict", *words)
            for number in (first, *second):
                self.lines[number] = ""
        self.text = "\n".join(self.lines)

    def drop_invisible(self) -> None:
        """Report what nobody can see and YAML would stumble on: zero widths, odd line breaks."""
        if not INVISIBLE.search(self.text):
            return
        for number, line in enumerate(self.lines):
            for match in INVISIBLE.finditer(line):
                self._say(number, match.start(), "control-character", *_unseen(match[0]))
            self.lines[number] = INVISIBLE.sub("", line)
        self.text = "\n".join(self.lines)

    def mend_references(self) -> bool:
        """Report anchors, aliases and tags: they are left out of a text, or multiply it."""
        if not _MAYBE_REFERENCE.search(self.text):
            return False
        marks: dict[int, int] = {}
        for event in yaml.parse(self.text, Loader=_Events):  # type: ignore[arg-type]
            mark: Any = event.start_mark
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                marks.setdefault(mark.line, mark.column)
        for line, column in marks.items():
            self._say(line, column, "yaml-reference", *REFERENCE)
        quoted = [self._quote(line) for line in marks]
        self.hopeless = not all(quoted)
        self.text = "\n".join(self.lines)
        return bool(marks) and not self.hopeless

    def _say(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        mark = Mark(self.file, line + 1, column + 1)
        self.findings.append(Finding(mark, code, message, hint))

    def _mend_controls(self) -> bool:
        before = len(self.findings)
        for number, line in enumerate(self.lines):
            for match in ILLEGAL.finditer(line):
                self._say(number, match.start(), "control-character", *_unseen(match[0]))
            self.lines[number] = ILLEGAL.sub(" ", line)
        return len(self.findings) > before

    def _sweep(self) -> bool:
        """Mend at once every slip of the pen that a line shows by itself, and unclosed quotes."""
        before = len(self.findings)
        for number in list(_structural(self.lines)):
            for slip in SLIPS:
                line = self.lines[number]
                for match in slip.pattern.finditer(line):
                    message = slip.message.format(**match.groupdict())
                    hint = slip.hint.format(**match.groupdict())
                    self._say(number, match.start("slip"), slip.code, message, hint)
                    self.reindented = self.reindented or slip.code == "tab-indent"
                self.lines[number] = slip.pattern.sub(slip.mend, line)
            value = _VALUE.match(self.lines[number])
            if value and _unclosed(value[2], self.lines[number + 1 :]):
                self._say(number, value.start(2), "yaml-syntax", *UNCLOSED)
                self._quote(number)
        return len(self.findings) > before

    def _mend_line(self, error: yaml.MarkedYAMLError) -> bool:
        mark = error.problem_mark
        text = f"{error.context or ''} {error.problem or ''}"
        if any(word in text for word in ("end of stream", "or ']'", "or '}'", "expected ':'")):
            mark = error.context_mark or mark
        if mark is None:
            return False
        words = ("这里不合 YAML 的写法", f"检查缩进、冒号和引号（{error.problem}）")
        for problem, *known in PROBLEMS:
            if problem in text:
                words = (known[0], known[1])
                break
        line = min(mark.line, len(self.lines) - 1)
        if line in self.mended:
            return False
        self._say(line, mark.column, "yaml-syntax", *words)
        return self._quote(line)

    def _quote(self, number: int) -> bool:
        """Take the value of a line `key: value` as plain words; False when that is no mend."""
        match = _VALUE.match(self.lines[number])
        if match is None or number in self.mended:
            return False
        self.mended.add(number)
        quoted = match[2].replace("'", "''")
        self.lines[number] = f"{match[1]}'{quoted}'"
        return True


def _unseen(char: str) -> tuple[str, str]:
    return f"有看不见的控制字符（U+{ord(char):04X}）", "删去这个字符，或重新输入这几个字"


def _unclosed(value: str, following: list[str]) -> bool:
    """Tell whether a quoted value does not end on its line, though the next is another key."""
    quote = value[0]
    if quote not in "\"'" or quote in value[1:]:
        return False
    return not following or bool(_KEY.match(following[0]))


class _Events(_Parser):
    """Yields parsing events only."""

    def dispose(self) -> None:
        pass


def _structural(lines: list[str]) -> Iterator[int]:
    """The numbers of the lines that are YAML rather than text in a block scalar."""
    block: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if block is not None and (not line.strip() or indent > block):
            continue
        yield number
        block = indent if _BLOCK_SCALAR.search(line) else None


def scalar_text(node: Any) -> str:
    """The text of a scalar; line folds that YAML turned into spaces between Chinese vanish."""
    value: str = node.value
    if node.start_mark.line != node.end_mark.line and node.style != "|":
        value = _FOLD.sub("", value)
    return value


_FOLD = lazily(r"(?<=[\u2e80-\uffef“”‘’—…·]) (?=[\u2e80-\uffef“”‘’—…·])")
