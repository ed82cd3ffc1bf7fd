"""What was typed into a form that is refused comes back, with what is wrong beside its field."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient
from support.browser import new_window
from support.ledgers import office, reported
from support.workbench import buttons, client, server

SCREENS = "/plans/2026.yaml"
DAY = {"day": "2026-07-03"}
LINES = (
    reported("poles", "east", "已完成", done_on="2026-06-18"),
    reported("poles", "west", "进行中", problem="登高车还没有到位"),
)
WHY = "登高车七月才到位"


@pytest.fixture
def visitor(tmp_path: Path) -> TestClient:
    office(tmp_path, LINES)
    return client(tmp_path)


def beside(page: str, name: str) -> str:
    """What is told beside a field."""
    return page.partition(f'id="fault-{name}">')[2].partition("<")[0]


def test_a_refused_extension_of_several_keeps_ticks_and_reason(visitor: TestClient) -> None:
    lines = buttons(visitor.get(f"{SCREENS}/ledger", params=DAY).text, "line")
    early = {"ruling": "延期", "until": "2026-01-05", "reason": WHY, "number": "某发〔2026〕3号"}
    answer = visitor.post(f"{SCREENS}/ledger", params=DAY, data={"line": lines[:2], **early})
    assert answer.status_code == 422
    assert "延期要在它以后" in beside(answer.text, "until")
    assert answer.text.count(" checked") == 2
    for value in (WHY, "2026-01-05", "某发〔2026〕3号"):
        assert f'value="{value}"' in answer.text
    assert '<option value="延期" selected>' in answer.text


def test_a_line_that_was_decided_all_the_same_is_not_ticked_again(visitor: TestClient) -> None:
    shown = visitor.get(f"{SCREENS}/ledger", params=DAY).text
    (ready,) = buttons(shown, "one")
    others = [line for line in buttons(shown, "line") if line != ready]
    said = {"line": [ready, others[0]], "ruling": "销号"}
    page = visitor.post(f"{SCREENS}/ledger", params=DAY, data=said).text
    assert "1 件已经销号；1 件没有办" in page
    assert page.count(" checked") == 1


def test_the_button_of_a_line_closes_whatever_the_bar_below_says(visitor: TestClient) -> None:
    (ready,) = buttons(visitor.get(f"{SCREENS}/ledger", params=DAY).text, "one")
    said = {"one": ready, "ruling": "不适用", "reason": WHY}
    assert "1 件，销号。" in visitor.post(f"{SCREENS}/ledger", params=DAY, data=said).text


def test_settings_reasons_and_days_come_back(visitor: TestClient) -> None:
    said = {"do": "return", "to": "防汛办老周", "days": "0"}
    page = visitor.post(f"{SCREENS}/lists", data=said).text
    assert 'value="防汛办老周"' in page
    assert "正整数" in beside(page, "days")
    said = {"do": "remind", "contact": "老周 5951", "days": "90"}
    page = visitor.post(f"{SCREENS}/reminders", params=DAY, data=said).text
    assert 'value="老周 5951"' in page
    assert beside(page, "days")
    page = visitor.post("/new", data={"title": "某局2027年方案", "issuer": "", "year": "2027"}).text
    assert 'value="某局2027年方案"' in page
    assert "都要写" in beside(page, "issuer")
    page = visitor.post(f"{SCREENS}/issue", data={"day": "明天"}).text
    assert "没有印发" in page or beside(page, "day")
    page = visitor.post(f"{SCREENS}/draft", data={"year": "明年"}).text
    assert "选好起草哪一年的" in page


@pytest.fixture
def window(tmp_path: Path, browser: Browser) -> Iterator[Page]:
    """A window on the ledger."""
    folder = tmp_path / "work"
    folder.mkdir()
    office(folder, LINES)
    with server(folder, tmp_path / "state") as address, new_window(browser) as page:
        page.goto(address)
        page.goto(f"{address.partition('/?')[0]}{SCREENS}/ledger?day=2026-07-03")
        yield page


def test_a_refused_dialog_opens_again_as_it_was_sent(window: Page) -> None:
    rows = window.get_by_role("button", name="办理西片管护站").all()
    rows[0].click()
    about = window.locator("#decide-title").inner_text()
    window.get_by_label("怎么办").last.select_option("延期")
    dialog = window.locator("#decide")
    dialog.get_by_label("延期到").fill("2026-01-05")
    dialog.get_by_label("理由").fill(WHY)
    dialog.get_by_role("button", name="办理").click()
    expect(dialog.locator(".fault")).to_contain_text("延期要在它以后")
    expect(dialog.get_by_label("理由")).to_have_value(WHY)
    expect(window.locator("#decide-title")).to_have_text(about)
    expect(dialog.get_by_label("延期到")).to_be_focused()
    dialog.get_by_label("延期到").fill("2026-12-30")
    dialog.get_by_role("button", name="办理").click()
    expect(window.locator(".notice")).to_contain_text("1 件，延期。")
    rows = window.get_by_role("button", name="办理西片管护站").all()
    rows[-1].click()
    expect(dialog.get_by_label("理由")).to_have_value("")
