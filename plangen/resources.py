"""Where the schema, templates and data files are: in a checkout and in an installed wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a packaged file or folder such as `schema/plan.schema.json`.

    A wheel carries `schema/` and `templates/` inside the package; in a checkout they stand
    beside it. Raises FileNotFoundError when neither is there.
    """
    for root in (_PACKAGE, _PACKAGE.parent):
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(name)
