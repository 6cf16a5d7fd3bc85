"""How the Bot API says no."""

from typing import Any, Literal, TypeAlias

Json: TypeAlias = dict[str, Any]
Breach = Literal["method", "parameters", "entities", "markup", "length", "unsupported"]


class Refusal(Exception):  # noqa: N818 - the server's word, not a failure of the server
    """An answer that is not ok. `breach` says that the request itself was wrong, whatever the circumstances."""

    def __init__(
        self,
        status: int,
        description: str,
        *,
        parameters: Json | None = None,
        breach: Breach | None = None,
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters
        self.breach = breach

    @property
    def body(self) -> Json:
        """The answer as Telegram writes it."""
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(description: str, breach: Breach | None = None) -> Refusal:
    """A 400 with Telegram's prefix."""
    return Refusal(400, f"Bad Request: {description}", breach=breach)


def forbidden(description: str) -> Refusal:
    """A 403 with Telegram's prefix."""
    return Refusal(403, f"Forbidden: {description}")


def conflict(description: str) -> Refusal:
    """A 409 with Telegram's prefix."""
    return Refusal(409, f"Conflict: {description}")


def too_many_requests(retry_after_s: int) -> Refusal:
    """A 429 that names the seconds to wait."""
    return Refusal(
        429,
        f"Too Many Requests: retry after {retry_after_s}",
        parameters={"retry_after": retry_after_s},
    )
