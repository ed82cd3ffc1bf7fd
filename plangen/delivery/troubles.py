"""What stops a delivery, said in Chinese."""

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager

from plangen.files import FULL
from plangen.findings.finding import CannotGoOn


@contextmanager
def troubles(where: str) -> Iterator[None]:
    """Say in Chinese what stops the work."""
    go_on = "写好的清单都是完整的；之后加 --resume，从停下的地方接着做"
    try:
        yield
    except BrokenExecutor as error:
        raise CannotGoOn(f"一个工作进程被系统终止了，多半是内存不足；{go_on}") from error
    except OSError as error:
        raise CannotGoOn(f"{_reason(error, where)}；{go_on}") from error


def _reason(error: OSError, where: str) -> str:
    file = error.filename2 or error.filename or where
    if error.errno in FULL:
        return f"磁盘满了，写不下 {where}：先腾出空间"
    if isinstance(error, PermissionError):
        return f"写不了 {file}：没有权限，或正用 Word、WPS 打开着，先关闭"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return f"写不了 {file}：路径中间有一个同名的文件，不是文件夹，先移开"
    return f"写不了 {file}：系统报告：{error.strerror or error}"
