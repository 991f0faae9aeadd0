"""Texts that come from events. Whoever causes an event chooses them, so they are checked before use and escaped before they are shown."""

import os
import re

from .failure import ARGUMENTS, Failure

NOT_PROPAGATED = (
    "the event field behind it was empty, most likely because it is not among the fields that the correlation rule propagates"
)

_TEMPLATE = re.compile(r"\{\{.*?\}\}|<no value>", re.DOTALL)
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def from_command_line(argument):
    """One argument as text. With an empty environment Python 3.6 decodes the command line as ASCII; this undoes it."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        raise Failure(ARGUMENTS, "an argument is not valid UTF-8") from None


def problem_of(value, limit):
    """What is wrong with a value, or None. The value itself is never part of the answer."""
    if not value.strip():
        return "is empty: " + NOT_PROPAGATED
    if _TEMPLATE.search(value):
        return "holds a template that KUMA did not fill in, such as {{.Field}}: check the spelling of the field in the rule"
    if _CONTROLS.search(value):
        return "holds control characters"
    if len(value) > limit:
        return "is {} characters long; at most {} are taken".format(len(value), limit)
    return None


def printable(text, limit=1000):
    """The text as one line: whatever is not printable is escaped, so that nobody writes lines of his own into a log."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[:limit])
    return shown if len(text) <= limit else shown + "..."


def quoted(value, limit=300):
    """A value between quotes that it cannot leave."""
    return '"' + printable(value, limit).replace("\\", "\\\\").replace('"', '\\"') + '"'
