"""Every screen by keyboard, for screen readers, at 200 % and on small screens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page
from support.readable import CONTRAST
from support.workbench import client, folder_of, server

SCREENS = (
    "/",
    "/new",
    "/import",
    "/backup",
    *(
        f"/plans/2022.yaml/{name}"
        for name in (
            "questions",
            "check",
            "tasks",
            "papers",
            "lists",
            "issue",
            "returns",
            "ledger",
            "reminders",
            "reports",
            "compare",
            "versions",
            "draft",
        )
    ),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server for two plans."""
    folder = folder_of(tmp_path_factory.mktemp("w"), 2018, 2022)
    plan = folder / "plans/2022.yaml"
    plan.write_text(plan.read_text("utf-8").replace("在90%以上", "在92%以上", 1), "utf-8")
    with server(folder, tmp_path_factory.mktemp("state")) as started:
        yield started


@pytest.fixture
def opened(address: str, window: Page) -> Page:
    """A window of that server."""
    window.goto(address)
    return window


@pytest.mark.parametrize("screen", SCREENS)
def test_every_field_is_named_and_every_page_has_its_landmarks(tmp_path: Path, screen: str) -> None:
    page = client(folder_of(tmp_path, 2018, 2022)).get(screen)
    assert page.status_code == 200
    tree = html.fromstring(page.text)
    labelled = set(tree.xpath("//label/@for"))
    for field in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        inside = field.xpath("ancestor::label")
        assert inside or field.get("id") in labelled or field.get("aria-label"), screen
    for button in tree.xpath("//button | //a"):
        assert button.text_content().strip() or button.get("aria-label"), screen
    assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == 1
    assert tree.xpath("//body/*[1]/@href") == ["#main"]
    identities = tree.xpath("//@id")
    assert len(identities) == len(set(identities)), screen
    for place in tree.xpath("//@aria-labelledby"):
        assert place in identities


@pytest.mark.parametrize("width", [1920, 1366, 683, 400])
def test_nothing_stands_beyond_the_edge(opened: Page, address: str, width: int) -> None:
    """683 is 1366 at 200 %."""
    opened.set_viewport_size({"width": width, "height": 768})
    for screen in SCREENS:
        opened.goto(address.partition("/?")[0] + screen)
        beyond = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, screen


def test_one_scale_of_type(opened: Page, address: str) -> None:
    """16, 14 and 12; the figures of the ledger alone are larger."""
    script = """[...document.querySelectorAll("body *")].filter(e => e.innerText &&
        !e.closest(".big, noscript")).map(e => getComputedStyle(e).fontSize)"""
    for screen in SCREENS:
        opened.goto(address.partition("/?")[0] + screen)
        assert set(opened.evaluate(script)) <= {"16px", "14px", "12px"}, screen


def test_every_text_can_be_read(opened: Page, address: str) -> None:
    for screen in SCREENS:
        opened.goto(address.partition("/?")[0] + screen)
        assert opened.evaluate(CONTRAST) == [], screen


def test_the_screens_are_reached_by_keyboard(opened: Page, address: str) -> None:
    opened.goto(f"{address.partition('/?')[0]}/plans/2022.yaml/tasks")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/tasks#main")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.closest('main') !== null")
    outline = opened.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    opened.keyboard.press("/")
    opened.keyboard.press("Escape")
    opened.evaluate("document.activeElement.blur()")
    opened.keyboard.press("/")
    assert opened.evaluate("document.activeElement.id") == "find"
    opened.keyboard.type("艾滋病")
    assert 0 < opened.locator("tbody tr:visible").count() < 48
    opened.evaluate("document.activeElement.blur()")
    opened.wait_for_timeout(300)
    assert opened.locator("#find").input_value() == "艾滋病"
    opened.keyboard.press("Alt+7")
    opened.wait_for_url("**/ledger")


def test_a_reason_is_asked_where_one_is_needed(opened: Page, address: str) -> None:
    opened.goto(f"{address.partition('/?')[0]}/plans/2022.yaml/ledger")
    opened.get_by_role("button", name="办理").first.click()
    dialog = opened.locator("#decide")
    assert dialog.get_by_label("怎么办").input_value() == "延期"
    assert dialog.get_by_label("延期到").is_visible()
    dialog.get_by_label("怎么办").select_option("不适用")
    assert not dialog.get_by_label("延期到").is_visible()
    dialog.get_by_role("button", name="办理").click()
    assert dialog.is_visible()
    dialog.get_by_label("理由").fill("没有门诊")
    dialog.get_by_role("button", name="办理").click()
    opened.get_by_text("1 件，不适用。").wait_for()
