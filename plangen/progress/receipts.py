"""收件.csv: every file that has come in, known by its digest, and what became of it."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn
from plangen.importing.sources.decoding import decoded
from plangen.progress.open_table import read_table, table_bytes, table_pieces

NAME: Final = "收件.csv"
FORMAT: Final = "2"
SIGNED: Final = ("填报人", "电话", "审核人", "填报日期")
"""Who has filled in a list, as it says; version 1 did not keep it."""
_VERSIONS: Final = ("1", FORMAT)


class Verdict(StrEnum):
    """What became of a returned file."""

    TAKEN = "收下"
    QUESTIONED = "收下，有疑问"
    REFUSED = "没有收"


class Receipt(NamedTuple):
    """A line of 收件.csv."""

    version: str
    received: str
    """The day on which it was first collected."""
    file: str
    """Its name when it was."""
    digest: str
    """SHA-256 of its bytes."""
    saved: str
    units: str
    """The names of those whose lists it holds."""
    verdict: str
    rows: str
    """How many rows stand in its lists."""
    taken: str
    """How many of them are in the ledger."""
    remark: str
    """Why it was refused, or the questions, shortened."""
    filled_in_by: str = ""
    phone: str = ""
    checked_by: str = ""
    filled_in_on: str = ""


VERSION_1: Final = (
    *("版本", "收到", "文件", "指纹", "保存时间", "填报单位"),
    *("结论", "行数", "收下行数", "说明"),
)
"""The columns that every version has."""
_HEADINGS: Final = (*VERSION_1, *SIGNED)
Receipts = dict[str, Receipt]
"""By digest."""


def read_receipts(path: Path) -> Receipts:
    """The receipts of a file; none where there is none yet. Raises CannotGoOn."""
    return receipts_of(read_bytes(path, "收件登记"), str(path)) if path.exists() else {}


def receipts_of(data: bytes, file: str) -> Receipts:
    """The receipts that bytes hold. Raises CannotGoOn with file and line."""
    receipts: Receipts = {}
    first = decoded(data, []).partition("\n")[0]
    is_signed = SIGNED[0] in first
    headings = _HEADINGS if is_signed else VERSION_1
    for number, cells in read_table(data, file, headings):
        receipt = Receipt(*cells)
        if receipt.verdict not in list(Verdict):
            raise CannotGoOn(
                f"{file}:{number}：结论不能是“{receipt.verdict}”；从 git 里找回原来的文件"
            )
        if receipt.version not in _VERSIONS:
            raise CannotGoOn(f"{file}:{number}：版本是“{receipt.version}”；用新版的 plangen")
        receipts[receipt.digest] = receipt._replace(version=FORMAT)
    return receipts


def receipts_bytes(receipts: Mapping[str, Receipt]) -> bytes:
    """The file of the receipts, by the day on which they came."""
    return table_bytes(_HEADINGS, sorted(receipts.values()))


def receipt_pieces(receipts: Mapping[str, Receipt]) -> Iterator[bytes]:
    """The same, piece by piece."""
    return table_pieces(_HEADINGS, sorted(receipts.values()))
