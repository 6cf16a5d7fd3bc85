"""What an action comes to when it can't be done: a value, never an exception."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refused:
    """An action that was not done, and why. `reason` names the sentence, `values` fill it in.

    `hidden` is set where even the reason would tell an outsider something: they hear what they would hear
    of an application that does not exist, and the log keeps the reason.
    """

    reason: str
    values: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
