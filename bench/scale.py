"""Prints what a whole prefecture costs: checklists of 10,000 units out and back, its ledger.

Whole processes, files written to a new folder each time, after a round to warm up. The figures are
medians. Exit code 1 when a limit is broken.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import county
from ledger import TASKS as LINES
from ledger import ledger_of_units
from timing import row

PLANGEN = Path(sysconfig.get_path("scripts"), "plangen")
TASKS, ITEMS = 15, 1000
REPORTED = 5
"""Tasks of a unit whose list comes back: 22 rows, since some recur."""
COLLECT_LIMIT, COLLECT_PEAK, LINE_LIMIT = 8.0, 185, 1000
TWO_LIMIT, MEMORY_LIMIT, DURABLE_LIMIT, UNIT_LIMIT = 1.6, 1.3, 1.6, 600


def main() -> None:
    """Measure time with one process and with two, durable, memory, and how soon tasks answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", help="where to write, such as /dev/shm, which no disk slows")
    chosen = parser.parse_args()
    with TemporaryDirectory(dir=chosen.folder) as folder:
        kept = [
            processes(Path(folder), chosen.units, chosen.rounds),
            durability(Path(folder), chosen.units, chosen.rounds),
            memory(Path(folder), chosen.units),
            a_unit(Path(folder), chosen.units * 10),
            answers(Path(folder), chosen.units, chosen.rounds),
            collecting(Path(folder), chosen.units),
            folding(Path(folder), chosen.units * 7),
        ]
    sys.exit(0 if all(kept) else 1)


def processes(folder: Path, units: int, rounds: int) -> bool:
    """One process against two, by turns."""
    plan = county.write(folder, units, TASKS)
    one: list[float] = []
    two: list[float] = []
    for number in range(rounds + 1):
        for jobs, taken in ((1, one), (2, two)):
            out = folder / f"{number}-{jobs}"
            took = seconds(partial(checklist, plan, out, jobs))
            shutil.rmtree(out)
            if number:
                taken.append(took)
    row(f"plangen checklist, {units} units, 4 formats", one)
    row("  with two processes", two)
    ratio = median(a / b for a, b in zip(one, two, strict=True))
    return row("  times as fast with two", ratio=ratio, least=TWO_LIMIT)


def durability(folder: Path, units: int, rounds: int) -> bool:
    """Files safe on the disk against files that a power cut may take; the best round of each.

    All that other programs have written is flushed with ours: a round beside others tells of them.
    """
    plan = county.write(folder, units, TASKS)
    safe: list[float] = []
    unsafe: list[float] = []
    for number in range(rounds):
        for name, start, taken in (("safe", [PLANGEN], safe), ("unsafe", _UNSAFE, unsafe)):
            out = folder / f"{number}-{name}"
            taken.append(seconds(partial(quietly, *start, "checklist", plan, "-o", out)))
            shutil.rmtree(out)
    row(f"plangen checklist, {units} units, best round", [min(safe)])
    row("  without flushing to the disk", [min(unsafe)])
    return row("  durable against not", ratio=min(safe) / min(unsafe), limit=DURABLE_LIMIT)


def a_unit(folder: Path, units: int) -> bool:
    """What one more unit of a register takes, read and delivered as DOCX alone."""
    few = units // 5
    read, whole = [], []
    for count in (few, units):
        plan = county.write(folder, count, TASKS)
        out = folder / f"register-{count}"
        read.append(peak(sys.executable, "-c", _READ, plan))
        whole.append(peak(PLANGEN, "checklist", plan, "-o", out, "--format", "docx"))
        shutil.rmtree(out)
    for label, megabytes in (("register read", read), ("delivered as DOCX", whole)):
        each = (megabytes[1] - megabytes[0]) * 2**20 / (units - few)
        kept = row(f"{label}, {units} units: bytes a unit", count=each, limit=UNIT_LIMIT)
    return kept


