"""Whatever a plan, a ledger or a returned list says is shown as text, never run."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html
from playwright.sync_api import Error, Page
from support.workbench import client, folder_of, server

PAYLOAD = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}"
WORDS = ("title", "text", "do", "name", "evidence", "person", "lead_official", "reason", "issuer")
SCREENS = ("check", "questions", "tasks", "papers", "returns", "ledger", "compare", "draft")


def poisoned(value: Any, key: str = "") -> Any:
    """A record with the payload behind every text that people write."""
    if isinstance(value, dict):
        return {name: poisoned(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner, key) for inner in value]
    return f"{value}{PAYLOAD}" if key in WORDS and isinstance(value, str) else value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two poisoned plans, one of them with a poisoned ledger and an open question."""
    root = folder_of(tmp_path, 2018, 2022)
    for path in (root / "plans").glob("*.yaml"):
        record = poisoned(yaml.safe_load(path.read_text("utf-8")))
        text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=10**6)
        path.write_text(f"# 待定：{PAYLOAD}\n{text}", "utf-8")
    ledger = root / "progress/2022"
    ledger.mkdir(parents=True)
    visitor = client(root)
    page = visitor.get("/plans/2022.yaml/ledger").text
    lines = [piece.partition('"')[0] for piece in page.split('name="line" value="')[1:4]]
    said = {"line": lines, "ruling": "不适用", "reason": PAYLOAD, "number": PAYLOAD}
    visitor.post("/plans/2022.yaml/ledger", data=said)
    files = {"files": (f"{PAYLOAD}.xlsx", b"no")}
    visitor.post("/plans/2022.yaml/returns", files=files)
    return root


def test_what_is_written_stays_text(folder: Path) -> None:
    visitor = client(folder)
    shown = 0
    for address in ("/", *(f"/plans/2022.yaml/{screen}" for screen in SCREENS)):
        page = visitor.get(address, params={"find": PAYLOAD} if "ledger" in address else None)
        tree = html.fromstring(page.text)
        assert len(tree.findall(".//script")) == 1, address
        assert not tree.findall(".//img"), address
        for element in tree.iter():
            assert not [name for name in element.attrib if name.startswith("on")], address
        shown += "<script>alert" in tree.text_content()
    assert shown >= 6


def test_no_script_of_a_plan_runs_in_a_browser(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, window: Page
) -> None:
    ran: list[str] = []
    window.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    with server(folder, tmp_path_factory.mktemp("state")) as address:
        window.goto(address)
        base = window.url.rstrip("/")
        for screen in SCREENS:
            window.goto(f"{base}/plans/2022.yaml/{screen}")  # and loaded: so are pictures
        assert not ran
        with pytest.raises(Error, match="Content Security Policy"):
            window.add_script_tag(content="window.ran = 1")
