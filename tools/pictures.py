"""Draws the pictures of README and manual.

Pages: plan → DOCX → PDF by LibreOffice → PNG by poppler. The workbench: `workbench_pictures`.
"""

import os
import subprocess
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

import workbench_pictures

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PAGES = {"examples/notice": 1}
"""Which page of which plan: a joint notice's head."""
_DPI = 72


def main() -> None:
    """Draw every picture anew."""
    (IMAGES / "workbench").mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        with TemporaryDirectory() as folder:
            pdf = _pdf(ROOT / f"{name}.yaml", Path(folder))
            only = ("-f", str(page), "-l", str(page), "-singlefile")
            image = IMAGES / f"{Path(name).stem}-{page}"
            _run("pdftoppm", "-png", "-r", str(_DPI), *only, pdf, image)
    with TemporaryDirectory() as folder:
        workbench_pictures.draw(IMAGES / "workbench", Path(folder))


def _pdf(plan: Path, folder: Path) -> Path:
    notice = folder / "notice.docx"
    _run(Path(sysconfig.get_path("scripts"), "plangen"), "notice", plan, "-o", notice)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, notice)
    return notice.with_suffix(".pdf")


def _run(*command: str | Path) -> None:
    fonts = {"FONTCONFIG_FILE": str(ROOT / "tests" / "support" / "fonts.conf")}
    subprocess.run(command, check=True, env=os.environ | fonts, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
