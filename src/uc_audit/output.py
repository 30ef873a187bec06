"""Writing files and folders so that they are complete or not there."""

import contextlib
import errno
import functools
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
    write_bytes(path, (part.encode() for part in parts))


def write_bytes(path: PathLike, parts: Iterable[bytes]) -> None:
    """Write parts of some content to a file, which then is complete or as it was."""
    with _replacing(path) as file:
        file.writelines(parts)


def written(text: str, path: PathLike | None) -> str:
    """Give a text, after it was written to the path where there is one."""
    if path is not None:
        write_text(path, [text])
    return text


@contextlib.contextmanager
def _replacing(path: PathLike) -> Iterator[IO[bytes]]:
    if not os.fspath(path):
        # As opening it would; the real path of no name at all is the folder that Python is in.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    mode = _mode_of(path)
    if mode is not None and not stat.S_ISREG(mode):
        # A pipe or a terminal cannot be replaced; a folder is refused here by the system.
        with open(path, "wb") as file:
            yield file
        return
    _refuse_protected(path)
    target = os.path.realpath(path)
    temporary = _beside(target)
    with _named_as(path, temporary):
        # What nobody else may read, nobody else may read while it is written.
        opener = functools.partial(os.open, mode=0o666 if mode is None else 0o600)
        try:
            with open(temporary, "xb", opener=opener) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                os.chmod(temporary, stat.S_IMODE(mode))
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise


def _mode_of(path: PathLike) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _refuse_protected(path: PathLike) -> None:
    """Let the system say so where a file may not be written: the permissions of its folder would let it be replaced."""
    with contextlib.suppress(FileNotFoundError):
        os.close(os.open(path, os.O_WRONLY))


@contextlib.contextmanager
def _named_as(given: PathLike, temporary: str) -> Iterator[None]:
    """Let errors name what was given instead of what is temporary."""
    try:
        yield
    except OSError as error:
        if isinstance(error.filename, str) and error.filename.startswith(temporary):
            error.filename = os.fspath(given) + error.filename.removeprefix(temporary)
            del error.filename2  # Else the message goes on with the name of the target.
        raise


def _beside(target: str) -> str:
    """Give a name that nobody has, in the folder in which a file or folder is to be."""
    return os.path.join(os.path.dirname(target), f".{secrets.token_hex(8)}.tmp")


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
    # Inside a folder that exists: the one above it may be another file system, or not ours to write to.
    temporary = _beside(os.path.join(target, "x") if exists else target)
    with _named_as(path, temporary):
        os.makedirs(temporary)
        try:
            for name, text in files:
                write_text(os.path.join(temporary, name), [text])
            if exists:
                _move_all(temporary, target)
            else:
                _rename(temporary, target, os.fspath(path))
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _move_all(source: str, target: str) -> None:
    names = sorted(os.listdir(source))
    for path in (os.path.join(target, name) for name in names):
        if not os.path.islink(path):
            _refuse_protected(path)
    for name in names:
        os.replace(os.path.join(source, name), os.path.join(target, name))


def _rename(source: str, target: str, given: str) -> None:
    try:
        os.rename(source, target)
    except OSError as error:
        # Somebody else was faster.
        raise FolderNotEmptyError(given) if error.errno in (errno.ENOTEMPTY, errno.EEXIST) else error from None
