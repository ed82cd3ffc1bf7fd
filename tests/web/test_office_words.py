"""Messages that commands give are said without commands on a screen."""

import re

from support.program import ROOT

from plangen.web.office_words import office_words

_COMMAND = re.compile(r"--[a-z]{3,}|plangen [a-z]+")


def test_no_message_of_returned_lists_tells_to_type() -> None:
    """Every text of the room, its braces standing for something."""
    told = 0
    for path in sorted((ROOT / "plangen/progress").rglob("*.py")):
        if path.name == "ledger_book.py":  # what a sheet says to whoever fills it in
            continue
        for line in path.read_text("utf-8").splitlines():
            for text in re.findall(r'f?"([^"]*)"', line):
                if _COMMAND.search(text) and re.search("[\u4e00-\u9fff]", text):
                    told += 1
                    shown = office_words(re.sub(r"\{[^}]*\}", "某", text))
                    assert not _COMMAND.search(shown), (path.name, shown)
    assert told > 10


def test_the_rest_of_a_message_stays() -> None:
    said = "报不适用；属实的，用 plangen close --waive 定下来"
    assert office_words(said) == "报不适用；属实的，到“台账”里定为不适用"
    assert office_words("没有这个文件") == "没有这个文件"
