"""The parts of a zipped workbook: not too large, and named as the format names them."""

import zipfile
from io import BytesIO
from typing import Final

from plangen.docx_file.archive import Unusable

_MAX_UNPACKED: Final = 200_000_000


def refuse_large(archive: zipfile.ZipFile) -> None:
    """Raise Unusable where the parts say that they are more than any list holds."""
    if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
        raise Unusable("文件解开以后太大，不像是清单；核对文件")


def with_slashes(data: bytes) -> bytes:
    r"""A workbook whose parts some programs name xl\workbook.xml, named xl/workbook.xml.

    What is no such file is given back as it is. Raises Unusable as `refuse_large` does.
    """
    if not data.startswith(b"PK") or b"xl\\" not in data:
        return data
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        refuse_large(old)
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename.replace("\\", "/")), old.read(entry))
    return made.getvalue()
