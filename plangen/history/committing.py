"""A plan committed: a message from its changes against what was committed last."""

from pathlib import Path

from plangen.findings.finding import CannotGoOn
from plangen.git import git, repository_at


def is_changed(path: Path) -> bool:
    """Whether a file differs from what was committed last, or never was; False without git."""
    try:
        repository = repository_at(path.parent)
        status = git(
            repository.root,
            "status",
            "--porcelain",
            "--",
            f":(top,literal){repository.place(path)}",
        )
    except CannotGoOn:
        return False
    return bool(status.strip())


def message_of(path: Path) -> str:
    """What a commit of the file would be called: 2026年方案：新增 1 项、调整 2 项."""
    from plangen.comparison import compare
    from plangen.comparison.report.entries import comparison_report
    from plangen.history.revision import plan_of
    from plangen.workspace import read_plan

    plan = read_plan(path).plan
    if plan is None:
        return f"{path.name}：还有错误，先存一版"
    name = f"{plan.year}年方案"
    repository = repository_at(path.parent)
    place = repository.place(path)
    (data,) = repository.contents([f"HEAD:{place}"]) if repository.holds("HEAD") else (None,)
    if data is None:
        return f"{name}：新建"
    before = plan_of(repository, "HEAD", place, data, path.name).plan
    if before is None:
        return f"{name}：改正错误"
    comparison = compare(before, plan)
    if not comparison:
        return f"{name}：内容没有变，改的是说明、空白或写法"
    return f"{name}：{comparison_report(comparison).summary.partition('（另有')[0]}"


def commit(path: Path, message: str) -> None:
    """Commit the file alone, whatever else is changed or staged. Raises CannotGoOn."""
    repository = repository_at(path.parent)
    place = f":(top,literal){repository.place(path)}"
    git(repository.root, "add", "--", place)
    git(repository.root, "commit", "--quiet", "-m", message, "--only", "--", place)
