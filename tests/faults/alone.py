"""A program that uses every public function and every command while it refuses whatever leads out of the process."""

import contextlib
import json
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

FORBIDDEN = ("socket.", "urllib.", "subprocess.", "webbrowser.", "os.system", "os.exec", "os.posix_spawn", "os.fork")
"""What Python reports before it reaches for a network, or for another process that might."""


refused: list[str] = []


def refuse(event: str, _: tuple[Any, ...]) -> None:
    """Refuse an event that leads out of the process, and remember it, should somebody catch the error."""
    if event.startswith(FORBIDDEN):
        refused.append(event)
        raise RuntimeError(f"{event} is refused")


def functions(folder: Path) -> dict[str, Callable[[], Any]]:
    """Give a call of every public function."""
    import uc_audit

    audit = uc_audit.load()
    figure = audit.get("figure-officers-article", uc_audit.Figure)
    text = uc_audit.to_json(audit)
    texts = {source.id: "Nothing of that. " for source in audit.sources}
    return {
        "chart": lambda: uc_audit.chart(audit, "measure", folder / "chart.svg"),
        "cite": lambda: uc_audit.cite(figure),
        "compare": lambda: uc_audit.compare(audit, figure.measure),
        "coverage": lambda: uc_audit.coverage(audit, "article", texts["article"]),
        "data_file": lambda: uc_audit.data_file().read_bytes(),
        "describe": lambda: uc_audit.describe(figure, "long"),
        "diff": lambda: uc_audit.diff(audit, audit),
        "from_dict": lambda: uc_audit.from_dict(json.loads(text)),
        "from_json": lambda: uc_audit.from_json(text),
        "from_jsonl": lambda: [*uc_audit.from_jsonl(uc_audit.to_jsonl(audit))],
        "load": uc_audit.load,
        "loads": lambda: uc_audit.loads(text, lenient=True),
        "read": lambda: uc_audit.read(folder / "to_json"),
        "schema": uc_audit.schema,
        "search": lambda: uc_audit.search(audit, "court"),
        "select": lambda: uc_audit.select(audit.figures, text="court"),
        "share": lambda: uc_audit.share(figure),
        "timeline": lambda: uc_audit.timeline(audit),
        "to_arrow": lambda: uc_audit.to_arrow(audit.figures),
        "to_bibtex": lambda: uc_audit.to_bibtex(audit, folder / "to_bibtex"),
        "to_csl": lambda: uc_audit.to_csl(audit),
        "to_csv": lambda: uc_audit.to_csv(audit, folder / "to_csv"),
        "to_dict": lambda: uc_audit.to_dict(audit),
        "to_html": lambda: uc_audit.to_html(audit, folder / "to_html"),
        "to_json": lambda: uc_audit.to_json(audit, folder / "to_json"),
        "to_jsonl": lambda: uc_audit.to_jsonl(audit, folder / "to_jsonl"),
        "to_jsonld": lambda: uc_audit.to_jsonld(audit),
        "to_markdown": lambda: uc_audit.to_markdown(audit, folder / "to_markdown"),
        "verify": lambda: uc_audit.verify(audit, texts),
        "write_datapackage": lambda: uc_audit.write_datapackage(audit, folder / "package"),
        "write_parquet": lambda: uc_audit.write_parquet(audit.figures, folder / "write_parquet"),
    }


def arguments(folder: Path) -> dict[str, list[str]]:
    """Give what every command is called with."""
    return {
        "report": [],
        "list": ["figures", "--text", "court"],
        "show": ["ice"],
        "search": ["court"],
        "export": [str(folder / "exported")],
        "diff": [str(folder / "to_json")],
        "verify": [f"article={folder / 'to_html'}"],
        "chart": ["parts", "-o", str(folder / "parts.png")],
        "cite": ["ice"],
        "schema": [],
        "path": [],
    }


def use_all() -> None:
    """Call everything; print which functions and commands were left out, and what was refused, at last a socket."""
    sys.addaudithook(refuse)
    import uc_audit
    from uc_audit.cli import commands, main

    with tempfile.TemporaryDirectory() as name:
        calls, given = functions(Path(name)), arguments(Path(name))
        # What some of them read is written first.
        for function in sorted(calls, key="to_json".__ne__):
            calls[function]()
        for command in given:
            main([*([] if command == "report" else [command]), *given[command]])
    public = {name for name in uc_audit.__all__ if name.islower()}
    sys.stderr.write(f"left out: {public ^ calls.keys()} {commands._COMMANDS.keys() ^ given.keys()}, ")
    with contextlib.suppress(RuntimeError):
        socket.socket().close()
    sys.stderr.write(f"refused: {refused}")


if __name__ == "__main__":
    use_all()
