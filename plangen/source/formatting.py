"""A plan file's bytes → the same plan in the canonical layout."""

from dataclasses import dataclass

from plangen.findings.finding import Finding
from plangen.readers.decoding import decode, encoded, encoding_of
from plangen.source.reading import parse
from plangen.source.writing import write


@dataclass(frozen=True, slots=True)
class Formatted:
    """What formatting makes of a file."""

    name: str
    old: bytes
    new: bytes
    """In UTF-8; the byte order mark and the line ends are those of the old bytes."""
    before: str = ""
    after: str = ""
    """The texts, their lines ended by LF."""
    findings: tuple[Finding, ...] = ()
    """Why the file cannot be formatted; then the new bytes are the old ones."""
    usable: bool = True
    """False when the bytes are no text at all."""

    @property
    def changed(self) -> bool:
        """Whether the file was not in the canonical layout."""
        return self.new != self.old

    @property
    def recoded(self) -> bool:
        """Whether the file was in another encoding before."""
        return self.changed and encoding_of(self.old, "")[0] != "utf-8-sig"


def formatted(data: bytes, name: str) -> Formatted:
    """Format a plan file; one that is no YAML is left as it is, with the findings that say why."""
    text, findings = decode(data, name)
    if text is None:
        return Formatted(name, data, data, findings=tuple(findings), usable=False)
    file, findings = parse(text, name)
    if file is None:
        return Formatted(name, data, data, text, text, tuple(sorted(findings)))
    after = write(file)
    return Formatted(name, data, encoded(after, data), text, after)
