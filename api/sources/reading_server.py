"""What the server loads that the processes of readers are forked from: once, and never the API itself."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # of several threads only the one that forks would go on

from api.exports import unpacking
from api.sources import reading_process
from sources.languages_of_texts import prepare

__all__ = ["reading_process", "unpacking"]

prepare()
