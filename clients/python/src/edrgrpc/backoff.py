"""How long a watch waits before it connects again."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Backoff:
    """Waits at least what the server asks for, plus a random part whose bound doubles with each failure in a row."""

    initial: float = 0.5
    """Bound of the random part after the first failure, in seconds."""
    maximum: float = 20.0
    """Largest bound of the random part, in seconds."""

    def delay(self, failures: int, retry_delay: Optional[float] = None, rng: random.Random = random.SystemRandom()) -> float:
        """Seconds to wait after this many failures in a row (1 for the first)."""
        bound = min(self.maximum, self.initial * 2.0 ** min(failures - 1, 30))
        return (retry_delay or 0.0) + rng.uniform(0.0, bound)
