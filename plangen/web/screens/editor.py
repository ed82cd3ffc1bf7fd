"""方案: the pages of a plan, its outline and the fields of what is selected; see `web/editor`."""

from starlette.responses import Response

from plangen.web.visit import Visit


def show(visit: Visit) -> Response:
    """The screen, which its script fills."""
    return visit.page("editor.html")
