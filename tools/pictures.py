"""Draws the README's pictures from plans/: DOCX → PDF by LibreOffice → PNG by poppler."""

import os
import subprocess
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PAGES = {"2022": (1, 2), "2018": (7,)}
"""Which pages of which plan: a notice, the plan it issues, an annex over the imprint."""
_DPI = 72


def main() -> None:
    """Draw every picture anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, pages in PAGES.items():
        with TemporaryDirectory() as folder:
            pdf = _pdf(ROOT / "plans" / f"{name}.yaml", Path(folder))
            for page in pages:
                only = ("-f", str(page), "-l", str(page), "-singlefile")
                _run("pdftoppm", "-png", "-r", str(_DPI), *only, pdf, IMAGES / f"{name}-{page}")


def _pdf(plan: Path, folder: Path) -> Path:
    notice = folder / "notice.docx"
    _run(Path(sysconfig.get_path("scripts"), "plangen"), "notice", plan, "-o", notice)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, notice)
    return notice.with_suffix(".pdf")


def _run(*command: str | Path) -> None:
    fonts = {"FONTCONFIG_FILE": str(ROOT / "tests" / "fonts.conf")}
    subprocess.run(command, check=True, env=os.environ | fonts, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
