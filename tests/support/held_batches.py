"""A delivery whose processes stand still after their first batch, until a file is there: what cuts
it short comes before it is over, however slow the test is.

Run as a program it is plangen; a worker of Dask preloads it.
"""

import os
import time
from functools import wraps
from pathlib import Path

import plangen.delivery
from plangen.delivery import batch
from plangen.delivery.batch import Batch, BatchResult

GATE = "HELD_BATCHES_GO_ON"
"""The variable of the environment that names the file."""
run_batch = getattr(batch.run_batch, "__wrapped__", batch.run_batch)  # Dask loads this twice
begun: list[int] = []
"""The numbers of the batches of this process."""


@wraps(run_batch)
def held(work: Batch) -> BatchResult:
    """Do the first batch at once, any other when the file is there."""
    while begun and not Path(os.environ[GATE]).exists():
        time.sleep(0.01)
    begun.append(work.number)
    return run_batch(work)


if GATE in os.environ:
    batch.run_batch = plangen.delivery.run_batch = held

if __name__ == "__main__":
    from plangen.cli import main

    main()
