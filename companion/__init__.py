"""The companion package of the book *Digit by Digit*.

Five modules, each one idea: `companion.datasets` finds and checks MNIST and CIFAR-10,
`companion.models` builds networks, `companion.training` trains them, `companion.plots` draws
the figures, and `companion.experiments` trains what the long experiments need.
Importing any of them prints nothing and loads no TensorFlow. Import one before Keras and NumPy:
the settings below count only then.
"""

import logging
import os

__version__ = "0.2.0"

# Keras's settings file may name another backend, for the sake of other programs.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
# Without these, every notebook opens with log messages; without oneDNN, sums are the same on more processors.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
# In products as small as the book's, a second thread of NumPy mostly waits for the first.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# TensorFlow takes several small models, trained one after the other, for one that is traced too often.
logging.getLogger("tensorflow").addFilter(lambda record: record.levelno >= logging.ERROR)
