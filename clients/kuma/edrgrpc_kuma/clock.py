"""Time. One object, so that tests need not wait."""

import time


class Clock:
    """The machine's clock."""

    monotonic = staticmethod(time.monotonic)
    wall = staticmethod(time.time)
    sleep = staticmethod(time.sleep)


class Deadline:
    """A moment that a piece of work must not pass."""

    def __init__(self, clock, seconds):
        self._clock = clock
        self.seconds = seconds
        self._end = clock.monotonic() + seconds

    def left(self):
        """Seconds left, 0 when it passed."""
        return max(0.0, self._end - self._clock.monotonic())

    def sleep(self, seconds):
        """Waits, unless that would pass the moment; False then."""
        if seconds >= self.left():
            return False
        self._clock.sleep(seconds)
        return True
