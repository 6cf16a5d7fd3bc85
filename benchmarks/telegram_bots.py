"""The bots that are measured, each a process: `python -m benchmarks.telegram_bots NAME` with the address in the environment.

All echo a text; a text that begins with `slow` takes 100 ms.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.dialogue.conversation import Conversation
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.session import Turn
from bot.settings import Settings
from bot.store import Store, open_store

if TYPE_CHECKING:
    from aiohttp import web

TOKEN = os.environ.get("BENCH_TOKEN", "")
BASE_URL = os.environ.get("BENCH_BASE_URL", "")
WEBHOOK_PORT = int(os.environ.get("BENCH_WEBHOOK_PORT", "0"))
WEBHOOK_URL = f"http://127.0.0.1:{WEBHOOK_PORT}/telegram" if WEBHOOK_PORT else ""
SECRET = "benchmark"  # a secret between two processes of this machine
SLOW_S = 0.1


async def pause(text: str | None) -> None:
    if (text or "").startswith("slow"):
        await asyncio.sleep(SLOW_S)


class Echo:
    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply]:
        await pause(incoming.text)
        turn.session.notes["seen"] = turn.session.notes.get("seen", 0) + 1
        return [Reply(incoming.text or "")]


@dataclass(frozen=True)
class App:
    conversation: Conversation
    store: Store
    jobs: Sequence[asyncio.Task[None]] = ()


@asynccontextmanager
async def open_app(settings: Settings) -> AsyncIterator[App]:
    async with open_store(settings.database) as store:
        yield App(Conversation(store, [Echo()]), store)


def ours() -> None:
    """The whole channel: durable inbox and outbox, sessions, keyboards."""
    from bot.channels.telegram.limits import Limits
    from bot.commands.serve import run

    limits = Limits(messages_per_second=100_000, chat_interval_s=0, messages_per_minute=100_000)
    settings = Settings(
        telegram_token=SecretStr(TOKEN),
        telegram_base_url=f"{BASE_URL}/bot",
        telegram_base_file_url=f"{BASE_URL}/file/bot",
        webhook_url=WEBHOOK_URL,
        webhook_secret=SecretStr(SECRET),
        webhook_listen=f"127.0.0.1:{WEBHOOK_PORT}",
        database_url=os.environ["BENCH_DATABASE_URL"],
    )
    run(settings, open_app, limits)


def python_telegram_bot() -> None:
    """A plain echo as its documentation writes it: memory only, one update after another.

    Its webhook is served by aiohttp, as its example of a custom webhook does with another server.
    """
    from aiohttp import web
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            await pause(update.message.text)
            await update.message.reply_text(update.message.text or "")

    builder = Application.builder().token(TOKEN).base_url(f"{BASE_URL}/bot")
    application = (builder.updater(None) if WEBHOOK_PORT else builder).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    if not WEBHOOK_PORT:
        application.run_polling()
        return

    async def receive(request: web.Request) -> web.Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    async def main() -> None:
        async with application:
            await application.start()
            await _listen(receive)
            await application.bot.set_webhook(WEBHOOK_URL, secret_token=SECRET)
            await asyncio.Event().wait()

    asyncio.run(main())


async def _listen(receive: "Callable[[web.Request], Awaitable[web.Response]]") -> None:
    from aiohttp import web

    application = web.Application()
    application.router.add_post("/telegram", receive)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", WEBHOOK_PORT).start()


def aiogram() -> None:
    """A plain echo as its documentation writes it: memory only, updates handled as tasks."""
    from aiogram import Bot, Dispatcher, types
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
    from aiohttp import web

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: types.Message) -> None:
        await pause(message.text)
        await message.answer(message.text or "")

    async def main() -> None:
        bot = Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(BASE_URL)))
        if not WEBHOOK_PORT:
            await dispatcher.start_polling(bot)
            return
        application = web.Application()
        SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(application, path="/telegram")
        setup_application(application, dispatcher, bot=bot)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", WEBHOOK_PORT).start()
        await bot.set_webhook(WEBHOOK_URL, secret_token=SECRET)
        await asyncio.Event().wait()

    asyncio.run(main())


BOTS = {"voucherbot": ours, "aiogram": aiogram, "python-telegram-bot": python_telegram_bot}

if __name__ == "__main__":
    BOTS[sys.argv[1]]()
