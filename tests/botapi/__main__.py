"""Run the server as its own process: `python -m tests.botapi [--port N] [--no-validation]`."""

import argparse
import asyncio
import json
import signal
import sys

from tests.botapi.control import Control
from tests.botapi.server import TOKEN, BotApi


async def serve(port: int, token: str, *, validate: bool) -> None:
    """Say on standard output where the server listens, and run until SIGTERM."""
    api = BotApi(token, validate=validate)
    Control(api)
    await api.start(port=port)
    sys.stdout.write(json.dumps({"url": api.url, "token": api.token}) + "\n")
    sys.stdout.flush()
    stopped = asyncio.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(wanted, stopped.set)
    await stopped.wait()
    await api.stop()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--no-validation", action="store_true")
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.token, validate=not given.no_validation))


if __name__ == "__main__":
    main()
