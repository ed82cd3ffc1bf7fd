"""A plan file's bytes → the same plan in the canonical layout."""

from dataclasses import dataclass

from plangen.findings.finding import Finding
from plangen.readers.decoding import decode, encoded
from plangen.source.reading import parse
from plangen.source.writing import write


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
    after = write(file)
    return Formatted(name, data, encoded(after), text, after)
