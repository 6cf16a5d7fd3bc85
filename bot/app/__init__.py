"""The only place that chooses implementations and wires them."""

from bot.app.library import Library
from bot.app.wiring import App, open_app

__all__ = ["App", "Library", "open_app"]
