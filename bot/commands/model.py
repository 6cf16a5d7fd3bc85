"""`voucherbot model`: what the language model has used, and the switch that turns it off."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.commands.ending import WrongUsageError
from bot.commands.options import As, Json, Reason, print_json
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.store.model_use import ModelUse, Switch

commands = typer.Typer(
    help="The language model: what it has used, and the switch that turns it off.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
Result = TypeVar("Result")
Channel = Annotated[str, typer.Option("--channel", help="telegram, terminal, or all.")]
_CHANNELS = ("all", "telegram", "terminal")


@commands.command()
def status(*, as_json: Json = False) -> None:
    """Show the model, where it is on, what it has used today, and who turned the switch."""
    settings = Settings()

    async def look(use: "ModelUse") -> dict[str, Any]:
        from bot.app.model_desk import cost_cny

        used = await use.used(datetime.now(settings.zone).date().isoformat())
        return {
            "model": settings.llm_model or None,
            "on": {channel: await use.is_on(channel) for channel in _CHANNELS[1:]},
            "today": {"calls": used.calls, "tokens_in": used.tokens_in, "tokens_out": used.tokens_out},
            "cost_cny": str(cost_cny(used, settings)),
            "switches": [_plain(switch) for switch in await use.switches()],
        }

    found = _with_store(settings, look)
    if as_json:
        print_json(found)
        return
    typer.echo(f"model: {found['model'] or 'none is set; answers are quoted'}")
    for name in ("on", "today"):
        typer.echo(f"{name}: " + ", ".join(f"{key} {_word(value)}" for key, value in found[name].items()))
    typer.echo(f"cost: {found['cost_cny']} yuan")
    for it in found["switches"]:
        typer.echo(f"{it['at']}  {it['channel']} {_word(it['on'])}  {it['author']}: {it['reason']}")


@commands.command()
def off(reason: Reason, channel: Channel = "all", *, as_: As = None) -> None:
    """Switch the model off; from the next question on, answers are quoted."""
    _turn(channel, as_, reason, is_on=False)


@commands.command()
def on(reason: Reason, channel: Channel = "all", *, as_: As = None) -> None:
    """Switch the model on again."""
    _turn(channel, as_, reason, is_on=True)


def _turn(channel: str, as_: str | None, reason: str, *, is_on: bool) -> None:
    if channel not in _CHANNELS:
        raise WrongUsageError(f"The channel {channel!r} is none of {', '.join(_CHANNELS)}.")
    if not reason.strip():
        raise WrongUsageError("A reason is needed; it is kept with your name.")
    author = as_ or getpass.getuser()

    async def turn(use: "ModelUse") -> "Switch":
        return await use.switch(channel, author, reason.strip(), is_on=is_on)

    _with_store(Settings(), turn)
    typer.echo(f"The language model is {'on' if is_on else 'off'} in {channel}: {reason.strip()} ({author})")


def _word(value: object) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def _plain(switch: "Switch") -> dict[str, Any]:
    at = switch.at.isoformat(timespec="seconds")
    return {
        "at": at,
        "channel": switch.channel,
        "on": switch.is_on,
        "author": switch.author,
        "reason": switch.reason,
    }


def _with_store(settings: Settings, work: "Callable[[ModelUse], Awaitable[Result]]") -> Result:
    from bot.store import open_store
    from bot.store.clock import now
    from bot.store.model_use import ModelUse

    async def run() -> Result:
        async with open_store(settings.database) as store:
            return await work(ModelUse(store.database, now))

    return asyncio.run(run())
