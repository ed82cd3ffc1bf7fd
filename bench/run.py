"""Prints what `plangen` costs, as ratios to what it is built on, and where a limit is broken.

Two things are compared by turns, A B A B; a ratio is the median over the turns. Exit code 1
when a limit is broken.
"""

import argparse
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import thousand
import yaml
from checklists import checklists_of_a_county
from compare import comparing
from editing_live import editing_live
from importing import importing
from ledger import ledger
from timing import process, ratio, row, times
from workbench import workbench

from plangen.compose import compose
from plangen.readers.plan_file import read
from plangen.writers.docx import write

ROOT = Path(__file__).parent.parent
PLANGEN = Path(sysconfig.get_path("scripts"), "plangen")
IMPORT_LIMIT, CHECK_LIMIT, READ_LIMIT, WHOLE_LIMIT = 1.5, 6.7, 1.0, 1.7
NOTICE_LIMIT = 1.9


def main() -> None:
    """Run every comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    kept = [start_up(rounds), commands(rounds), reading(rounds), rendering(rounds)]
    kept += [
        importing(min(rounds, 5)),
        comparing(rounds),
        checklists_of_a_county(rounds),
        ledger(rounds),
        workbench(min(rounds, 7)),
        editing_live(4 * rounds),
    ]
    sys.exit(0 if all(kept) else 1)


def start_up(rounds: int) -> bool:
    """Whole processes: `plangen --version` against Python and against Click alone."""
    python, click, version = times(
        rounds,
        lambda: process(sys.executable, "-c", "pass"),
        lambda: process(sys.executable, "-c", "import click"),
        lambda: process(PLANGEN, "--version"),
    )
    row("python -c pass", python)
    row('python -c "import click"', click)
    row("plangen --version", version)
    row("  against python -c pass", ratio=ratio(version, python))
    return row("  against import click", ratio=ratio(version, click), limit=IMPORT_LIMIT)


def commands(rounds: int) -> bool:
    """Whole processes: a check of the real plans, and a notice against a bare docxtpl script."""
    plans = sorted(ROOT.glob("plans/*.yaml"))
    with TemporaryDirectory() as folder:
        template, made = Path(folder, "template.docx"), Path(folder, "made.docx")
        ours = Path(folder, "notice.docx")  # what others made is not overwritten
        docx.Document().save(str(template))
        click, check, docxtpl, notice = times(
            rounds,
            lambda: process(sys.executable, "-c", "import click"),
            lambda: process(PLANGEN, "check", *plans),
            lambda: process(sys.executable, "-c", _DOCXTPL, template, made),
            lambda: process(PLANGEN, "notice", plans[-1], "-o", ours),
        )
    row(f"plangen check of {len(plans)} plans", check)
    checked = row("  against import click", ratio=ratio(check, click), limit=CHECK_LIMIT)
    row("a script that renders one docxtpl template", docxtpl)
    row("plangen notice", notice)
    return row("  against docxtpl", ratio=ratio(notice, docxtpl), limit=NOTICE_LIMIT) and checked


_DOCXTPL = """
import sys
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
template.render({"title": "方案"})
template.save(sys.argv[2])
"""


def reading(rounds: int) -> bool:
    """Read and check a plan of a thousand items, against a bare YAML load of its bytes."""
    data = thousand.plan().encode()
    file = read(data, "thousand.yaml")
    if file.plan is None or len(list(file.plan.items())) != thousand.ITEMS:
        raise SystemExit(f"the plan does not read: {file.findings[:3]}")
    bare, ours = times(
        rounds,
        lambda: yaml.load(data, Loader=yaml.CSafeLoader),
        lambda: read(data, "thousand.yaml"),
    )
    row(f"yaml.load, {thousand.ITEMS} items, {len(data) // 1024} KB", bare)
    row("plangen: read and check the same", ours)
    kept = row("  against yaml.load", ratio=ratio(ours, bare), limit=READ_LIMIT)
    with TemporaryDirectory() as folder:
        path = Path(folder, "thousand.yaml")
        path.write_bytes(data)
        load, whole = times(
            rounds,
            lambda: yaml.load(data, Loader=yaml.CSafeLoader),
            lambda: process(PLANGEN, "check", path),
        )
    row("plangen check of it, whole process", whole)
    return row("  against yaml.load", ratio=ratio(whole, load), limit=WHOLE_LIMIT) and kept


def rendering(rounds: int) -> bool:
    """Compose and write each real plan's notice."""
    for path in sorted(ROOT.glob("plans/*.yaml")):
        plan = read(path.read_bytes(), path.name).plan
        if plan is None:
            raise SystemExit(f"{path.name} does not read")
        (made,) = times(rounds, lambda plan=plan: write(compose(plan)))  # type: ignore[misc]
        row(f"plans/{path.name} to DOCX", made)
    return True


if __name__ == "__main__":
    main()
