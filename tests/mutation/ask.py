"""Asks the server of ``serve.py`` to run tests on the mutated copy, and leaves with the answer."""

from __future__ import annotations

import os
import socket
import sys

with socket.socket(socket.AF_UNIX) as connection:
    connection.connect(os.environ["CLAUSEKIT_MUTATION"])
    connection.sendall("\0".join(sys.argv[1:]).encode() + b"\n")
    sys.exit(int(connection.makefile("rb").readline() or b"99"))
