"""A progress bar on standard error, for people only."""

import sys

_WIDTH = 30


class Bar:
    """Draws progress while it is shown; where nobody looks it draws nothing."""

    def __init__(self, title: str, *, shown: bool = True) -> None:
        self._title = title
        self._shown = shown
        self._drawn = False

    def show(self, shown: bool) -> None:  # noqa: FBT001 (a callback)
        """Draw from now on, or wipe the bar and draw no more."""
        self._shown = shown
        if not shown:
            self._wipe()

    def __call__(self, done: int, total: int) -> None:
        """Draw how much is done."""
        if not self._shown or not sys.stderr.isatty():
            return
        if done >= total:
            self._wipe()
            return
        filled = "█" * round(done / total * _WIDTH)
        sys.stderr.write(f"\r{self._title} {filled:░<{_WIDTH}} {done / total:4.0%} ")
        sys.stderr.flush()
        self._drawn = True

    def _wipe(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False


def bar(title: str) -> Bar:
    """Return a bar that is shown from the beginning."""
    return Bar(title)
