"""Plans on which no rule speaks, and slips to introduce into them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

CLEAN = Path(__file__).parent.parent / "rules/clean"


FIELDS = ("fire-safety", "schools", "roads")


@cache
def clean(field: str) -> str:
    return (CLEAN / f"{field}.yaml").read_text("utf-8")


def slips() -> Iterator[tuple[str, str, str, str, str, str | None]]:
    for line in (CLEAN / "slips.txt").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            field, correct, slip, code, word, mend = f"{line} ".replace(r"\n", "\n").split(" | ")
            yield field, correct, slip, code, word, None if mend == "- " else mend.strip()


SLIPS = list(slips())
