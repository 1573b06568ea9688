"""The companion package of the book *Digit by Digit*.

Six modules, each one idea: `companion.datasets` finds and checks MNIST and CIFAR-10,
`companion.models` builds networks, `companion.training` trains them, `companion.plots` draws
the figures, `companion.replication` repeats a published table, and `companion.reader` reads what you draw.
Importing any of them prints nothing and loads no TensorFlow.
"""

import os

# TensorFlow reads these once, when it is first imported, and otherwise opens every notebook
# with log messages. Without oneDNN its sums are also the same on more processors.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

__version__ = "0.1.0"
