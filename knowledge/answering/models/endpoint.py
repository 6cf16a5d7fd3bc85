"""Where a language model is reached, as the settings say."""

from dataclasses import dataclass, field
from typing import Literal

Output = Literal["", "json_schema", "function_calling", "json_mode"]
"""How a model is held to JSON; empty leaves it to the provider's own way."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model, its address and key, and how long it may take.

    `first_s` is the longest wait for the first piece and between two, `total_s` for everything together.
    """

    model: str
    base_url: str = ""
    key: str = field(default="", repr=False)
    output: Output = ""
    first_s: float = 10.0
    total_s: float = 20.0

    @property
    def provider(self) -> str:
        """The provider, in front of the colon."""
        return self.model.partition(":")[0]
