"""Kills `plangen checklist` at random moments; what is resumed must give the same bytes each time.

python tools/kill.py [--kills 50] [--units 10000]: exit code 1 where a resumed folder differs.
"""

import argparse
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tests")]
import county  # noqa: E402
from support.registers import tree  # type: ignore[import-not-found]  # noqa: E402

TASKS = 3


def main() -> None:
    """Write the reference, then kill and resume as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--units", type=int, default=10_000)
    parser.add_argument("--formats", default="docx,ics")
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--folder", help="where to write; the disk's own folder unless told")
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)  # noqa: S311 - no secret
    with TemporaryDirectory(dir=chosen.folder) as folder:
        plan = county.write(Path(folder), chosen.units, TASKS)
        start = time.monotonic()
        formats = ("--format", chosen.formats)
        delivery(plan, Path(folder, "reference"), *formats).communicate()
        longest = time.monotonic() - start
        reference = tree(Path(folder, "reference"))
        out = Path(folder, "out")
        differing = 0
        number = 0
        while number < chosen.kills:
            wait, jobs = chance.uniform(0.3, longest), chance.choice(("1", "2"))
            before = killed(plan, out, wait, *formats, "--jobs", jobs)
            if is_finished(out):
                shutil.rmtree(out)
                continue
            number += 1
            resumed = delivery(plan, out, *formats, "--resume")
            resumed.communicate()
            same = resumed.returncode == 0 and tree(out) == reference
            differing += not same
            told = "the same bytes" if same else "DIFFERENT"
            sys.stdout.write(f"{number:3} killed after {wait:5.2f} s, {before:6} files: {told}\n")
            sys.stdout.flush()
            shutil.rmtree(out)
    sys.stdout.write(f"{chosen.kills} kills, {len(reference)} files each, {differing} differing\n")
    sys.exit(1 if differing else 0)


def delivery(plan: Path, out: Path, *options: str) -> "subprocess.Popen[bytes]":
    """The command under way."""
    command = [sys.executable, "-m", "plangen", "checklist", plan, "-o", out, *options]
    return subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def killed(plan: Path, out: Path, wait: float, *options: str) -> int:
    """Kill a delivery after so many seconds; returns how many files it leaves."""
    process = delivery(plan, out, *options)
    time.sleep(wait)
    process.kill()
    process.communicate()  # ends when its workers have
    return sum(path.is_file() for path in out.rglob("*")) if out.is_dir() else 0


def is_finished(out: Path) -> bool:
    """Whether a delivery had done all it had to: the next is another, which changes nothing."""
    return (out / ".plangen/record.jsonl").exists() and not (out / ".plangen/run").exists()


if __name__ == "__main__":
    main()
