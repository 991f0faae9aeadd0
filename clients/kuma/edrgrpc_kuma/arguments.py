"""
The command line. Not argparse: it refuses values that begin with "-" (command lines of startProcess do), takes an argument twice
without a word (a value that broke out of its quotes could replace another), and shows values unescaped in its errors.
"""

import re

from .failure import ARGUMENTS, Failure
from .text import NOT_PROPAGATED, from_command_line, printable, problem_of

MAX_PATH = 32767

_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")


class Argument:
    """One argument of a script: --name value. A flag may stand alone, which means true."""

    def __init__(self, name, help_text, flag=False, alias=None, free=False):
        self.name = name
        self.help = help_text
        self.flag = flag
        self.spellings = ["--" + name] + (["--" + alias] if alias else [])
        self.free = free
        """True if its value may begin with "--", as a command line may."""


def parse(known, argv):
    """Names and values as given: text, or None for a flag that stands alone. What is wrong is reported all at once."""
    by_spelling = {spelling: argument for argument in known for spelling in argument.spellings}
    given, problems = {}, []
    tokens = [from_command_line(token) for token in argv]
    position = 0
    while position < len(tokens):
        spelling, equals, value = tokens[position].partition("=")
        position += 1
        argument = by_spelling.get(spelling)
        if argument is None:
            problems.append("unknown argument {}".format(_shown(spelling)))
            continue
        if not equals:
            value = None
            if position < len(tokens) and _is_value(tokens[position], argument, by_spelling):
                value = tokens[position]
                position += 1
        if value is None and not argument.flag:
            problems.append("--{} has no value: {}".format(argument.name, NOT_PROPAGATED))
        elif argument.name in given:
            problems.append("--{} is given twice: a value with a quote or a space in it may have broken up; quote every {{{{.Field}}}}".format(argument.name))
        else:
            given[argument.name] = value
    if problems:
        raise Failure(ARGUMENTS, "; ".join(problems))
    return given


def _is_value(token, argument, by_spelling):
    return token.partition("=")[0] not in by_spelling and (argument.free or not token.startswith("--"))


def _shown(spelling):
    # A stray word is part of a value that broke up, and may be anything: only what looks like an argument's name is shown.
    return printable(spelling, 40) if spelling.startswith("--") else "(a word that belongs to none: quote every {{.Field}} in the rule)"


class Values:
    """The values of one call, checked on the way out; problems are collected so that all are reported in one line."""

    def __init__(self, given, allow_empty):
        self._given = given
        self._allow_empty = allow_empty
        self.problems = []

    def has(self, name):
        """True if the argument was given, with whatever value."""
        return name in self._given

    def is_filled(self, name):
        """True if the argument was given with something in it."""
        return bool((self._given.get(name) or "").strip())

    def problem(self, name, sentence):
        """Records what is wrong with an argument; the sentence goes on after its name."""
        self.problems.append("--{} {}".format(name, sentence))

    def required(self, name, limit=MAX_PATH):
        """The text of an argument that must be there and not empty."""
        if name not in self._given:
            self.problem(name, "is missing")
            return ""
        return self.text(name, limit, allow_empty=False)

    def text(self, name, limit=MAX_PATH, allow_empty=None):
        """The text of an argument; "" when it was not given, or empty where that is allowed."""
        value = self._given.get(name)
        if value is None or (value == "" and (self._allow_empty if allow_empty is None else allow_empty)):
            return ""
        problem = problem_of(value, limit)
        if problem is None:
            return value
        self.problem(name, problem)
        return ""

    def flag(self, name):
        """True or False; None when it was not given."""
        if name not in self._given:
            return None
        value = self._given[name]
        word = "true" if value is None else value.lower()
        if word in _YES or word in _NO:
            return word in _YES
        self.problem(name, "is empty: " + NOT_PROPAGATED if not word.strip() else "must be one of true, false, 1, 0, yes, no, on, off")
        return None

    def seconds(self, name, lowest, highest, default):
        """A number of seconds."""
        value = self._given.get(name)
        if value is None:
            return default
        if re.match("^[0-9]{1,6}$", value) and lowest <= int(value) <= highest:
            return int(value)
        self.problem(name, "must be a whole number of seconds from {} to {}".format(lowest, highest))
        return default

    def refuse_if_wrong(self):
        """Ends the script if anything was wrong."""
        if self.problems:
            raise Failure(ARGUMENTS, "; ".join(self.problems))
