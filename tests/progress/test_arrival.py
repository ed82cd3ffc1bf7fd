"""Lists that come in any order, at once or a few at a time, make the same ledger."""

from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from support.returned import asked, done, edited, put

from plangen.progress.collecting import CollectOrder, collect

UNITS = ("binhai-hospital", "nanqiao-hospital")
STAGES = 4


@cache
def files() -> dict[str, bytes]:
    """What two units have sent in four months, each time some more of it done."""
    sent = {}
    for unit in UNITS:
        for stage in range(STAGES):
            saved = datetime(2022, 4, 1) + timedelta(31 * stage)
            going = put("完成情况", *["进行中"] * 5)
            finished = done(stage, f"2022-{3 + stage}-28")
            sent[f"{unit}{stage}.xlsx"] = edited(unit, going, finished, saved=saved)
    return sent


NAMES = [f"{unit}{stage}.xlsx" for unit in UNITS for stage in range(STAGES)]


def ledger(batches: list[list[str]]) -> bytes:
    """The ledger after these batches have come in, one after the other."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for names in batches:
            paths = []
            for file in names:
                (folder / file).write_bytes(files()[file])
                paths.append(folder / file)
            collect(CollectOrder(paths, [asked(2022)], folder / "progress", date(2022, 9, 1), {}))
        return (folder / "progress/2022/台账.csv").read_bytes()


@settings(max_examples=15, deadline=None)
@given(st.permutations(NAMES), st.sets(st.integers(1, len(NAMES) - 1)))
def test_the_order_and_the_batches_do_not_matter(order: list[str], cuts: set[int]) -> None:
    ends = [0, *sorted(cuts), len(order)]
    batches = [order[start:end] for start, end in pairwise(ends)]
    assert ledger(batches) == ledger([NAMES])
