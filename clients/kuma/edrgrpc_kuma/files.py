"""Reading files whose path is not to be trusted to be a file."""

import os
import stat


def read_regular(path, limit):
    """State and content (one byte more than the limit at most); OSError if it cannot be read, ValueError if it is no regular file."""
    # Not blocking: a named pipe at that path would hold the script up.
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise ValueError("is not a file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return state, file.read(limit + 1)
    finally:
        os.close(descriptor)
