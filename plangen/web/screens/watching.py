"""A job while it runs: a bar, what it does, 取消."""

from starlette.responses import Response

from plangen.web.visit import Visit, job_of


def show(visit: Visit) -> Response:
    """The bar; or, when the job is over, its result where that is looked for."""
    job = job_of(visit.request)
    is_over = job.is_over
    if is_over and not job.trouble and not job.is_cancelled:
        return visit.go(job.state["where"])
    return visit.page("watching.html", job=job, is_over=is_over)
