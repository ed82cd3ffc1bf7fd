"""What the whole suite shares."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh", action="store_true", help="write anew what is shown; review it in the diff"
    )
