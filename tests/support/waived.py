"""What the two plans waive."""

import re

from support.program import ROOT

PLANS = {
    year: (ROOT / f"plans/{year}.yaml").read_text("utf-8").replace("format: 2\n", "")
    for year in (2018, 2022)
}
"""In format 1, so that `--fix` writes no ids."""

FOUND = re.compile(r"^[^\n]*?x\.yaml:(\d+):(\d+): \S+ \[([a-z-]+)\]", re.MULTILINE)


def without_waivers(text: str) -> str:
    """The text with every `waive` left out, its lines too."""
    text = re.sub(r"\n *waive: \[.*\]", "", text)
    return re.sub(r"\n( *)waive:(?:\n\1  - .*)+", "", text)
