"""Two plans of a thousand items compared, paired by id and, with no id in common, by meaning.

Every text of the second plan is a little reworded.
"""

import thousand
from timing import row, times

from plangen.comparison import compare
from plangen.plan import Plan
from plangen.readers.plan_file import read

_REWORDED = (
    ("及时登记、及时报告", "立即登记、立即报告"),
    ("多种形式", "多种方式"),
    ("会商机制", "会商制度"),
    ("完善各项预案", "健全各项预案"),
    ("95%以上", "96%以上"),
    ("限期改正", "限期整改"),
    ("监督检查", "监督审查"),
)
_RENAMED = (
    ("series: thousand", "series: other"),
    ("id: goal-", "id: g"),
    ("[goal-", "[g"),
    (", goal-", ", g"),
    ("id: item-", "id: i"),
)


def comparing(rounds: int) -> bool:
    """A thousand items against a thousand, with the same ids and with none in common."""
    old, same = _plan(), _plan(*_REWORDED)
    other = _plan(*_REWORDED, *_RENAMED)
    by_id, by_meaning = times(rounds, lambda: compare(old, same), lambda: compare(old, other))
    row(f"compare, {thousand.ITEMS} items with {thousand.ITEMS}, by id", by_id)
    return row("  by meaning, no id in common", by_meaning)


def _plan(*changes: tuple[str, str]) -> Plan:
    text = thousand.plan()
    for before, after in changes:
        text = text.replace(before, after)
    plan = read(text.encode(), "thousand.yaml").plan
    if plan is None:
        raise SystemExit("the plan does not read")
    return plan


if __name__ == "__main__":
    comparing(5)
