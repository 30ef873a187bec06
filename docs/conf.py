"""How Sphinx makes the site: ``python -m sphinx -W -d .doctrees docs site``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import uc_audit

project = "uc_audit"
author = "uc_audit maintainers"
release = version = uc_audit.__version__
project_copyright = "uc_audit maintainers. Code MIT, the dataset's own wording CC0"

extensions = [
    "myst_nb",
    "pages",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]

html_theme = "furo"
html_title = f"uc_audit {release}"
html_favicon = "static/icon.svg"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
smartquotes = False  # Texts of records stand as they are.
html_use_index = False
html_theme_options = {"navigation_with_keys": True}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

myst_heading_anchors = 3
nb_execution_mode = "off"

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
add_module_names = False

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True
