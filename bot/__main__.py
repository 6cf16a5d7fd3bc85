"""The command line `voucherbot`. Each command's module is imported when the command is run."""

import ctypes
import os
import platform
import sys

from bot.commands.ending import run
from bot.commands.lazy import Command, LazyGroup

_HELP = (
    "Answers, pre-checks and applications for China's computing vouchers (算力券), in Chinese and English."
)
_M_ARENA_MAX = -8  # glibc: malloc.h

_COMMANDS = {
    "run": Command(
        "bot.commands.chat", "run", "The bot: on Telegram if a token is set, else in the terminal."
    ),
    "chat": Command(
        "bot.commands.chat", "chat", "The whole conversation in the terminal, or through a pipe."
    ),
    "serve": Command("bot.commands.serve", "serve", "The Telegram bot."),
    "ask": Command("bot.commands.ask", "ask", "One question, one cited answer."),
    "read": Command("bot.commands.read", "read", "What the bot reads in a message, without answering it."),
    "precheck": Command("bot.commands.precheck", "precheck", "Verdicts for a set of facts."),
    "knowledge": Command("bot.commands.knowledge", "commands", "The staff desk for the knowledge base."),
    "applications": Command("bot.commands.applications", "commands", "The staff desk for applications."),
    "staff": Command("bot.commands.staff", "commands", "Who is staff, and in which role."),
    "model": Command(
        "bot.commands.model", "commands", "The language model: its use, and the switch that turns it off."
    ),
    "backup": Command("bot.commands.backup", "backup", "Write everything that is stored into one archive."),
    "restore": Command("bot.commands.backup", "restore", "Bring a backup back into an empty database."),
    "held": Command("bot.commands.backup", "held", "Messages that a restore holds until somebody says so."),
    "doctor": Command("bot.commands.doctor", "doctor", "Check the configuration and every part it reaches."),
}


def main() -> None:
    """Run the command that was called and end the process with its exit code."""
    os.umask(0o077)  # what any command writes is for the user who runs it, whatever the shell would allow
    _settle_process()
    sys.exit(run(LazyGroup("voucherbot", _HELP, _COMMANDS), sys.argv[1:]))


def _settle_process() -> None:
    """Two settings that every part of the process shares and that must stand before numpy is imported."""
    # numpy's own threads go on spinning for some 20 ms after every product, on the cores that the next step needs.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # glibc gives each thread a heap of its own and keeps what is freed there; one heap serves them all.
    if "MALLOC_ARENA_MAX" not in os.environ and platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


if __name__ == "__main__":
    main()
