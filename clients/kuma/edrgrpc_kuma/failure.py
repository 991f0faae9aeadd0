"""Why a script ends otherwise than well. The exit codes are documented in docs/kuma.md."""

OK = 0
DEFECT = 1
ARGUMENTS = 2
SETTINGS = 3
REFUSED = 4
NOT_REACHED = 5
ENDED_OTHERWISE = 6
NOT_FINISHED = 7
LOOK_AT_HOST = 8


class Failure(Exception):
    """A sentence for the operator and the exit code."""

    def __init__(self, exit_code, sentence):
        super().__init__(sentence)
        self.exit_code = exit_code
        self.sentence = sentence
