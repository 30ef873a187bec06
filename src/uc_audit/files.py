"""Writing files and folders completely or not at all."""

import contextlib
import errno
import functools
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping

from .errors import require

PathLike = str | os.PathLike[str]

_TEMPORARY = re.compile(r"\.uc-audit-[0-9a-f]{16}\.tmp")
"""A killed process may leave such files, which can be deleted; a folder with nothing else in it counts as empty."""


def write_file(path: PathLike, content: str | bytes) -> None:
    """
    Write a file completely or leave it unchanged; a string is written as UTF-8.

    Links are followed, an existing file keeps its permissions, and a pipe or a terminal is opened and written to. A
    file that would change owners or lose its set-user-id bit is refused. An ``OSError`` names ``path``.
    """
    name = os.fspath(path)
    data = content.encode() if isinstance(content, str) else content
    with _errors_about(name):
        mode = _mode_of(name)
        if mode is not None and not stat.S_ISREG(mode):
            with open(name, "wb") as file:
                file.write(data)
            return
        target = os.path.realpath(name)
        temporary = _temporary_in(os.path.dirname(target))
        permissions = 0o666 if mode is None else stat.S_IMODE(mode)
        try:
            with open(temporary, "xb", opener=functools.partial(os.open, mode=permissions)) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                os.chmod(temporary, permissions)
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise


def write_folder(folder: PathLike, files: Mapping[str, str], *, overwrite: bool) -> None:
    """
    Write files into a folder; if one fails, none is written.

    A folder that is not empty causes a ``FileExistsError``. With ``overwrite``, the whole folder is replaced, and files
    with other names are moved to the new one; a process that is killed halfway leaves the old folder next to the new
    one, named ``.uc-audit-*.tmp``. An ``OSError`` names the folder.
    """
    require(folder, str | os.PathLike, "folder must be a str or a path")
    name = os.fspath(folder)
    with _errors_about(name):
        target = os.path.realpath(name)
        if not name:
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        exists = os.path.exists(target)
        present = _entries(target) if exists else set()
        if present:
            _check_exchange(target, files, overwrite=overwrite)
        new = _temporary_in(target if exists else os.path.dirname(target))
        os.makedirs(new)
        try:
            for file, text in files.items():
                write_file(os.path.join(new, file), text)
            if not exists:
                os.rename(new, target)
            elif present:
                _exchange(target, new)
            else:  # The current folder, or a mount point, can be filled but not replaced.
                _move_missing(new, target)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def _check_exchange(folder: str, files: Mapping[str, str], *, overwrite: bool) -> None:
    if not overwrite:
        raise OSError(errno.EEXIST, "The folder is not empty")
    if f"{os.getcwd()}{os.sep}".startswith(f"{folder}{os.sep}"):
        raise OSError(errno.EBUSY, "The current folder cannot be replaced")
    if hasattr(os, "geteuid") and os.stat(folder).st_uid != os.geteuid():
        raise OSError(errno.EPERM, "The folder belongs to another user and is not replaced")
    for path in (os.path.join(folder, file) for file in files):
        if not os.path.islink(path) and stat.S_ISDIR(_mode_of(path) or 0):
            raise OSError(errno.EISDIR, f"{os.path.basename(path)!r} is a folder and is not replaced")


def _exchange(folder: str, new: str) -> None:
    """Replace a folder with one that is inside it."""
    shutil.copymode(folder, new)
    old = _temporary_in(os.path.dirname(folder))
    os.rename(folder, old)
    try:
        os.rename(os.path.join(old, os.path.basename(new)), folder)
    except BaseException:
        os.rename(old, folder)
        raise
    _move_missing(old, folder)
    shutil.rmtree(old)


def _move_missing(source: str, target: str) -> None:
    for name in _entries(source) - _entries(target):
        os.rename(os.path.join(source, name), os.path.join(target, name))


def _entries(folder: str) -> set[str]:
    return {name for name in os.listdir(folder) if not _TEMPORARY.fullmatch(name)}


def _mode_of(path: str) -> int | None:
    """Return the mode of what is at a path, if anything is; raise an error for a file that must not be replaced."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        if not os.path.basename(path):  # "" and "new/" are not the names of files.
            raise
        return None
    if stat.S_ISREG(status.st_mode):
        os.close(os.open(path, os.O_WRONLY))  # Otherwise its folder's permissions would suffice.
        is_foreign = hasattr(os, "geteuid") and status.st_uid != os.geteuid()
        if is_foreign or status.st_mode & (stat.S_ISUID | stat.S_ISGID):
            message = f"{os.path.basename(path)!r} belongs to another user or has set-user-id, and is not replaced"
            raise OSError(errno.EPERM, message)
    return status.st_mode


def _temporary_in(folder: str) -> str:
    return os.path.join(folder, f".uc-audit-{secrets.token_hex(8)}.tmp")


@contextlib.contextmanager
def _errors_about(name: str) -> Iterator[None]:
    """Make system errors name the given path instead of a temporary one."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from None
