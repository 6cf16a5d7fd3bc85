"""The command line with a language model behind a real HTTP endpoint."""

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ROOT, Voucherbot
from tests.llm.openai_server import (
    Behave,
    Refuses,
    Says,
    Server,
    always,
    copies,
    data,
    passages,
    serve,
    written,
)


@contextmanager
def behaving(behave: Behave) -> Iterator[Server]:
    """Run the server in a thread of its own."""
    loop, ready, end = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    found: list[Server] = []

    async def run() -> None:
        async with serve(behave) as server:
            found.append(server)
            ready.set()
            await end.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    ready.wait()
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
        loop.close()


@pytest.fixture
def own(own_data_dir: Path, tmp_path: Path) -> Voucherbot:
    return Voucherbot(own_data_dir, tmp_path)


def test_a_question_is_answered_by_the_model(voucherbot: Voucherbot) -> None:
    with behaving(copies(1)) as server:
        ended = voucherbot(
            "ask", "How much does Nanning's computing voucher pay?", "--json",
            llm_model="openai:small", llm_writes="true", llm_base_url=server.url, llm_timeout_s="60",
            llm_silence_s="60",
        )  # fmt: skip
    assert ended.json["outcome"] == "answered"
    assert len(server.requests) == 1
    passage = server.requests[0]["messages"][-1]["content"]
    assert ended.json["citations"][0]["quote"] in passage
    assert "http" not in passage


