"""`voucherbot` explains itself, and says what is wrong in one sentence."""

import time

import pytest

from tests.cli.running import Voucherbot

COMMANDS = [
    "run",
    "chat",
    "serve",
    "ask",
    "precheck",
    "knowledge",
    "applications",
    "staff",
    "backup",
    "restore",
    "doctor",
]


def test_help_lists_every_command_and_starts_at_once(fresh: Voucherbot) -> None:
    fresh("--help")
    started = time.perf_counter()
    ended = fresh("--help")
    assert time.perf_counter() - started < 1.5
    assert ended.code == 0
    for command in COMMANDS:
        assert f"\n  {command}" in ended.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(fresh: Voucherbot, command: str) -> None:
    ended = fresh(command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f"Usage: voucherbot {command}" in ended.out


def test_help_writes_nothing(fresh: Voucherbot) -> None:
    fresh("ask", "--help")
    assert not fresh.data_dir.exists()


def test_an_unknown_command_is_wrong_usage(fresh: Voucherbot) -> None:
    assert "frobnicate" in fresh("frobnicate").says_one_sentence(2)


def test_an_unknown_option_is_wrong_usage(fresh: Voucherbot) -> None:
    assert "--frobnicate" in fresh("ask", "--frobnicate").says_one_sentence(2)


def test_a_wrong_setting_is_named(fresh: Voucherbot) -> None:
    said = fresh("ask", "How much does Qingyang pay?", timezone="Mars/Olympus").says_one_sentence(1)
    assert "VOUCHERBOT_TIMEZONE" in said


def test_a_data_folder_that_cannot_be_made_is_named(fresh: Voucherbot) -> None:
    fresh.data_dir.write_text("a file, not a folder")
    assert "data" in fresh("ask", "How much does Qingyang pay?").says_one_sentence(1)


def test_serving_without_a_token_is_refused(fresh: Voucherbot) -> None:
    assert "VOUCHERBOT_TELEGRAM_TOKEN" in fresh("serve").says_one_sentence(1)
