"""Plans with as many units as a test wants."""

from pathlib import Path


def many(units: int, tasks: int = 3) -> str:
    """A plan of groups of a hundred units, each with tasks of its own, the last for all."""
    groups = [range(first, min(first + 100, units)) for first in range(0, units, 100)]
    lines = ["series: many", "year: 2026", "title: 某市2026年重点工作实施方案"]
    lines += ["issuer: 某市卫生健康局", "issue: {form: plan}", "register:", "  units:"]
    lines += [f"    - {{id: u{number}, name: 第{number}卫生院}}" for number in range(units)]
    lines += ["  groups:"]
    for number, group in enumerate(groups):
        members = ", ".join(f"u{unit}" for unit in group)
        lines += [f"    - {{id: g{number}, name: 第{number}片, units: [{members}]}}"]
    all_groups = ", ".join(f"g{number}" for number in range(len(groups)))
    lines += [f"    - {{id: all, name: 各单位, units: [{all_groups}]}}"]
    lines += ["sections:", "  - title: 工作措施", "    measures:"]
    for number in range(len(groups)):
        for task in range(tasks - 1):
            lines += [_measure(f"m{number}-{task}", f"g{number}")]
    lines += [_measure("for-all", "all")]
    return "\n".join(lines) + "\n"


def _measure(name: str, who: str) -> str:
    text = f"完成{name}这一项工作，及时登记、及时报告、及时处置。"
    return (
        f"      - {{id: {name}, text: {text}, responsible: {{units: [{who}]}}, deadline: 6月底前}}"
    )


def tree(folder: Path, *but: str) -> dict[str, bytes]:
    """Every file in a folder, but for those of some names."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in but
    }
