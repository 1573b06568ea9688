"""Make what a notebook prints the same on every machine; name the chapters.

To be imported by whatever runs notebooks, since kernels inherit the environment, and by every other tool,
so that it can print any name.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

BOOK = Path(__file__).parent.parent / "book"
# Whatever else a reader puts beside them, copies too.
CHAPTERS = sorted(path for path in BOOK.glob("*.ipynb") if re.fullmatch(r"\d\d_\w+", path.stem))
SPANISH = sorted(BOOK.glob("es/[0-9][0-9]_*.ipynb"))

# Progress bars are for the reader who runs a cell.
os.environ["TQDM_DISABLE"] = "1"

# How sums are split among threads changes their last digits. And the tests have a process for every core.
os.environ["TF_NUM_INTRAOP_THREADS"] = "1"

# Notebooks run in their own folder.
for name in "COMPANION_DATA", "KERAS_HOME":
    if os.environ.get(name):
        os.environ[name] = os.path.abspath(os.environ[name])

# The first two change the tables that Keras prints, the third hides figures,
# and the last one switches assertions off.
for name in "NO_COLOR", "JUPYTER_COLUMNS", "MPLBACKEND", "PYTHONOPTIMIZE":
    os.environ.pop(name, None)

# Nobody's own settings of Matplotlib and IPython.
os.environ["MATPLOTLIBRC"] = os.devnull
empty = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
os.environ["IPYTHONDIR"] = empty.name

# A terminal that lacks the letters of a file's name shows their codes.
for stream in sys.stdout, sys.stderr:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
