"""A plan as it is issued, kept for good: its file, its register, its papers and their digests."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from plangen.digests import digest_list, digest_of, listed_digests
from plangen.exports import (
    ASSIGNMENT_WRITERS,
    assignment_table,
    notice_docx,
    notice_path,
    paper_path,
    unfilled_number,
)
from plangen.files import read_bytes, save
from plangen.findings.finding import CannotGoOn
from plangen.plan import Plan
from plangen.workspace import ISSUED, Workspace

_DIGESTS: Final = ".sha256"
_WHAT: Final = "印发时留存的文件；从备份里找回来"


def issue(path: Path, data: bytes, plan: Plan, day: date | None = None) -> list[Path]:
    """Keep a plan, read from these bytes of its file, as issued on a day; what was written.

    Beside `issued/2026-01-15.yaml`, the file byte for byte, stand a folder of its papers and
    register and a list of SHA-256 digests that `sha256sum -c` checks. The plan's file comes last:
    where it is, all is. Nothing is written when the plan is as it was last issued. Raises
    CannotGoOn for a plan without a day or a document number.
    """
    workspace = Workspace.of(path)
    for finding in unfilled_number(plan, str(path)):
        raise CannotGoOn(f"{finding.mark.file}:{finding.mark.line}：{finding.message}；填上再印发")
    earlier = workspace.issued(plan)
    if earlier and read_bytes(earlier[-1], _WHAT) == data:
        return []
    target = _place(workspace, path, plan, day or _day(path, plan, revised=bool(earlier)))
    kept = _kept(workspace, path, plan, target, data)
    kept[target] = data
    for place, content in kept.items():
        save(place, content)
    return list(kept)


def _day(path: Path, plan: Plan, *, revised: bool) -> date:
    """The day that the plan bears; whether a revision was signed anew is not known."""
    if revised:
        raise CannotGoOn(f"{path} 以前印发过；写 --on 2026-06-20，说明修订是哪一天印发的")
    day = plan.issue.signed_on or plan.issue.printed_on
    if day is None:
        raise CannotGoOn(f"{path} 没有写成文日期；填上 issue 的 signed_on，或写 --on 2026-01-15")
    return date(day.year, day.month, day.day)


def _place(workspace: Workspace, path: Path, plan: Plan, day: date) -> Path:
    """Where it is kept: the day in the place of the year in the name, numbered from the second."""
    year = str(plan.year)
    stem = path.stem.replace(year, str(day), 1) if year in path.stem else f"{path.stem}-{day}"
    folder = workspace.root / ISSUED
    place, number = folder / f"{stem}.yaml", 1
    while place.exists():
        number += 1
        place = folder / f"{stem}-{number}.yaml"
    return place


def _kept(
    workspace: Workspace, path: Path, plan: Plan, target: Path, data: bytes
) -> dict[Path, bytes]:
    """What is kept of a plan but for its file: its papers and register, then the digests."""
    folder = target.with_suffix("")
    templates = workspace.templates
    table = assignment_table(plan, workspace.settings.workdays, templates)
    kept = {folder / notice_path(plan, folder).name: notice_docx(plan, templates)}
    for kind in ("docx", "xlsx"):
        name = paper_path(plan, table.title, kind, folder).name
        kept[folder / name] = ASSIGNMENT_WRITERS[kind](table)
    if plan.register.source:
        source = path.parent / plan.register.source
        kept[folder / source.name] = read_bytes(source, "名册文件")
    digests = {}
    for place, content in ({target: data} | kept).items():
        digests[place.relative_to(target.parent).as_posix()] = digest_of(content)
    kept[target.with_suffix(_DIGESTS)] = digest_list(digests)
    return kept


def altered(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each list of digests in `issued`, with what of it is no more as it was issued."""
    for listed in sorted((folder / ISSUED).glob(f"*{_DIGESTS}")):
        troubles = []
        for name, digest in listed_digests(read_bytes(listed, _WHAT)).items():
            place = listed.parent / name
            if not place.is_file():
                troubles.append(f"{name} 不见了")
            elif digest_of(read_bytes(place, _WHAT)) != digest:
                troubles.append(f"{name} 被改过")
        yield listed, "；".join(troubles)
