"""No bytes break a reader: real files with bytes changed, taken out, doubled and put in."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.fuzzing import SEEDS, TARGETS

PIECES = (
    *(b"\x00", b"\xff", b"\n", b": ", b"- ", b"{", b"[", b'"', b"'", b"|\n", b"&a ", b"*a", b"!!"),
    *(b"<<: ", b"../", b"\\u202e", b"\xe2\x80\xae", b"\xed\xa0\x80", b"99999999999", b"\x1b[2J"),
)


@st.composite
def damaged(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """A seed, mended for the worse in a few places; or any bytes."""
    data = draw(st.sampled_from(seeds) | st.binary(max_size=200))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        stop = draw(st.integers(start, min(len(data), start + 40)))
        piece = draw(
            st.sampled_from(PIECES) | st.binary(max_size=8) | st.just(data[start:stop] * 3)
        )
        data = data[:start] + piece + data[stop:]
    return data


@pytest.mark.parametrize("target", TARGETS)
def test_no_bytes_break_a_reader(target: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(damaged(SEEDS[target]))
    def holds(data: bytes) -> None:
        TARGETS[target](data)

    holds()
