"""What `voucherbot doctor` finds: a part of the program, whether it is well, and what to do where it is not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.settings import Settings

TIMEOUT_S = 8.0
"""How long a part may take to answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on one part; `mend` says what to do where it is not well."""

    part: str
    well: bool
    says: str
    mend: str = ""


Check = Callable[[Settings], Iterator[Finding]]


def well(part: str, says: str) -> Finding:
    """Report that a part is well."""
    return Finding(part, well=True, says=says)


def problem(part: str, says: str, mend: str = "") -> Finding:
    """Report what is wrong with a part and how to mend it."""
    return Finding(part, well=False, says=says, mend=mend)


def first_line(error: Exception) -> str:
    """Say in one line what an error says, by the name of the setting where it is about one."""
    if hasattr(error, "errors"):
        first = error.errors()[0]
        name = f"VOUCHERBOT_{str(first['loc'][0]).upper()}" if first["loc"] else "a setting"
        return f"{name}: {str(first['msg']).removeprefix('Value error, ')}"
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
