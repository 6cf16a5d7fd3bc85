"""The process that the crash test kills: one founder and one reviewer after the other, a fixed script each.

What has been said to somebody is written down. A message that was not answered is delivered again under the
same number, as channels do.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

from bot.store import Store, open_store
from tests.applications.samples import ANSWERS, code, pdf
from tests.applications.talking import Bot, Person

REVIEWER = "t:rita"
GRANT = "100.00"
STEPS = (
    "start", "company_name", "credit_code", "purpose", "provider", "period_start", "period_end",
    "requested_cny", "agree", "legal_representative", "contact_person", "phone", "email", "paper", "file",
    "submit", "claim", "grant",
)  # fmt: skip
_BUTTONS = {"purpose": "v:training", "agree": "agree", "paper": "paper:usual-contract", "submit": "submit"}
_STAFF = {"claim": "claim", "grant": f"amount:{GRANT}"}


def main(url: str, folder: str, log: str, first: int, last: int) -> None:
    """Work until killed, or until the last founder's application is decided."""
    asyncio.run(_work(url, Path(folder), Path(log), range(first, last)))


def acknowledged(log: Path) -> list[str]:
    """Read what has been answered; a line that was cut off does not count."""
    return [line for line in log.read_text().split("\n")[:-1] if line] if log.exists() else []


async def _work(url: str, folder: Path, log: Path, founders: range) -> None:
    done = set(acknowledged(log))
    async with open_store(url) as store:
        bot = Bot(store, folder)
        descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        for number in founders:
            async for step in _left(number, done):
                await _take(store, bot, number, step)
                os.write(descriptor, f"{number}:{step}\n".encode())


async def _left(number: int, done: set[str]) -> AsyncIterator[str]:
    for step in STEPS:
        if f"{number}:{step}" not in done:
            yield step


async def _take(store: Store, bot: Bot, number: int, step: str) -> None:
    founder, reviewer = Person(bot, f"terminal:founder{number}"), Person(bot, REVIEWER)
    update = f"{number}:{step}"
    if step == "start":
        await founder.deliver(update, choice="apply:gansu-qingyang-compute-voucher-2024", medium="choice")
        return
    async with store.take(founder.message("look", text="/status", medium="text")) as turn:
        id_ = (await turn.applications.of_person(founder.name))[0].id
    if step == "file":
        await founder.sends("contract.pdf", pdf(str(number)), update=update)
    elif step in _BUTTONS:
        await founder.deliver(update, choice=f"ap:{id_}:{_BUTTONS[step]}", medium="choice")
    elif step in _STAFF:
        await reviewer.deliver(update, choice=f"st:{id_}:{_STAFF[step]}", medium="choice")
    else:
        text = code(number) if step == "credit_code" else ANSWERS[step]
        await founder.deliver(update, text=text, medium="text")
