"""A question of a plan's file answered: its comment goes, all else stays.

deadline: 2026年6月底前 # 待定：是否保留
→ deadline: 2026年6月底前
"""

from plangen.scalar import Text


def without_question(text: str, question: Text) -> str:
    """The text without the comment that asks a question; the question is as the plan gives it."""
    lines = text.split("\n")
    row = question.line - 1
    line = lines[row]
    start = line.rindex("#", 0, question.column - 1)
    while start and line[start - 1] == "#":
        start -= 1
    before, after = line[:start], line[question.column - 1 + len(question) :].lstrip()
    if after:
        lines[row] = before + after
    elif before.strip():
        lines[row] = before.rstrip()
    else:
        del lines[row]
    return "\n".join(lines)
