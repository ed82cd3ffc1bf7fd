"""What the readers are fuzzed with: bytes that look like their files, and what must hold of each.

`tests/test_fuzz.py` draws them with hypothesis; `make fuzz` with atheris, guided by coverage.
"""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from plangen.delivery.folder import Local
from plangen.delivery.record import RECORD, LastRun, get_batch
from plangen.docx_file.text import docx_text
from plangen.findings.finding import CannotGoOn
from plangen.plan import Plan
from plangen.readers.plan_file import read
from plangen.readers.settings import read_settings
from plangen.source.formatting import formatted
from support.program import ROOT


def plan(data: bytes) -> None:
    """Any bytes are a plan or findings; formatting them never raises, and settles."""
    file = read(data, "plan.yaml")
    assert isinstance(file.plan, Plan) or file.findings
    once = formatted(data, "plan.yaml")
    assert formatted(once.new, "plan.yaml").new == once.new


def register(data: bytes) -> None:
    """Any bytes beside a plan are a register or findings."""
    for name in ("units.csv", "units.xlsx"):
        text = f"series: s\nyear: 2026\ntitle: t\nissuer: i\nregister: {{from: {name}}}\n"
        file = read(text.encode(), "plan.yaml", beside=lambda _: data)
        assert file.findings


def settings(data: bytes) -> None:
    """Any bytes are settings, or one line says why not."""
    with suppress(CannotGoOn):
        read_settings(data, "plangen.toml")


def document(data: bytes) -> None:
    """Any bytes are a DOCX's text, or one line says why not."""
    for file in (data, _packed(data)):
        with suppress(CannotGoOn):
            docx_text(file)


def records(data: bytes) -> None:
    """Any bytes are a record whose files stay in their folder, or one line says why not."""
    with tempfile.TemporaryDirectory() as root:
        folder = Local(root)
        Path(root, ".plangen/run").mkdir(parents=True)
        for name in (RECORD, ".plangen/run/000000.done"):
            Path(root, name).write_bytes(data)
        get_batch(folder, ".plangen/run/000000.done")
        try:
            paths = [path for entry in LastRun(folder) for path in entry.paths]
        except CannotGoOn:
            return
        assert all(Path(root, path).resolve().is_relative_to(root) for path in paths)


def _packed(xml: bytes) -> bytes:
    """A DOCX whose document says this."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return stream.getvalue()


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "plan": plan,
    "register": register,
    "settings": settings,
    "document": document,
    "records": records,
}
SEEDS: Final[dict[str, tuple[bytes, ...]]] = {
    "plan": tuple(path.read_bytes() for path in sorted(ROOT.glob("examples/*.yaml"))),
    "register": ("编码,名称,类别\nu1,第一医院,医院\n".encode(),),
    "settings": (b'[style]\nbody_font = "x"\n[calendar]\nholidays = [2027-02-05]\n',),
    "document": (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>text</w:t></w:r></w:p></w:body></w:document>",
    ),
    "records": (
        json.dumps(
            {
                **dict.fromkeys(("audience", "id", "name", "stem", "revision"), "x"),
                "tasks": 1,
                "files": {"md": "1-00000000"},
                "change": "未变",
                "kept": [],
                "unfinished": False,
            }
        ).encode(),
    ),
}
