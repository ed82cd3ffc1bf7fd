"""A plan file's tree → its text in the one canonical layout."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from plangen.readers.shape import paragraphs
from plangen.source import scalars
from plangen.source.folding import sentences
from plangen.source.schema_nodes import UNKNOWN, SchemaNode, plan_place
from plangen.source.tree import Conflict, Mapping, Node, Scalar, Sequence, SourceFile
from plangen.typography import columns

WIDTH = 100
"""The columns that a list or record in brackets may fill; a sentence always has one line."""
_TOGETHER = ("format", "series", "year", "title", "issuer")
"""The keys at the top with no blank line between them."""
_APART = frozenset({"sections", "parts", "goals", "measures", "requirements", "annexes"})
"""The lists with a blank line between their entries."""
_SINGLE = frozenset({"targets", "waive"})
"""The lists that stand on the line of their key when they have one entry."""


def write(file: SourceFile, names: tuple[str, str] = ("ours", "theirs"), marker: int = 7) -> str:
    """Write a plan file; a conflict stands between markers as git's, with the sides' `names`."""
    writer = _Writer(names, marker)
    writer.file(file)
    return "".join(f"{line}\n" for line in writer.lines)


class _Writer:
    """The lines written so far."""

    def __init__(self, names: tuple[str, str], marker: int) -> None:
        self.lines: list[str] = []
        self.names = names
        self.marker = marker

    def file(self, file: SourceFile) -> None:
        """Write the whole file."""
        root, keys = file.root, _ordered(file.root, plan_place())
        self._above(root.notes.before, "")
        if root.notes.before and keys and root.entries[keys[0]].notes.before:
            self._blank()
        for key in keys:
            if key not in _TOGETHER and key != keys[0]:
                self._blank()
            self._keys(root, [key], plan_place(), "")
        if not keys:
            self.lines.append("{}")
        if file.tail:
            self._blank()
        self._above(file.tail, "")

    def _blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _above(self, comments: Iterable[str], pad: str) -> None:
        """Write comments on lines of their own; an empty one is a blank line."""
        for comment in comments:
            self.lines.append(comment and f"{pad}{comment}")

    def _keys(self, mapping: Mapping, keys: Iterable[str], place: SchemaNode, pad: str) -> None:
        """Write some keys of a mapping."""
        for key in keys:
            self._key(key, mapping.entries[key], place, pad)

    def _key(self, key: str, node: Node, place: SchemaNode, pad: str) -> None:
        self._above(node.notes.before, pad)
        if isinstance(node, Conflict):
            self._sides(node, lambda side: self._key(key, side, place, pad))
        else:
            name = scalars.written(key, UNKNOWN, brackets=True)
            self._value(f"{pad}{name}:", node, place.at(key), pad, key)

    def _value(
        self,
        head: str,
        node: Scalar | Sequence | Mapping,
        place: SchemaNode,
        pad: str,
        key: str = "",
    ) -> None:
        """Write the value after a key or a dash: on its line where it fits, else in a block."""
        beside = node.notes.beside and f" {node.notes.beside}"
        if isinstance(node, Scalar):
            self._scalar(head, node, place, f"{pad}  ", beside)
        elif text := _on_one_line(head, node, place, key):
            self.lines.append(f"{head} {text}{beside}")
        elif isinstance(node, Sequence) and (words := _words(node, place)):
            self._folded(head, words, beside)
        else:
            self.lines.append(head + beside)
            if isinstance(node, Mapping):
                self._keys(node, _ordered(node, place), place, f"{pad}  ")
            else:
                self._entries(node, place, f"{pad}  ", apart=key in _APART)
            self._above(node.notes.after, f"{pad}  ")

    def _scalar(self, head: str, scalar: Scalar, place: SchemaNode, pad: str, beside: str) -> None:
        lines = value_lines(scalar.value, place)
        if len(lines) > 1:
            self.lines.append(f"{head} |{beside}")
            for line in lines:
                self.lines.append(line and f"{pad}{line}")
        elif scalar.value:
            self.lines.append(f"{head} {scalars.written(scalar.value, place)}{beside}")
        else:
            self.lines.append(head + beside)

    def _folded(self, head: str, words: list[str], beside: str) -> None:
        """Write a list of words that one line does not hold, its lines aligned."""
        line, pad = f"{head} [{words[0]}", " " * (columns(head) + 2)
        for word in words[1:]:
            line += ","
            if columns(line) + columns(word) + 2 > WIDTH:
                self.lines.append(line)
                line = pad + word
            else:
                line += f" {word}"
        self.lines.append(f"{line}]{beside}")

    def _entries(self, sequence: Sequence, place: SchemaNode, pad: str, *, apart: bool) -> None:
        for number, node in enumerate(sequence.entries):
            if number and apart and not isinstance(node, Scalar):
                self._blank()
            self._entry(node, place.entry, pad)

    def _entry(self, node: Node, place: SchemaNode, pad: str) -> None:
        if isinstance(node, Mapping):
            node = _raised(node, place)
        self._above(node.notes.before, pad)
        if isinstance(node, Conflict):
            self._sides(node, lambda side: self._entry(side, place, pad))
        elif isinstance(node, Mapping) and _begins_on_dash(node, place, pad):
            first, *rest = _ordered(node, place)
            start, inner = len(self.lines), f"{pad}  "
            self._key(first, node.entries[first], place, inner)
            self.lines[start] = f"{pad}- {self.lines[start][len(inner) :]}"
            self._keys(node, rest, place, inner)
            self._above(node.notes.after, inner)
        else:
            self._value(f"{pad}-", node, place, pad)

    def _sides(self, conflict: Conflict, write: Callable[[Node], None]) -> None:
        """Write both sides of a conflict, each as it would stand here alone."""
        signs = (("<", f" {self.names[0]}"), ("=", ""), (">", f" {self.names[1]}"))
        for (sign, name), side in zip(signs, (conflict.ours, conflict.theirs, None), strict=True):
            self.lines.append(sign * self.marker + name)
            if side is not None:
                write(side)


def _ordered(mapping: Mapping, place: SchemaNode) -> list[str]:
    """The keys in the schema's order, those that it does not know at the end as they stand.

    Keys that the bureau names itself (自定栏目) have no order of their own: they are sorted.
    """
    known = [key for key in place.keys if key in mapping.entries]
    others = [key for key in mapping.entries if key not in place.keys]
    if place.part.get("x-open"):
        others.sort()
    return [*known, *others]


def _raised(mapping: Mapping, place: SchemaNode) -> Mapping:
    """An entry of a list, the comments over its first key over the entry itself."""
    keys = _ordered(mapping, place)
    if not keys or mapping.notes.beside:
        return mapping
    first, notes = mapping.entries[keys[0]], mapping.notes
    before = [*notes.before, *first.notes.before]
    entries = {**mapping.entries, keys[0]: replace(first, notes=replace(first.notes, before=[]))}
    return Mapping(entries, replace(notes, before=before))


def _begins_on_dash(mapping: Mapping, place: SchemaNode, pad: str) -> bool:
    """Whether an entry is a block whose first key follows the dash."""
    keys = _ordered(mapping, place)
    if not keys or mapping.notes.beside or isinstance(mapping.entries[keys[0]], Conflict):
        return False
    return _on_one_line(f"{pad}-", mapping, place) is None


def _on_one_line(
    head: str, node: Sequence | Mapping, place: SchemaNode, key: str = ""
) -> str | None:
    """A list or a record in brackets after `head`; None where it does not fit or is not short."""
    text = _bracketed(node, place, single=key in _SINGLE)
    if text is None or not node.entries or place.entry.kind == "cell":
        return text
    if columns(head) + 1 + columns(text) > WIDTH:
        return None
    return text


def _bracketed(node: Sequence | Mapping, place: SchemaNode, *, single: bool = False) -> str | None:
    if node.notes.after:
        return None
    if isinstance(node, Mapping):
        return _record(node, place)
    entries = node.entries
    if single and len(entries) == 1 and isinstance(entries[0], Mapping):
        inner = _inner(entries[0], place.entry)
        return inner and f"[{inner}]"
    words = _words(node, place)
    if words is None:
        return None
    return f"[{', '.join(words)}]"


def _record(mapping: Mapping, place: SchemaNode) -> str | None:
    """A short record in braces; what holds a record of its own is none."""
    if mapping.entries and not place.short:
        return None
    pairs = []
    for key in _ordered(mapping, place):
        node, value = mapping.entries[key], None
        if not isinstance(node, Mapping):
            value = _inner(node, place.at(key))
        if value is None:
            return None
        pairs.append(f"{scalars.written(key, UNKNOWN, brackets=True)}: {value}")
    return f"{{{', '.join(pairs)}}}"


def _inner(node: Node, place: SchemaNode) -> str | None:
    """A value inside braces or brackets; None for one that cannot stand there."""
    if isinstance(node, Scalar):
        return _word(node, place)
    if isinstance(node, Conflict) or _noted(node):
        return None
    return _bracketed(node, place)


def _words(sequence: Sequence, place: SchemaNode) -> list[str] | None:
    """The entries of a list of words; None where it is another list."""
    if sequence.notes.after:
        return None
    words = []
    for entry in sequence.entries:
        if not isinstance(entry, Scalar):
            return None
        word = _word(entry, place.entry)
        if word is None:
            return None
        words.append(word)
    return words


def _word(scalar: Scalar, place: SchemaNode) -> str | None:
    if _noted(scalar) or "\n" in scalar.value:
        return None
    return scalars.written(scalar.value, place, brackets=True)


def _noted(node: Node) -> bool:
    return bool(node.notes.before or node.notes.beside)


def value_lines(value: str, place: SchemaNode) -> list[str]:
    """The lines of a text: its sentences where it has paragraphs, else its own."""
    if not scalars.folds(value):
        return [value]
    if place.kind != "paragraphs":
        return value.split("\n")
    if value != value.strip():
        return [value]
    lines: list[str] = []
    for paragraph in paragraphs(value):
        lines += ["", *sentences(paragraph)]
    return lines[1:]
