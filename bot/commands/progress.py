"""A progress bar on standard error, for people only."""

import sys
from collections.abc import Callable


def bar(title: str) -> Callable[[int, int], None] | None:
    """Return what draws the progress, or None when nobody looks."""
    if not sys.stderr.isatty():
        return None

    def draw(done: int, of: int) -> None:
        share = done / of if of else 1.0
        filled = "█" * int(share * 30)
        end = "\n" if done >= of else ""
        sys.stderr.write(f"\r{title} {filled:<30} {share:4.0%}{end}")
        sys.stderr.flush()

    return draw
