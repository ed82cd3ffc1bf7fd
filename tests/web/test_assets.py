"""What a browser loads: our own files, small, and in the wheel."""

import gzip
import re

from support.program import ROOT

WEB = ROOT / "plangen/web"
MOST = 400_000


def test_what_is_loaded_is_small() -> None:
    files = [path for path in (WEB / "assets").rglob("*") if path.is_file()]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= MOST


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in (*(WEB / "assets").glob("*.*"), *(WEB / "templates").rglob("*")):
        addresses = re.findall(r"https?://[^\s\"')]+", path.read_text("utf-8"))
        assert set(addresses) <= {"http://www.w3.org/2000/svg"}, path


def test_no_template_holds_scripts_or_styles() -> None:
    for path in (WEB / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), path
        assert len(re.findall("<script", text)) == (path.name in ("base.html", "editor.html"))


def test_the_screens_speak_as_the_office_does() -> None:
    """No word of files and terminals; what is written in braces is not shown."""
    for path in (WEB / "templates").rglob("*.html"):
        shown = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", " ", path.read_text("utf-8"))
        assert not re.search(r"(?i)yaml|json|commit|merge|\bid\b|--[a-z]", shown), path
