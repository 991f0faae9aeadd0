"""The entry of every script."""

import os
import signal
import sys
import threading
import traceback

from .arguments import Values, parse
from .call import COMMON, Call
from .clock import Clock
from .failure import DEFECT, NOT_REACHED, OK, Failure
from .gateway import Gateway
from .report import Report
from .settings import Settings
from .tasks import TASKS
from .text import printable
from .transport import Transport

_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_SPARE_SECONDS = 2


def main(task_name, argv=None, folder=_FOLDER, clock=Clock):
    """Runs a script; its exit code."""
    argv = sys.argv[1:] if argv is None else argv
    task = TASKS[task_name]
    # Alone only: the value of an event must not turn a response into a help page.
    if argv in (["-h"], ["--help"]):
        sys.stdout.write(_usage(task))
        return OK
    report = Report(task_name)
    try:
        settings = Settings(folder)
        call = Call(task, Values(parse(task.arguments + COMMON, argv), settings.allow_empty), settings)
        exit_code, line = _limited(call, settings, clock, report)
    except Failure as failure:
        exit_code, line = failure.exit_code, failure.sentence
    except Exception as error:
        exit_code, line = _defect(error, report)
    report.end(exit_code == OK, line)
    return exit_code


def _limited(call, settings, clock, report):
    """
    The call, cut off at its limit whatever holds it up: name resolution, for one, knows no time limit. It runs on a thread that does
    not keep the process alive, so that a line is written before KUMA kills the script without one.
    """
    results = []

    def run():
        try:
            results.append(call.run(Gateway(settings, Transport(settings), report), clock, report))
        except Exception as error:
            results.append(error)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminated)
    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    worker.join(call.timeout + call.wait + _SPARE_SECONDS)
    if not results:
        raise Failure(NOT_REACHED, "{} gave no answer in time. Whether the response was recorded is not known; a repeat with the same arguments is safe".format(
            settings.address))
    if isinstance(results[0], Exception):
        raise results[0]
    return results[0]


def _terminated(_signal, _frame):
    raise Failure(NOT_REACHED, "ended by SIGTERM before the end: make KUMA's Timeout in the response rule larger than --timeout plus --wait")


def _defect(error, report):
    for line in traceback.format_exc().splitlines():
        report.warning(line)
    return DEFECT, "a defect of the script, {}: {}; the details are in syslog".format(type(error).__name__, printable(str(error), 200))


def _usage(task):
    lines = ["Usage: {}.py --targetHost ID [arguments]".format(task.name), "", "Submits the EDR response {} to the EdrGrpc gateway.".format(task.name), ""]
    lines += ["  {:<34} {}".format(", ".join(argument.spellings), argument.help) for argument in task.arguments + COMMON]
    return "\n".join(lines + ["", "Settings: edrgrpc.ini beside the script. Guide and exit codes: docs/kuma.md.", ""])
