"""Writing files so that each is complete or as it was."""

import contextlib
import errno
import functools
import os
import stat
from collections.abc import Iterator, Mapping

from .errors import excerpt

PathLike = str | os.PathLike[str]

_PREFIX = ".uc-audit-"
"""Begins the names of temporary files, which may be deleted where a killed process left them behind."""


def write_file(path: PathLike, content: str | bytes) -> None:
    """
    Write a file completely or leave it unchanged; a text is written as UTF-8.

    A link is followed, an existing file keeps its permissions, and a pipe or a terminal is opened and written to. A
    file that would change its owner or lose set-user-id is refused. An ``OSError`` names ``path``.
    """
    name = os.fspath(path)
    data = content.encode() if isinstance(content, str) else content
    with _errors_about(name):
        if os.path.exists(name) and not os.path.isfile(name):
            with open(name, "wb") as file:
                file.write(data)
        else:
            _replace_files({name: data})


def write_folder(folder: PathLike, files: Mapping[str, str], *, overwrite: bool) -> None:
    """
    Write files into a folder, which is made where it does not exist; each file is written as by ``write_file``.

    No file is replaced before all are written, so that an error or a full disk leaves the folder as it was. What has
    other names stays. A folder with something in it is a ``FileExistsError``, unless ``overwrite`` is given. An
    ``OSError`` names the folder.
    """
    if not isinstance(folder, str | os.PathLike):
        raise TypeError(f"folder must be a str or a path, not {excerpt(folder)}")
    name = os.fspath(folder)
    with _errors_about(name):
        is_new = not os.path.exists(name)
        if is_new:
            os.makedirs(name)
        elif not overwrite and not all(entry.startswith(_PREFIX) for entry in os.listdir(name)):
            raise OSError(errno.EEXIST, "The folder is not empty")
        try:
            _replace_files({os.path.join(name, file): text.encode() for file, text in files.items()})
        except BaseException:
            if is_new:
                with contextlib.suppress(OSError):
                    os.rmdir(name)
            raise


def _replace_files(contents: Mapping[str, bytes]) -> None:
    """Write all files under temporary names, and only then put each in its place."""
    targets = {}
    try:
        for path, data in contents.items():
            permissions = _permissions(path)
            target = os.path.realpath(path)
            temporary = os.path.join(os.path.dirname(target), f"{_PREFIX}{os.urandom(8).hex()}.tmp")
            targets[temporary] = target
            # What only its owner may read is so from the beginning.
            opener = functools.partial(os.open, mode=0o666 if permissions is None else permissions)
            with open(temporary, "xb", opener=opener) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if permissions is not None:
                os.chmod(temporary, permissions)
        for temporary, target in targets.items():
            os.replace(temporary, target)
    except BaseException:
        for temporary in targets:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise


def _permissions(path: str) -> int | None:
    """Return the permissions of a file, if there is one; raise an error if it may not be replaced."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        if not os.path.basename(path):  # "" and "new/" are not the names of files.
            raise
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EISDIR, f"{os.path.basename(path)!r} is not a file, and is not replaced")
    os.close(os.open(path, os.O_WRONLY))  # The permissions of its folder would let it be replaced.
    is_foreign = hasattr(os, "geteuid") and status.st_uid != os.geteuid()
    if is_foreign or status.st_mode & (stat.S_ISUID | stat.S_ISGID):
        message = f"{os.path.basename(path)!r} is another user's or has set-user-id, and is not replaced"
        raise OSError(errno.EPERM, message)
    return stat.S_IMODE(status.st_mode)


@contextlib.contextmanager
def _errors_about(name: str) -> Iterator[None]:
    """Let the errors of the system name what was given instead of what is temporary."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from None
