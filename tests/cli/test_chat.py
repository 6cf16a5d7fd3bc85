"""`voucherbot chat` through a pipe, and at a keyboard."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.channels.terminal.columns import width, wrap
from tests.cli.running import ROOT, Voucherbot


def replies(out: str) -> list[str]:
    return [block for block in out.split("\n\n") if block]


def test_a_pipe_gets_one_block_a_reply_and_no_prompt(voucherbot: Voucherbot) -> None:
    lines = ["What is the cap?", "7", "", "庆阳算力券最高多少？", "/quit", "never said"]
    ended = voucherbot("chat", "--as", "pipe", text="\n".join(lines))
    assert (ended.code, ended.err) == (0, "")
    said = replies(ended.out)
    assert len(said) == 3
    assert "\n  7. Qingyang" in said[0]
    assert "2,000,000" in said[1]
    assert "200万元" in said[2]
    assert "\n依据\n[1] " in said[2]
    assert "\x1b" not in ended.out
    assert "›" not in ended.out


def test_the_language_can_be_chosen_at_the_start(fresh: Voucherbot) -> None:
    assert "Ask in your own words" in fresh("chat", "--language", "en", text="/help\n").out
    assert "直接用自己的话提问" in fresh("chat", "--language", "zh", text="/help\n").out
    assert "fr" in fresh("chat", "--language", "fr").says_one_sentence(2)


def test_a_conversation_goes_on_in_the_next_process(voucherbot: Voucherbot, built_data_dir: Path) -> None:
    voucherbot("chat", "--as", "keeper", text="庆阳算力券最高多少？\n")
    assert "庆阳算力券最高多少" in voucherbot("chat", "--as", "keeper", text="/sources\n").out
    assert "还没有" in voucherbot("chat", "--as", "other", text="/sources\n").out


def test_a_file_that_is_not_there_is_told(fresh: Voucherbot) -> None:
    ended = fresh("chat", "--language", "en", text="/file /nowhere/a.pdf\n/file\n")
    assert "/nowhere/a.pdf" in ended.out
    assert "Write /file" in ended.out


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
def test_a_person_gets_a_prompt_and_colours_unless_they_want_none(fresh: Voucherbot) -> None:
    coloured = at_keyboard(fresh, ["/language", "/quit"], {})
    assert "› " in coloured
    assert "\x1b[36m1.\x1b[0m 中文" in coloured
    plain = at_keyboard(fresh, ["/language", "/quit"], {"NO_COLOR": "1"})
    assert "1. 中文" in plain
    assert "\x1b[36m" not in plain


def at_keyboard(voucherbot: Voucherbot, typed: list[str], settings: dict[str, str]) -> str:
    """Type lines at a pseudo-terminal, each when the prompt stands there; return what was seen."""
    ours, theirs = pty.openpty()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm",
        "HOME": str(voucherbot.cwd),
    }
    environment |= {"VOUCHERBOT_DATA_DIR": str(voucherbot.data_dir), **settings}
    command = [sys.executable, "-m", "bot", "chat"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=voucherbot.cwd
    ) as process:
        os.close(theirs)
        seen = ""
        for line in typed:
            seen += _read_until(ours, "› ")
            os.write(ours, f"{line}\n".encode())
        seen += _read_until(ours, "再见。")
        assert process.wait(60) == 0
    os.close(ours)
    return seen


def _read_until(descriptor: int, wanted: str) -> str:
    seen, until = b"", time.monotonic() + 60
    while wanted not in seen.decode("utf-8", "ignore") and time.monotonic() < until:
        if select.select([descriptor], [], [], 1)[0]:
            seen += os.read(descriptor, 4096)
    return seen.decode("utf-8", "ignore")


def test_chinese_lines_fit_their_columns_and_never_begin_with_punctuation() -> None:
    text = "深圳训力券对初创企业最高支持服务合同金额的60%，其他企业不超过50%；年度累计上限为1000万元。 [1]"
    lines = list(wrap(text, 24))
    assert all(width(line) <= 26 for line in lines)
    assert not any(re.match("[，。；！？、]", line) for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_english_lines_break_at_spaces_and_a_long_address_stays_whole() -> None:
    address = "https://example.gov.cn/" + "a" * 60
    lines = list(wrap(f"The voucher pays 30% of the contract fee, see {address} for more", 30, "  "))
    assert f"  {address}" in lines
    assert lines[0] == "The voucher pays 30% of the"
    assert list(wrap("short", 30)) == ["short"]
