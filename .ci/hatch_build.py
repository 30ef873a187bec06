"""Leave files that git does not track out of the packages."""

import os
import re
import shutil
import subprocess
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TrackedFilesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Exclude untracked files where the project is a clone; an unpacked sdist has none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's interface)
        """Add the untracked files to what the target excludes."""
        is_clone = shutil.which("git") and os.path.exists(os.path.join(self.root, ".git"))
        if is_clone and version != "editable":
            command = ["git", "ls-files", "--others", "--directory", "-z"]
            result = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)  # noqa: S603
            untracked = ["/" + re.sub(r"([*?!#\[\]\\ ])", r"\\\1", name) for name in result.stdout.split("\0") if name]
            self.build_config.target_config.setdefault("exclude", []).extend(untracked)
