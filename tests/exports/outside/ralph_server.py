"""Serves Ralph on the port and from the folder given, with its statements in one file. Run by its own Python.

Ralph's file-system backend creates that file with the first request, and refuses to write to it again, unless told to
append.
"""

import json
import os
import sys
from pathlib import Path

port, folder = int(sys.argv[1]), Path(sys.argv[2])
os.chdir(folder)
os.environ |= {
    "RALPH_APP_DIR": str(folder),
    "RALPH_AUTH_FILE": str(folder / "auth.json"),
    "RALPH_RUNSERVER_BACKEND": "fs",
    "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder),
}

import bcrypt  # noqa: E402 - Ralph reads its settings from the environment when it is imported
import uvicorn  # noqa: E402
from ralph.backends.data.base import BaseOperationType  # noqa: E402
from ralph.backends.data.fs import FSDataBackend  # noqa: E402

hashed = bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode()
agent = {"account": {"homePage": "https://lrs.example.org", "name": "coursewright"}}
account = {"username": "key", "hash": hashed, "scopes": ["all"], "agent": agent}
(folder / "auth.json").write_text(json.dumps([account]))
FSDataBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=port, log_level="warning")
