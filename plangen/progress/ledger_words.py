"""The lines of a ledger in words, for whoever compares or merges two of them."""

from collections.abc import Mapping

from plangen.progress.ledger import LedgerKey, LedgerLine


def ledger_text(lines: Mapping[LedgerKey, LedgerLine]) -> str:
    """A ledger as text: for each line what it is about, and under that what it says.

    一（一） 每季度查漏补种（2026Q1）｜城关中心卫生院
        已完成 2026-03-20，补种12人
        销号 2026-06-20
    """
    text = []
    for _, line in sorted(lines.items()):
        text.append(f"{place_words(line)}\n")
        for said in (reported_words(line), decided_words(line)):
            if said:
                text.append(f"    {said}\n")
    return "".join(text)


def place_words(line: LedgerLine) -> str:
    """What a line is about: the task, its period and the unit."""
    period = f"（{line.period}）" if line.period else ""
    return f"{line.wording or line.task}{period}｜{line.name or line.unit}"


def reported_words(line: LedgerLine) -> str:
    """What the unit has reported."""
    parts = [f"{line.state} {line.done_on}".strip(), line.value, line.note]
    for label, said in (
        ("存在问题", line.problem),
        ("申请延期至", line.extension_asked),
        ("佐证材料", line.evidence),
    ):
        if said:
            parts.append(f"{label}：{said}")
    return "，".join(filter(None, parts))


def decided_words(line: LedgerLine) -> str:
    """What the office has decided."""
    parts = [f"{line.decision} {line.decided_on}".strip(), line.reason, line.number]
    if line.extended_to:
        before = f"（原{line.deadline_before}）" if line.deadline_before else ""
        parts += [f"延期至{line.extended_to}{before}", line.extension_reason, line.extension_number]
    return "，".join(filter(None, parts))
