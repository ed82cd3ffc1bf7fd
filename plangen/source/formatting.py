"""A plan file's bytes → the same plan in the canonical layout and the newest format."""

from dataclasses import dataclass, replace

from plangen.findings.finding import Finding
from plangen.readers.decoding import decode, encoded
from plangen.source.reading import parse
from plangen.source.tree import Mapping, Scalar, SourceFile
from plangen.source.writing import write

NEWEST = "2"
"""The version of the plan format that this program writes."""
_OLDER = ("", "1")


@dataclass(frozen=True, slots=True)
class Formatted:
    """What formatting makes of a file."""

    name: str
    old: bytes
    new: bytes
    """In UTF-8, every line ended by LF, without a byte order mark."""
    before: str = ""
    after: str = ""
    """The texts, their lines ended by LF."""
    findings: tuple[Finding, ...] = ()
    """Why the file cannot be formatted; then the new bytes are the old ones."""
    usable: bool = True
    """False when the bytes are no text at all."""
    renewed: bool = False
    """Whether the plan was in an older version of the format."""

    @property
    def changed(self) -> bool:
        """Whether the file was not in the canonical layout."""
        return self.new != self.old


def formatted(data: bytes, name: str) -> Formatted:
    """Format a plan file; one that is no YAML is left as it is, with the findings that say why."""
    text, findings = decode(data, name)
    if text is None:
        return Formatted(name, data, data, findings=tuple(findings), usable=False)
    file, findings = parse(text, name)
    if file is None:
        return Formatted(name, data, data, text, text, tuple(sorted(findings)))
    newest = _newest(file)
    after = write(newest)
    renewed = newest is not file
    return Formatted(name, data, encoded(after), text, after, renewed=renewed)


def _newest(file: SourceFile) -> SourceFile:
    """The plan with the newest version named in it; a plan of format 1 means the same in 2.

    What is no plan, as a register's file, and what names a version of its own stay as they are.
    """
    root = file.root
    said = root.entries.get("format", Scalar(""))
    if "series" not in root.entries or not isinstance(said, Scalar) or said.value not in _OLDER:
        return file
    entries = {**root.entries, "format": Scalar(NEWEST, notes=said.notes)}
    return replace(file, root=Mapping(entries, root.notes))
