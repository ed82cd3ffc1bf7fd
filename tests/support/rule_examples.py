"""What rules find in a plan's text."""

from types import ModuleType

from plangen.readers.plan_file import read
from plangen.rules.judging import judge
from plangen.rules.subject import Subject


def found(
    rules: tuple[ModuleType, ...], text: str, previous: str = "", issued: str = ""
) -> list[tuple[int, str]]:
    """The lines where rules speak, each with the word it speaks of."""
    file, before = read(text.encode(), "example.yaml"), read(previous.encode(), "previous.yaml")
    version = read(issued.encode(), "issued.yaml")
    assert file.plan is not None, [str(each) for each in file.findings]
    subject = Subject(file.plan, previous=before.plan, issued=version.plan)
    findings = judge(subject, "example.yaml", text, rules)
    lines = text.split("\n")
    return [
        (mark.line, lines[mark.line - 1][mark.column - 1 :][: each.length])
        for each in findings
        for mark in [each.mark]
    ]
