"""What a new workspace begins with: a plan to be changed into one's own, or an empty one."""

import json

from plangen.resources import resource


def sample_plan(year: int) -> str:
    """A plan that shows how one is written, for a year."""
    return dated("starter/plan.yaml", year)


def blank_plan(year: int, title: str, issuer: str) -> str:
    """A plan of three sections in which nothing is decided yet."""
    text = dated("starter/blank.yaml", year)
    return text.replace("{title}", _quoted(title)).replace("{issuer}", _quoted(issuer))


def dated(name: str, year: int) -> str:
    """A starter file, written of 2026 and 2027, for a year and the next."""
    return starter(name).replace("2027", str(year + 1)).replace("2026", str(year))


def starter(name: str) -> str:
    """A starter file as it is."""
    return resource(name).read_text("utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
