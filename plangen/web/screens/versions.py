"""版本: what git keeps of a plan, and 提交 with a message made from the changes."""

from starlette.responses import Response

from plangen.history.committing import commit, is_changed, message_of
from plangen.web.screens.comparing import versions
from plangen.web.visit import RefusedField, Visit


def show(visit: Visit) -> Response:
    """The versions, the newest first, and what is not committed yet."""
    path = visit.open_plan.path
    changed = is_changed(path)
    return visit.page(
        "versions.html",
        changed=changed,
        message=message_of(path) if changed else "",
        versions=versions(visit),
    )


def act(visit: Visit) -> Response:
    """Commit the plan as it stands."""
    message = visit.said("message")
    if not message:
        raise RefusedField("message", "写一句这次改了什么")
    commit(visit.open_plan.path, message)
    return visit.go(visit.address("versions"), "提交了。")
