"""Fuzzes the readers with atheris, guided by coverage: python tools/fuzz.py TARGET [SECONDS].

Needs atheris, which not every Python has. What breaks a reader is left as crash-*; put it into
tests/test_fuzz.py as an example of its own once it is mended.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))


def main() -> None:
    """Run one target until the time is over or something breaks."""
    try:
        import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        sys.exit("atheris is not installed: pip install atheris; or fuzz with tests/test_fuzz.py")
    with atheris.instrument_imports(include=["plangen"]):
        from support.fuzzing import SEEDS, TARGETS  # type: ignore[import-not-found]

    name, seconds = (*sys.argv[1:], "60")[:2]
    corpus = Path("build", "fuzz", name)
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup(
        [sys.argv[0], str(corpus), f"-max_total_time={seconds}", "-timeout=10"], TARGETS[name]
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
