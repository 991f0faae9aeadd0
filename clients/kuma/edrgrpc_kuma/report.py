"""What the operator sees: one line on the standard output, details in syslog."""

import os
import syslog

from .text import printable

TAG = "edrgrpc-kuma"
_MAX_LINE = 1500


class Report:
    """The reports of one run of a script."""

    def __init__(self, script):
        self._script = script
        syslog.openlog(TAG, syslog.LOG_PID, syslog.LOG_USER)

    def info(self, text):
        """A step."""
        self._log(syslog.LOG_INFO, text)

    def warning(self, text):
        """Something that was overcome, or is tried again."""
        self._log(syslog.LOG_WARNING, text)

    def end(self, well, text):
        """How it ended: the line on the standard output, and the same in syslog."""
        self._log(syslog.LOG_INFO if well else syslog.LOG_ERR, ("OK: " if well else "FAILED: ") + text)
        line = printable("{} {}: {}".format(self._script, "OK" if well else "FAILED", text), _MAX_LINE) + "\n"
        try:
            # Not print: with an empty environment Python 3.6 writes ASCII only.
            os.write(1, line.encode("utf-8", "backslashreplace"))
        except OSError:
            # Nobody reads it; syslog has it.
            pass

    def _log(self, priority, text):
        # syslog takes no NUL and no half surrogates; printable leaves none.
        syslog.syslog(priority, printable("{}: {}".format(self._script, text), _MAX_LINE))
