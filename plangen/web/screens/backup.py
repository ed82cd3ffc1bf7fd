"""备份: the folder as one ZIP with digests, and back into an empty one."""

from datetime import date
from secrets import token_urlsafe

from starlette.responses import FileResponse, Response

from plangen.findings.finding import CannotGoOn
from plangen.packing import pack, packed_files, unpack
from plangen.web.jobs import Job
from plangen.web.opening import NoSuchPaper
from plangen.web.plan_folder import ClassifiedPlan
from plangen.web.screens.returns import file_name
from plangen.web.visit import Visit

_CLASSIFIED = (
    "文件夹里有标密级的方案，工作台不打包：下载的文件会留在浏览器的下载文件夹里；"
    "涉密的在涉密计算机上、按保密规定备份"
)


def show(visit: Visit) -> Response:
    """What a backup holds; of a folder that is empty, how to get one back."""
    job = visit.job
    packed = job.result if job and isinstance(job.result, int) else 0
    return visit.page(
        "backup.html",
        is_empty=_is_empty(visit),
        refusal=_CLASSIFIED if _is_classified(visit) else "",
        packed=packed,
        job=job,
    )


def _is_empty(visit: Visit) -> bool:
    return next(packed_files(visit.folder.root), None) is None


def _is_classified(visit: Visit) -> bool:
    return any(isinstance(plan, ClassifiedPlan) for plan in visit.folder.all_plans())


def act(visit: Visit) -> Response:
    """Pack the folder, or restore what is sent into the empty one."""
    return _restore(visit) if visit.files("file") or visit.said("do") == "restore" else _pack(visit)


def _pack(visit: Visit) -> Response:
    if _is_classified(visit):
        raise CannotGoOn(_CLASSIFIED)
    root, scratch = visit.folder.root, visit.desk.scratch

    def work(job: Job) -> int:
        return pack(root, scratch / f"{job.id}.zip")

    return visit.start(Job("打包备份", "/backup"), work)


def send(visit: Visit) -> Response:
    """The ZIP that a job has packed."""
    job = visit.job
    path = visit.desk.scratch / f"{job.id if job else ''}.zip"
    if not path.is_file():
        raise NoSuchPaper(path.name)
    return FileResponse(path, filename=f"{visit.folder.root.name}_备份_{date.today()}.zip")


def _restore(visit: Visit) -> Response:
    files = visit.files("file")
    if not files:
        raise CannotGoOn("没有选文件；把备份的 ZIP 拖到框里，或按“选文件”")
    if not _is_empty(visit):
        raise CannotGoOn("这个文件夹里已经有文件了，没有恢复；换一个空文件夹打开工作台，再恢复")
    path = visit.desk.scratch / token_urlsafe(9) / file_name(files[0].filename)
    path.parent.mkdir(parents=True)
    with path.open("wb") as target:
        while piece := files[0].file.read(1 << 20):
            target.write(piece)
    try:
        written, _ = unpack(path, visit.folder.root)
    except CannotGoOn as trouble:
        raise CannotGoOn(str(trouble).replace(str(path), path.name)) from trouble
    return visit.go("/", f"恢复好了，一共 {written} 个文件，和校验码都对得上。")
