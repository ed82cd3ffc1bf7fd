"""The suite on each supported Python at hand, on the lowest versions promised, on the newest."""

from pathlib import Path

import nox

CONSTRAINTS = Path("constraints.txt")
_PYPROJECT = nox.project.load_toml("pyproject.toml")
PROJECT = _PYPROJECT["project"]
PYTHONS = nox.project.python_versions(_PYPROJECT)

_WITH_PIP = ["--seed"]
"""The test of the wheel installs it with pip."""

nox.options.default_venv_backend = "uv"
nox.options.download_python = "never"
nox.options.sessions = ["tests", "lowest"]


@nox.session(python=PYTHONS, venv_params=_WITH_PIP)
def tests(session: nox.Session) -> None:
    """Run the suite with the versions of constraints.txt."""
    session.install(*_held_to(CONSTRAINTS), "--editable", ".[test]")
    _suite(session)


@nox.session(python=PYTHONS[0], venv_params=_WITH_PIP)
def lowest(session: nox.Session) -> None:
    """Run the suite with the lowest versions that pyproject.toml promises.

    A tool of the tests that asks for a newer library than plangen does is overruled.
    """
    promised = Path(session.virtualenv.location, "promised.txt")
    promised.write_text("\n".join(PROJECT["dependencies"]))
    session.install(
        *("--resolution", "lowest-direct", "--overrides", str(promised)),
        *("--editable", ".[test]"),
    )
    _suite(session)


@nox.session(python=PYTHONS[0], venv_params=_WITH_PIP)
def newest(session: nox.Session) -> None:
    """Run linters and suite with the newest of everything; write constraints.txt when green."""
    resolved = Path(session.virtualenv.location, CONSTRAINTS.name)
    resolved.unlink(missing_ok=True)
    session.run(
        *("uv", "pip", "compile", "--quiet", "pyproject.toml", "--all-extras"),
        *("--universal", "--python-version", PYTHONS[0], "--fork-strategy", "fewest"),
        *("--no-annotate", "--custom-compile-command", "make newest"),
        *("--output-file", str(resolved)),
        external=True,
    )
    session.install(*_held_to(resolved), "--editable", ".[test,lint]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
    _suite(session)
    CONSTRAINTS.write_bytes(resolved.read_bytes())


def _held_to(constraints: Path) -> tuple[str, ...]:
    """Options that hold what is installed, and what builds it, to these versions."""
    return "--constraint", str(constraints), "--build-constraint", str(constraints)


def _suite(session: nox.Session) -> None:
    session.run("pytest", "-n", "auto", "--dist", "loadgroup", *session.posargs)
