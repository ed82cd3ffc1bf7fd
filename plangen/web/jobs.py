"""Long work: done in a thread, watched with a bar, stopped where it can be stopped."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any, Final

from plangen.findings.finding import CannotGoOn

_KEPT: Final = 50
"""So many jobs are remembered, with what came of them."""


class JobCancelled(BaseException):
    """Somebody has cancelled the job; nothing on the way is to swallow that."""


@dataclass
class Job:
    """One piece of long work."""

    title: str
    """What it does: 生成任务清单."""
    where: str
    """The address at which its result is shown."""
    id: str = field(default_factory=lambda: token_urlsafe(9))
    done: int = 0
    total: int = 0
    """0 where it cannot be told how much there is."""
    is_over: bool = False
    is_cancelled: bool = False
    trouble: str = ""
    """Why it could not be done."""
    result: Any = None

    @property
    def address(self) -> str:
        """Where it can be watched: among the screens of its plan, where it is about one."""
        screen = self.where.partition("?")[0]
        place = screen.rpartition("/")[0] if screen.startswith("/plans/") else ""
        return f"{place}/jobs/{self.id}"

    def advance(self, done: int, total: int) -> None:
        """Tell how far it is. Raises JobCancelled where somebody has cancelled it."""
        self.done, self.total = done, total
        self.check()

    def step(self) -> None:
        """Tell that one more is done; see `advance`."""
        self.advance(self.done + 1, self.total)

    def check(self) -> None:
        """Raise JobCancelled where somebody has cancelled it: before what cannot be undone."""
        if self.is_cancelled:
            raise JobCancelled

    @property
    def state(self) -> dict[str, Any]:
        """How it stands, for the page that watches it."""
        return {
            "done": self.done,
            "total": self.total,
            "over": self.is_over,
            "cancelled": self.is_cancelled,
            "trouble": self.trouble,
            "where": f"{self.where}{'&' if '?' in self.where else '?'}job={self.id}",
        }


class JobBoard:
    """The jobs of this server."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    @property
    def is_busy(self) -> bool:
        """Whether any job is still running."""
        return any(not job.is_over for job in self._jobs.values())

    def start(self, job: Job, work: Callable[[Job], Any]) -> Job:
        """Begin a job in a thread of its own."""
        self._jobs[job.id] = job
        over = [old for old in self._jobs.values() if old.is_over]
        for old in over[:-_KEPT]:
            del self._jobs[old.id]
        threading.Thread(target=_run, args=(job, work), name=job.title, daemon=True).start()
        return job

    def of(self, key: str) -> Job | None:
        """The job of a key; None where there is none, or none any more."""
        return self._jobs.get(key)


def _run(job: Job, work: Callable[[Job], Any]) -> None:
    try:
        job.result = work(job)
    except JobCancelled:
        pass
    except CannotGoOn as trouble:
        job.trouble = str(trouble)
    except Exception as fault:
        job.trouble = f"程序出了差错（{type(fault).__name__}），没有做完；原来的文件没有动"
        raise
    finally:
        job.is_over = True
