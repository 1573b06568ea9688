"""Serve MathJax from the site itself: formulas render with no network.

The file comes from the package sphinx-mathjax-offline, whose own extension
would copy 24 MB.
"""

from importlib.util import find_spec
from pathlib import Path


def setup(app):
    package = Path(find_spec("sphinx-mathjax-offline").origin).parent
    app.config.html_static_path.append(
        str(package / "static" / "mathjax" / "tex-svg.js")
    )
    return {"parallel_read_safe": True}
