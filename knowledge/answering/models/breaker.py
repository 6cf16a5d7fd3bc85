"""A model that fails again and again is left alone for a while."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Breaker:
    """Open after `most` failures in a row; then one request is let through every `rest_s` seconds."""

    most: int = 4
    rest_s: float = 30.0
    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    _tried_at: float = 0.0

    def allows(self) -> bool:
        """Tell whether a request may be made; while the model rests, one request at a time is let through."""
        if self.failures < self.most:
            return True
        now = self.clock()
        if now - self._tried_at < self.rest_s:
            return False
        self._tried_at = now
        return True

    def worked(self) -> None:
        """Note a request that was answered."""
        self.failures = 0

    def failed(self) -> None:
        """Note a request that was not."""
        self.failures += 1
        if self.failures == self.most:
            self._tried_at = self.clock()
