"""HTML as a browser prints it: Debian's Chromium, or the one that CHROMIUM names."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from plangen.pages import Page, read_pages
from support import rendering

_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--no-pdf-header-footer",
)

assert rendering.FONTS, "the stand-ins for official fonts are set for all that draws"


def print_pages(html: str) -> tuple[Page, ...]:
    """The pages of an HTML file as it is printed on the paper that it asks for."""
    with tempfile.TemporaryDirectory() as folder:
        source, pdf = Path(folder) / "pages.html", Path(folder) / "pages.pdf"
        source.write_text(html, "utf-8")
        profile = f"--user-data-dir={folder}/profile"
        command = [_chromium(), *_QUIET, profile, f"--print-to-pdf={pdf}", source.as_uri()]
        subprocess.run(command, capture_output=True, check=True, timeout=180)
        return tuple(read_pages(pdf))


def _chromium() -> str:
    """Where it is; without it the test is skipped, where CI is set it fails."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if named is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("没有安装 Chromium，不能打印网页")
    return str(named)
