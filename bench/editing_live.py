"""How soon after a pause in typing the workbench shows what it found, and the pages, over HTTP."""

import json
import re
import shutil
import statistics
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import yaml
from timing import ratio, row
from workbench import started

ROOT: Final = Path(__file__).parent.parent
FINDINGS_LIMIT, PAGES_LIMIT = 5.0, 7.0
"""150 ms and 210 ms on a machine that reads the example in 30 ms."""
_EXAMPLE: Final = "notice.yaml"
"""The largest example."""


class TypingWindow:
    """A window of the screen 方案 in which somebody types."""

    def __init__(self, address: str) -> None:
        match = re.search(r"127\.0\.0\.1:([0-9]+)/[?]token=(\S*)", address)
        if match is None:
            raise RuntimeError(f"no address: {address}")
        self._host = f"127.0.0.1:{match[1]}"
        self._connection = HTTPConnection(self._host, timeout=60)
        self._headers = {
            "Cookie": f"plangen-{match[1]}={match[2]}",
            "Origin": f"http://{self._host}",
            "Content-Type": "application/json",
        }
        self._have: list[str] = []
        self.revision = 0

    def ask(self, name: str, said: dict[str, Any] | None = None) -> Any:
        """An answer of the server; of a POST where something is said."""
        method = "GET" if said is None else "POST"
        body = None if said is None else json.dumps(said)
        path = f"/plans/{_EXAMPLE}/edit/{name}"
        self._connection.request(method, path, body, self._headers)
        answer = self._connection.getresponse()
        told = json.loads(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{name}: {told}")
        return told

    def show_pages(self) -> int:
        """Take the pages that differ; how many."""
        pages = self.ask("pages", {"have": self._have})["pages"]
        self._have = [page["digest"] for page in pages]
        return sum("html" in page for page in pages)

    def type(self, key: str, words: str) -> tuple[float, float]:
        """Seconds from a pause until findings are there, and until the pages are."""
        begin = time.perf_counter()
        said = {"action": "change", "key": key, "name": "text", "value": words}
        self.revision = self.ask("act", {**said, "revision": self.revision})["revision"]
        found = time.perf_counter() - begin
        if not self.show_pages():
            raise RuntimeError("no page differs")
        return found, time.perf_counter() - begin


def editing_live(pauses: int) -> bool:
    """Findings and pages on the largest example, typed in item after item."""
    with TemporaryDirectory() as folder:
        plans = Path(folder, "plans")
        plans.mkdir()
        text = (ROOT / "examples" / _EXAMPLE).read_text("utf-8")
        shutil.copy(ROOT / "examples" / _EXAMPLE, plans)
        with started(sys.executable, "-m", "plangen", "serve", folder, "--no-open") as (_, address):
            window = TypingWindow(address)
            keys = _items(window.ask("state")["outline"])
            window.show_pages()
            window.type(keys[0], "先热一热。")
            loads, found, shown = [], [], []
            for turn in range(pauses):
                loads.append(_load(text))
                words = f"到{turn % 12 + 1}月底，完成率达到{turn}%以上。"
                waits = window.type(keys[turn % len(keys)], words)
                found.append(waits[0])
                shown.append(waits[1])
    row("yaml.load of the largest example", loads)
    row("findings after a pause in typing", found)
    row("  p95", [_p95(found)])
    kept = row("  against yaml.load", ratio=ratio(found, loads), limit=FINDINGS_LIMIT)
    row("pages after a pause in typing", shown)
    row("  p95", [_p95(shown)])
    return row("  against yaml.load", ratio=ratio(shown, loads), limit=PAGES_LIMIT) and kept


def _load(text: str) -> float:
    """Seconds that PyYAML takes to read a plan: how fast this machine is at this moment."""
    begin = time.perf_counter()
    yaml.load(text, yaml.SafeLoader)
    return time.perf_counter() - begin


def _items(entry: dict[str, Any]) -> list[str]:
    """The keys of the items that say something."""
    keys = [entry["key"]] if entry["kind"] in ("measure", "goal") else []
    for inner in entry["entries"]:
        keys += _items(inner)
    return keys


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    editing_live(60)