def memory(folder: Path, units: int) -> bool:
    """The peak of one process against that at a tenth of the units, the register's growth aside."""
    whole, read = [], []
    for count in (units // 10, units):
        plan = county.write(folder, count, TASKS)
        out = folder / f"memory-{count}"
        whole.append(peak(PLANGEN, "checklist", plan, "-o", out, "--jobs", "1"))
        read.append(peak(sys.executable, "-c", _READ, plan))
        row(f"peak memory, {count} units", megabytes=whole[-1])
        row("  reading the plan and its register alone", megabytes=read[-1])
    rest = whole[1] - (read[1] - read[0])
    label = f"  against {units // 10} units, register aside"
    return row(label, ratio=rest / whole[0], limit=MEMORY_LIMIT)


def answers(folder: Path, units: int, rounds: int) -> bool:
    """`plangen tasks` on a plan of a thousand items, whole and for one unit."""
    plan = county.write(folder, units, ITEMS // 3)  # half are all units', half those of five kinds
    whole = [seconds(lambda: quietly(PLANGEN, "tasks", plan)) for _ in range(rounds)]
    one = [seconds(lambda: quietly(PLANGEN, "tasks", plan, "--unit", "u7")) for _ in range(rounds)]
    row(f"plangen tasks, {ITEMS} items, {units} units", whole)
    return row("  of one unit", one)


def collecting(folder: Path, units: int) -> bool:
    """Every unit's list filled in and collected, against reading the same files alone.

    Time is that of the processor: what others do meanwhile counts less.
    """
    folder = folder / "returned"
    folder.mkdir()
    plan = county.write(folder, units, REPORTED)
    back = folder / "back"
    quietly(PLANGEN, "checklist", plan, "-o", folder / "lists", "--format", "xlsx")
    _filled_in(folder / "lists" / "单位", back)
    options = ("--plan", plan, "--as-of", "2026-06-20", "--ledger", folder / "progress")
    alone = _busy(lambda: quietly(sys.executable, "-c", _READ_ALONE, back))
    whole = _busy(lambda: quietly(PLANGEN, "collect", back, *options))
    row(f"calamine, the lists of {units} units back", [alone])
    row("plangen collect of the same", [whole])
    kept = row("  against calamine", ratio=whole / alone, limit=COLLECT_LIMIT)
    shutil.rmtree(folder / "progress")
    most = peak(PLANGEN, "collect", back, *options)
    return row("  peak memory", megabytes=most, limit=COLLECT_PEAK) and kept


def _filled_in(lists: Path, back: Path) -> None:
    """The lists as they come back, every task under way."""
    back.mkdir()
    for number, path in enumerate(sorted(lists.rglob("*.xlsx"))):
        filled = back / f"{number}.xlsx"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(filled, "w") as new:
            for name in old.namelist():
                part = old.read(name).replace("未开始".encode(), "进行中".encode())
                new.writestr(name, part, zipfile.ZIP_DEFLATED)


def _busy(task: Callable[[], object]) -> float:
    """How long the processes that a task runs keep a processor busy, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    task()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def folding(folder: Path, units: int) -> bool:
    """What one more line of a ledger takes in memory: 70,000 units have a million lines."""
    sizes = []
    for count in (units // 10, units):
        path = folder / f"{count}.csv"
        path.write_bytes(ledger_of_units(count))
        sizes.append(peak(sys.executable, "-c", _READ_LEDGER, path))
    row(f"peak memory, the ledger of {units} units", megabytes=sizes[1])
    each = (sizes[1] - sizes[0]) * 2**20 / (units - units // 10) / LINES
    return row("  bytes a line", count=each, limit=LINE_LIMIT)


def checklist(plan: Path, out: Path, jobs: int) -> None:
    """Write every checklist of a plan into a new folder."""
    quietly(PLANGEN, "checklist", plan, "-o", out, "--jobs", str(jobs))


def quietly(*command: str | Path) -> None:
    """Run a program to its end."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def seconds(task: Callable[[], object]) -> float:
    """How long a task takes."""
    start = perf_counter()
    task()
    return perf_counter() - start


def peak(*command: str | Path) -> float:
    """The most memory a program held at once, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, *command], check=True, capture_output=True, text=True
    )
    return int(done.stdout.split()[-1]) / 1024


_UNSAFE = [
    sys.executable,
    "-c",
    """
from contextlib import contextmanager
from io import BufferedWriter
from plangen.delivery import folder

@contextmanager
def unflushed(_):
    yield BufferedWriter.flush

folder.flushing = unflushed
from plangen.cli import main
main()
""",
]
_READ = "import sys; from pathlib import Path; from plangen.workspace import read_plan as read; "
_READ += "read(Path(sys.argv[1]))"
_READ_LEDGER = "import sys; from pathlib import Path; "
_READ_LEDGER += "from plangen.progress.ledger import read_ledger; read_ledger(Path(sys.argv[1]))"
_READ_ALONE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in Path(sys.argv[1]).iterdir():
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""
_PEAK = "import resource, subprocess, sys; "
_PEAK += "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
_PEAK += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


if __name__ == "__main__":
    main()
