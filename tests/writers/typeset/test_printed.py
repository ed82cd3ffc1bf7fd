"""Every measure of GB/T 9704-2012 holds on the set pages: in PDF, and as Chromium prints them."""

import sys
from collections.abc import Callable

import pytest
from support.measures import MEASURES, Value, measured_in_browser, measured_in_pdf
from support.program import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import layout

BROWSER = pytest.param(
    measured_in_browser, layout.IN_BROWSER, marks=pytest.mark.xdist_group("printed pages")
)
PDF = pytest.param(measured_in_pdf, layout.IN_PDF, marks=pytest.mark.xdist_group("pdf pages"))


@pytest.mark.parametrize(("measured", "column"), [BROWSER, PDF], ids=["browser", "pdf"])
def test_every_measure_holds_and_is_that_of_the_docs(
    measured: Callable[[], list[Value]], column: int
) -> None:
    values = measured()
    departures = []
    for measure, value in zip(MEASURES, values, strict=True):
        if not measure.holds(value):
            departures.append(f"{measure.element}: {measure.required}: {measure.shown(value)}")
    assert departures == []
    assert layout.departures(layout.DOCS.read_text("utf-8"), values, column) == []
