"""Wheels of nothing, as the index might give them."""

import zipfile
from pathlib import Path

_METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{lines}\n"


def wheel(
    folder: Path, name: str, *files: str, tag: str = "py3-none-any", lines: str = "License: MIT"
) -> Path:
    """A wheel of that name with these files, and with these lines in its metadata."""
    path = folder / f"{name}-1.0-{tag}.whl"
    record = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{record}/METADATA", _METADATA.format(name=name, lines=lines))
        archive.writestr(f"{record}/RECORD", "")
        archive.writestr(f"{record}/licenses/LICENSE", "free")
        for file in files:
            archive.writestr(file, file)
    return path
