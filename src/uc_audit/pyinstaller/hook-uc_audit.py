"""The hook: PyInstaller reads these two names."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

datas: list[tuple[str, str]] = collect_data_files("uc_audit")
hiddenimports: list[str] = collect_submodules("uc_audit")
