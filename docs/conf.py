"""How Sphinx builds the site: ``python -m sphinx -W docs site``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import uc_audit

project = "uc_audit"
author = "uc_audit maintainers"
release = version = uc_audit.__version__
project_copyright = "uc_audit maintainers. Code: MIT. The dataset's own wording: CC0"

extensions = ["myst_parser", "pages", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
myst_enable_extensions = ["attrs_block"]
myst_heading_anchors = 3
smartquotes = False  # Quotations are shown as the records have them.

html_theme = "furo"
html_title = "uc_audit"
html_favicon = html_logo = "static/icon.svg"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_search_language = "en-with-numbers"
html_show_sphinx = False
html_copy_source = False
html_use_index = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1f4e79", "color-brand-content": "#1f4e79"},
    "dark_css_variables": {"color-brand-primary": "#8fc1ee", "color-brand-content": "#8fc1ee"},
}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

autodoc_default_options = {"members": True, "undoc-members": True}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
add_module_names = False

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
