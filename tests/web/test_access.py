"""Only the window with the token gets in, and only to the folder's own files."""

from pathlib import Path

import pytest
from support.workbench import ORIGIN, PORT, TOKEN, client, folder_of, stranger

FOREIGN = "http://evil.example"


def test_nothing_is_shown_without_the_token(tmp_path: Path) -> None:
    visitor = stranger(folder_of(tmp_path, 2022))
    for path in ("/", "/plans/2022.yaml/check", "/assets/workbench.css", "/folder", "/alive"):
        assert visitor.get(path).status_code == 403, path


def test_a_wrong_token_is_none(tmp_path: Path) -> None:
    visitor = stranger(folder_of(tmp_path, 2022))
    assert visitor.get("/?token=wrong").status_code == 403
    visitor.cookies.set(f"plangen-{PORT}", "wrong", domain="127.0.0.1")
    assert visitor.get("/").status_code == 403


def test_the_token_becomes_a_cookie_that_no_page_can_read(tmp_path: Path) -> None:
    answer = stranger(folder_of(tmp_path)).get(f"/?token={TOKEN}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    "headers",
    [{"origin": FOREIGN}, {"origin": "null"}, {"origin": f"http://127.0.0.1:{PORT + 1}"}],
    ids=str,
)
def test_a_foreign_origin_is_refused(tmp_path: Path, headers: dict[str, str]) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    plan = tmp_path / "plans/2022.yaml"
    before = plan.read_bytes()
    for method in ("GET", "POST"):
        answer = visitor.request(method, "/plans/2022.yaml/check", headers=headers)
        assert answer.status_code == 403
    assert plan.read_bytes() == before


def test_what_changes_something_says_where_it_comes_from(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    del visitor.headers["origin"]
    assert visitor.get("/").status_code == 200
    assert visitor.post("/plans/2022.yaml/check").status_code == 403


@pytest.mark.parametrize("host", ["evil.example", f"localhost:{PORT}", "127.0.0.1"])
def test_another_host_is_refused(tmp_path: Path, host: str) -> None:
    assert client(folder_of(tmp_path)).get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/plans/..%2F..%2Fsecret.yaml/check",
        "/plans/%2Fetc%2Fpasswd/check",
        "/plans/..%5Csecret.yaml/check",
        "/plans/link.yaml/check",
        "/assets/../application.py",
        "/assets/..%2Fapplication.py",
        "/assets/%2Fetc/passwd",
    ],
)
def test_no_file_outside_the_folder_is_read(tmp_path: Path, path: str) -> None:
    folder = folder_of(tmp_path / "work", 2022)
    (tmp_path / "secret.yaml").write_bytes((folder / "plans/2022.yaml").read_bytes())
    (folder / "plans/link.yaml").symlink_to(tmp_path / "secret.yaml")
    answer = client(folder).get(path)
    assert answer.status_code == 404
    assert "禁毒" not in answer.text


def test_every_answer_bears_a_strict_policy(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    for path in ("/", "/plans/2022.yaml/check", "/assets/workbench.js", "/nothing"):
        headers = visitor.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_pages_hold_no_scripts_and_styles_of_their_own(tmp_path: Path) -> None:
    page = client(folder_of(tmp_path, 2022)).get("/plans/2022.yaml/check").text
    assert "<style" not in page
    assert " style=" not in page
    assert '<script type="module" src="/assets/workbench.js"></script>' in page
    assert page.count("<script") == 1


def test_a_classified_plan_is_refused_with_the_reason(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 2022)
    plan = folder / "plans/2022.yaml"
    text = plan.read_text("utf-8").replace("issue:\n", "issue:\n  classification: 秘密★1年\n", 1)
    plan.write_text(text, "utf-8")
    visitor = client(folder)
    answer = visitor.get("/plans/2022.yaml/check")
    assert answer.status_code == 403
    assert "标有密级" in answer.text
    assert "医疗" not in answer.text
    assert "标有密级" in visitor.get("/").text
    plan.write_text(text + "\n  : broken", "utf-8")
    assert visitor.get("/plans/2022.yaml/check").status_code == 403


def test_a_request_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    headers = {"content-length": str(1 << 40), "origin": ORIGIN}
    assert visitor.post("/plans/2022.yaml/check", headers=headers).status_code == 413


def test_a_fault_of_the_program_shows_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plangen.web.screens import tasks

    def fail(*_: object) -> None:
        raise RuntimeError("inner words")

    monkeypatch.setattr(tasks, "task_rows", fail)
    answer = client(folder_of(tmp_path, 2022)).get("/plans/2022.yaml/tasks")
    assert answer.status_code == 500
    assert "程序出了差错（RuntimeError）" in answer.text
    assert "inner words" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
