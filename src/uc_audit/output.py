"""Writing files and folders so that they are complete or not there."""

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator
from typing import IO, TypeAlias

from .errors import FolderNotEmptyError

PathLike: TypeAlias = str | os.PathLike[str]


def write_text(path: PathLike, parts: Iterable[str]) -> None:
    """
    Write parts of a text to a file as UTF-8, which then is complete or as it was.

    Raises:
        OSError: The file cannot be written.
    """
    with _replacing(path) as file:
        for part in parts:
            file.write(part.encode())


def written(text: str, path: PathLike | None) -> str:
    """Give a text, after it was written to the path where there is one."""
    if path is not None:
        write_text(path, [text])
    return text


@contextlib.contextmanager
def _replacing(path: PathLike) -> Iterator[IO[bytes]]:
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        # A pipe or a terminal cannot be replaced; a folder is refused here by the system.
        with open(target, "wb") as file:
            yield file
        return
    temporary = f"{target}.{secrets.token_hex(8)}.tmp"
    try:
        with open(temporary, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(target):
            os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
        os.replace(temporary, target)
    except BaseException as error:
        if isinstance(error, OSError) and error.filename == temporary:
            error.filename = os.fspath(path)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def write_folder(path: PathLike, files: Iterable[tuple[str, str]], *, overwrite: bool) -> None:
    """
    Write files into a folder; where it is new, it then is complete or not there.

    Args:
        path: The folder; it is made where it does not exist.
        files: The name and the text of each file, one at a time.
        overwrite: Whether the folder may have something in it. Then files of the same name are replaced, each as a
            whole, and others stay.

    Raises:
        FolderNotEmptyError: There is a folder with something in it, and it may not be overwritten.
        OSError: The folder cannot be written.
    """
    target = os.path.realpath(path)
    exists = os.path.exists(target)
    if exists and os.listdir(target) and not overwrite:
        raise FolderNotEmptyError(os.fspath(path))
    temporary = f"{target}.{secrets.token_hex(8)}.tmp"
    os.makedirs(temporary)
    try:
        for name, text in files:
            write_text(os.path.join(temporary, name), [text])
        if exists:
            for name in sorted(os.listdir(temporary)):
                os.replace(os.path.join(temporary, name), os.path.join(target, name))
        else:
            os.rename(temporary, target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
