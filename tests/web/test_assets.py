"""What a browser loads: our own files, small, and in the wheel."""

import gzip
import re

from support.program import ROOT

WEB = ROOT / "plangen/web"
MOST = 400_000


def test_what_is_loaded_is_small() -> None:
    files = [path for path in (WEB / "assets").rglob("*") if path.is_file()]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= MOST


def test_a_colour_that_has_a_name_is_written_once() -> None:
    """The workbench and the static site share one file of them."""
    look = (ROOT / "plangen/data/look.css").read_text("utf-8")
    named = set(re.findall(r"--[\w-]+: (#[0-9a-f]{6});", look))
    assert len(named) > 10
    own = [*(WEB / "assets").glob("*.css"), *(WEB / "assets").glob("*.js")]
    own += (ROOT / "plangen/site/assets").glob("*.css")
    for path in own:
        text = re.sub("::highlight.*", "", path.read_text("utf-8"))  # older browsers know no names
        assert not named & set(re.findall("#[0-9a-f]{6}", text)), path
        assert ":root" not in text, path


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
