"""YAML text → its nodes, every scalar left as text; slips of the pen are named, mended and passed.

A syntax error ends a YAML parser. Here the line at fault is reported, mended in memory as the
clerk most likely meant it, and read again, so that one run shows every error of the file.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

import yaml
from yaml.nodes import Node

from plangen.findings.finding import Finding, Mark
from plangen.patterns import lazily

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

_UNDECIDED = (
    "第 {} 行到第 {} 行有没有解决的合并冲突，两边改了同一处",
    "======= 上下是两种改法：留下要的，删去另一种和 <<<<<<<、=======、>>>>>>> 各行",
)
_STRAY_MARKER = ("这一行是合并冲突留下的标记", "核对上下各行，留下要的，删去这一行")
_QUOTE_IT = "把冒号后面的整段文字放进英文单引号：键: '文字'"
_REFERENCE = (
    "以 & * ! 开头的内容，在 YAML 里是引用或标签，方案不用",
    f"是文字的，{_QUOTE_IT}；是要重复的内容，写进 defaults，由各条继承",
)


class _Slip(NamedTuple):
    """A slip of the pen that shows in one line; the group `slip` is what is wrong."""

    pattern: re.Pattern[str]
    code: str
    message: str
    hint: str
    mend: Callable[[re.Match[str]], str]


_SLIPS = (
    _Slip(
        lazily(r"^ *(?P<slip>[\t\u3000\u00a0\u2000-\u200a][^\S\n]*)"),
        "tab-indent",
        "缩进用了制表符（Tab）或全角空格，YAML 只认英文空格",
        "删去行首的空白，换成英文空格，每层两个",
        lambda match: re.sub("[\t\u3000]", "  ", match[0]).replace("\u00a0", " "),
    ),
    _Slip(
        lazily(r"^\s*(?:- +)*(?P<key>[A-Za-z_]+)(?P<slip>：)\s*"),
        "fullwidth-colon",
        "“{key}”后面是中文冒号“：”",
        "改成英文冒号，后面空一格：{key}: ",
        lambda match: match[0].partition("：")[0] + ": ",
    ),
    _Slip(
        lazily(r"^\s*(?:- +)*(?P<key>[A-Za-z_]+)(?P<slip>:)(?=[^\s:/])"),
        "no-space",
        "“{key}:”的冒号后面没有空格，会和内容连成一个词",
        "冒号后面空一格：{key}: ",
        lambda match: match[0] + " ",
    ),
    _Slip(
        lazily(r"(?<=[^\s，])(?P<slip>，)\s*(?=[a-z_]+[:：])"),
        "fullwidth-comma",
        "花括号里用了中文逗号“，”",
        "改成英文逗号，后面空一格",
        lambda match: ", ",
    ),
)
_UNCLOSED = (
    "英文引号从这里开始，没有配对的后一个",
    "补上后一个引号；文字里的引号用中文引号“”",
)
_PROBLEMS = (
    ("expected alphabetic or numeric", *_REFERENCE),
    ("undefined alias", *_REFERENCE),
    (
        "mapping values are not allowed",
        "这一行多出一个英文冒号加空格，或者缩进比上一行多",
        f"上下两行同级的，左边对齐；文字里有英文冒号的，改成中文冒号，或{_QUOTE_IT}",
    ),
    (
        "could not find expected ':'",
        "这一行不是“键: 内容”",
        "接着上面文字的，比键多缩进两格；另起一项的，写成“键: 内容”，冒号用英文，后面空一格",
    ),
    ("found unexpected end of stream", *_UNCLOSED),
    ("expected ',' or ']'", "方括号 [ 从这里开始，没有配对的 ]", "补上 ]，各项之间用英文逗号分开"),
    ("expected ',' or '}'", "花括号 { 从这里开始，没有配对的 }", "补上 }，各项之间用英文逗号分开"),
    (
        "block sequence entries are not allowed",
        "“- ”不能写在键的同一行",
        "另起一行，缩进两格，再写“- ”",
    ),
    (
        "found unknown escape character",
        "英文双引号里的反斜杠 \\ 有特殊含义，这里的写法不认识",
        "改用英文单引号",
    ),
    (
        "expected comment or line break",
        "竖线 | 后面不能再写文字",
        "文字从下一行写起，比键多缩进两格",
    ),
    (
        "found another document",
        "文件里出现了第二份文档（--- 分隔线）",
        "一份文件只写一个方案，删去 --- 和后面的内容",
    ),
    ("expected <document start>", "这里的缩进比文件开头少，前后接不上", "最外层的键都顶格写"),
    ("expected '-' indicator", "这里应当是列表的下一项，却不是以“- ”开头", "补上“- ”，或调整缩进"),
    (
        "expected key",
        "这里接不上：缩进与上文不齐，或者引号后面还有文字",
        f"同级的键左边对齐；文字以英文引号开头的，{_QUOTE_IT}，或改用中文引号“”",
    ),
    ("cannot start any token", "文字不能以这个符号开头", _QUOTE_IT),
    ("expected node content", "这里应当有内容，却是一个标点", "补上内容，或删去多余的标点"),
)


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
            words, second = _STRAY_MARKER, range(0)
            if others:
                words = (_UNDECIDED[0].format(first + 1, others[-1] + 1), _UNDECIDED[1])
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
            self._say(line, column, "yaml-reference", *_REFERENCE)
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
            for slip in _SLIPS:
                line = self.lines[number]
                for match in slip.pattern.finditer(line):
                    words = [each.format(**match.groupdict()) for each in (slip.message, slip.hint)]
                    self._say(number, match.start("slip"), slip.code, *words)
                    self.reindented = self.reindented or slip.code == "tab-indent"
                self.lines[number] = slip.pattern.sub(slip.mend, line)
            value = _VALUE.match(self.lines[number])
            if value and _unclosed(value[2], self.lines[number + 1 :]):
                self._say(number, value.start(2), "yaml-syntax", *_UNCLOSED)
                self._quote(number)
        return len(self.findings) > before

    def _mend_line(self, error: yaml.MarkedYAMLError) -> bool:
        mark = error.problem_mark
        text = f"{error.context or ''} {error.problem or ''}"
        if any(word in text for word in ("end of stream", "or ']'", "or '}'", "expected ':'")):
            mark = error.context_mark or mark
        if mark is None:
            return False
        known = [words for problem, *words in _PROBLEMS if problem in text]
        words = (
            known[0]
            if known
            else ["这里不合 YAML 的写法", f"检查缩进、冒号和引号（{error.problem}）"]
        )
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
