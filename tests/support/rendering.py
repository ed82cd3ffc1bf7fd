"""Pages for the tests: rendered with the proof's fonts, each document once a session."""

import os
import shutil
from pathlib import Path

import pytest

from plangen import pages
from plangen.pages import Page

FONTS = os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))

_rendered: dict[bytes, tuple[Page, ...]] = {}


def needs_office() -> None:
    """Skip the test without LibreOffice; where CI is set fail, so that no proof is missed."""
    if shutil.which("soffice") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("没有安装 LibreOffice，不能量版面")


def render(*documents: bytes) -> list[tuple[Page, ...]]:
    """The pages of each DOCX, all rendered in one run of LibreOffice and kept for the session."""
    needs_office()
    fresh = [document for document in dict.fromkeys(documents) if document not in _rendered]
    if fresh:
        _rendered.update(zip(fresh, pages.render(*fresh), strict=True))
    return [_rendered[document] for document in documents]
