"""`python -m benchmarks.telegram`: our bot beside aiogram's echo and python-telegram-bot's, in one run.

Each bot is a process of its own and so is the Bot API server; what is counted is the bot's processor time.
"""

import argparse
import asyncio
import os
import signal
import socket
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.telegram_bots import BOTS
from tests.botapi.remote import RemoteBotApi

_ROOT = Path(__file__).parents[1]
_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Figures:
    """What one bot came to in one mode. `answered` is the share of the burst that got an answer."""

    bot: str
    mode: str
    cpu_ms: float
    per_second: float
    answered: float
    p50_ms: float
    p95_ms: float
    slowest_of_60_ms: float

    @property
    def row(self) -> str:
        return (
            f"| {self.bot} | {self.mode} | {self.cpu_ms:.2f} | {self.per_second:.0f} | {self.answered:.0%} "
            f"| {self.p50_ms:.0f} | {self.p95_ms:.0f} | {self.slowest_of_60_ms:.0f} |"
        )


HEAD = (
    "| bot | mode | CPU ms an update | updates/s | answered | p50 ms at 50/s | p95 ms at 50/s "
    "| slowest of 60 at once, 100 ms each |\n|---|---|---|---|---|---|---|---|"
)


def cpu_s(pid: int) -> float:
    """Return the processor time that a process has used, its threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK_S


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def measure(bot: str, mode: str, updates: int, folder: Path) -> Figures:
    """Start a server and a bot, put load on them, and stop them."""
    async with RemoteBotApi(validate=False) as api:
        environment = os.environ | {
            "PYTHONPATH": str(_ROOT),
            "BENCH_TOKEN": api.token,
            "BENCH_BASE_URL": api.url,
            "BENCH_WEBHOOK_PORT": str(free_port() if mode == "webhook" else 0),
            "BENCH_DATABASE_URL": f"sqlite:///{folder}/{bot}-{mode}.sqlite",
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "benchmarks.telegram_bots",
            bot,
            env=environment,
            cwd=folder,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            return await _load(api, process.pid, bot, mode, updates)
        finally:
            process.send_signal(signal.SIGINT if bot != "voucherbot" else signal.SIGTERM)
            await process.wait()


async def _load(api: RemoteBotApi, pid: int, bot: str, mode: str, updates: int) -> Figures:
    await api.call("load", updates=_PEOPLE, people=_PEOPLE)  # the warm-up
    before = cpu_s(pid)
    burst: dict[str, Any] = await api.call("load", updates=updates, people=_PEOPLE)
    used_s = cpu_s(pid) - before
    steady = await api.call("load", updates=500, people=_PEOPLE, rate_per_s=50.0)
    slow = await api.call("load", updates=60, people=60, text="slow 0.1")
    return Figures(
        bot=bot,
        mode=mode,
        cpu_ms=used_s * 1000 / max(burst["answered"], 1),
        per_second=burst["per_second"],
        answered=burst["answered"] / updates,
        p50_ms=steady["p50_ms"],
        p95_ms=steady["p95_ms"],
        slowest_of_60_ms=slow["max_ms"],
    )


async def main() -> None:
    """Measure every bot in both modes and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.telegram", description=__doc__)
    parser.add_argument("--updates", type=int, default=3000)
    parser.add_argument("--only", choices=sorted(BOTS))
    given = parser.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="voucherbot-bench-") as folder:
        for mode in ("polling", "webhook"):
            for bot in [given.only] if given.only else BOTS:
                figures = await measure(bot, mode, given.updates, Path(folder))
                print(figures.row, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