def test_a_run_is_recorded_and_replayed_without_the_model(voucherbot: Voucherbot, tmp_path: Path) -> None:
    kind, record = ("--kind", "comparison", "--json"), str(tmp_path / "run.jsonl")
    with behaving(copies(3)) as server:
        live = voucherbot(
            "knowledge", "evaluate", "--model", "openai:small", "--record", record, *kind,
            llm_base_url=server.url, llm_timeout_s="60", llm_silence_s="60",
        )  # fmt: skip
    again = voucherbot("knowledge", "evaluate", "--replay", record, *kind)
    assert live.json["model"]["written"] > 0
    for part in ("total", "failures"):
        assert again.json[part] == live.json[part]
    assert again.json["model"]["written"] == live.json["model"]["written"]
    assert 0 < live.json["total"]["faithfulness"] <= 1


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (Refuses(401), "refuses the key"),
        (Refuses(404), "does not know the model"),
        (Says("Hello, how can I help?"), "does not keep to the form"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_the_model(
    fresh: Voucherbot, behaviour: Says | Refuses, said: str
) -> None:
    with behaving(always(behaviour)) as server:
        ended = fresh("doctor", "--json", llm_model="openai:small", llm_base_url=server.url)
    finding = next(row for row in ended.json["checks"] if row["part"] == "language model")
    assert not finding["ok"]
    assert said in finding["says"]
    assert finding["mend"]


@pytest.mark.parametrize(
    ("model", "said"),
    [("nonsense", "names no provider"), ("openai:gpt", "has no key"), ("martian:x", "provider")],
)
def test_the_doctor_says_what_is_wrong_with_the_settings(fresh: Voucherbot, model: str, said: str) -> None:
    ended = fresh("doctor", "--json", llm_model=model)
    finding = next(row for row in ended.json["checks"] if row["part"] == "language model")
    assert said in finding["says"]


def test_the_switch_keeps_author_and_reason_and_stops_the_model(own: Voucherbot) -> None:
    with behaving(copies(1)) as server:
        settings = {
            "llm_model": "openai:small",
            "llm_writes": "true",
            "llm_base_url": server.url,
            "llm_timeout_s": "60",
            "llm_silence_s": "60",
        }
        own("model", "off", "--channel", "terminal", "--reason", "figures looked wrong", "--as", "ann")
        own("chat", "--language", "en", text="How much does Nanning pay?\n", **settings)
        assert server.requests == []
        own("model", "on", "--channel", "terminal", "--reason", "checked", "--as", "bob")
        own("chat", "--language", "en", text="How much does Nanning pay?\n", **settings)
        assert len(server.requests) == 1
        status = own("model", "status", "--json", **settings).json
    assert [(it["author"], it["reason"], it["on"]) for it in status["switches"]] == [
        ("ann", "figures looked wrong", False),
        ("bob", "checked", True),
    ]
    assert status["today"]["calls"] == 1


@pytest.mark.parametrize(
    "limit",
    [
        {"llm_tokens_per_person": "10"},
        {"llm_tokens_per_day": "10"},
        {"llm_cny_per_day": "0.001", "llm_price_in_cny": "1000000"},
    ],
)
def test_over_a_limit_the_answers_are_quotes(own: Voucherbot, limit: dict[str, str]) -> None:
    with behaving(copies(1)) as server:
        ended = own(
            "chat", "--language", "en", text="How much does Nanning pay?\nHow much does Qingyang pay?\n",
            llm_model="openai:small", llm_writes="true", llm_base_url=server.url,
            llm_timeout_s="60", llm_silence_s="60", **limit,
        )  # fmt: skip
    assert len(server.requests) == 1
    assert ended.out.count("30%") >= 2


BENT = "The Qingyang computing voucher is valid for 12 years and every applicant is approved at once."


def _bends(request: dict[str, Any]) -> Says:
    """Copy a passage, so that it is proved, and put a sentence of its own beside it, whatever form is asked for."""
    told = [(text, [number]) for number, text in passages(request)[:1]]
    form = written(*told, (BENT, [1]), (BENT.replace("12", "20"), [2]))
    return Says(
        json.dumps({**json.loads(form), "places": [], "topics": ["rate"], "text": BENT, "answer": BENT})
    )


def _settings(server: Server) -> dict[str, str]:
    return {
        "llm_model": "openai:small",
        "llm_base_url": server.url,
        "llm_timeout_s": "60",
        "llm_silence_s": "60",
    }


QUESTIONS = (
    "How much does Qingyang pay?",
    "How long is the Qingyang voucher valid?",
    "庆阳算力券补多少？",
    "Tell me how that thing with the vouchers goes for us",
    "我们想了解一下有什么",
)


def test_by_default_no_sentence_of_a_model_reaches_a_founder(own: Voucherbot) -> None:
    lines = "".join(json.dumps({"id": f"q{n}", "question": it}) + "\n" for n, it in enumerate(QUESTIONS))
    with behaving(_bends) as server:
        told = own("ask", "--batch", text=lines, **_settings(server)).out
        told += own("ask", QUESTIONS[0], **_settings(server)).out
        told += own("chat", "--language", "en", text="\n".join(QUESTIONS) + "\n", **_settings(server)).out
        asked_to_write = [it for it in server.requests if "<passages>" in data(it)]
    quoted = own("ask", "--batch", text=lines).out
    assert quoted.count("30%") >= 2
    assert told.count("30%") >= 2
    assert "12 years" not in told
    assert "approved at once" not in told
    assert asked_to_write == []


def test_a_question_on_the_command_line_obeys_the_switch(own: Voucherbot) -> None:
    with behaving(copies(1)) as server:
        settings = {**_settings(server), "llm_writes": "true"}
        own("model", "off", "--channel", "terminal", "--reason", "figures looked wrong", "--as", "ann")
        assert "30%" in own("ask", QUESTIONS[0], **settings).out
        assert server.requests == []
        own("model", "on", "--channel", "terminal", "--reason", "checked", "--as", "ann")
        own("ask", QUESTIONS[0], **settings)
        status = own("model", "status", "--json", **settings).json
    assert len(server.requests) == status["today"]["calls"] == 1


@pytest.mark.parametrize("command", ["ask", "chat"])
def test_with_the_budget_spent_nothing_is_asked_of_the_model(own: Voucherbot, command: str) -> None:
    def ask(**settings: str) -> None:
        if command == "ask":
            own("ask", QUESTIONS[0], **settings)
        else:
            own("chat", "--language", "en", text=QUESTIONS[0] + "\n", **settings)

    with behaving(copies(1)) as server:
        settings = {**_settings(server), "llm_writes": "true"}
        ask(**settings)
        spent = len(server.requests)
        ask(**settings, llm_tokens_per_day="10")
        ask(**settings, llm_tokens_per_person="10")
    assert spent == len(server.requests) == 1


def test_the_doctor_keeps_the_name_and_password_of_an_address(fresh: Voucherbot) -> None:
    ended = fresh(
        "doctor", "--json", llm_model="openai:small", llm_api_key="sk-key",
        llm_base_url="http://ann:very-secret@127.0.0.1:9/v1",
    )  # fmt: skip
    finding = next(row for row in ended.json["checks"] if row["part"] == "language model")
    assert not finding["ok"]
    assert "127.0.0.1:9" in finding["says"]
    assert "very-secret" not in ended.out + ended.err


def test_nothing_of_langchain_is_imported_without_a_model(tmp_path: Path) -> None:
    code = (
        "import sys; from bot.settings import Settings; from bot.app.model_desk import writer_for;"
        "assert writer_for(Settings()) is None; print([name for name in sys.modules if name.startswith('langchain')])"
    )
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=tmp_path, env=environment, check=True
    )
    assert ended.stdout.decode().strip() == "[]"
