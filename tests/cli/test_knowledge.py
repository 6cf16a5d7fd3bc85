"""`voucherbot knowledge` for those who look, and `voucherbot doctor`."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from tests.cli.running import Voucherbot


def test_status_tells_the_release_and_what_is_due(voucherbot: Voucherbot) -> None:
    ended = voucherbot("knowledge", "status", "--json")
    assert ended.code == 0
    status = ended.json
    assert status["release"]
    assert status["documents"] > 70
    assert set(status["passages"]) == {"zh", "en"}
    assert {"document", "says"} <= set(status["due"][0])


def test_status_before_the_first_release_builds_none(fresh: Voucherbot) -> None:
    ended = fresh("knowledge", "status", "--json")
    assert ended.code == 0
    assert ended.json["release"] is None


def test_the_documents_are_sound(fresh: Voucherbot) -> None:
    ended = fresh("knowledge", "check", "--json")
    assert (ended.code, ended.json["faults"]) == (0, [])


def test_search_finds_the_clause_in_both_languages(voucherbot: Voucherbot) -> None:
    ended = voucherbot(
        "knowledge", "search", "Qingyang voucher share of the contract fee", "--json", "--limit", "4"
    )
    assert ended.code == 0
    hits = ended.json["hits"]
    assert len(hits) == 4
    assert any(hit["document"].startswith("gansu-qingyang") for hit in hits)
    assert voucherbot("knowledge", "search", " ").code == 2
    assert "fr" in voucherbot("knowledge", "search", "x", "--language", "fr").says_one_sentence(2)


def test_a_document_is_shown_and_an_unknown_one_suggests_its_neighbour(voucherbot: Voucherbot) -> None:
    name = "gansu-qingyang-compute-voucher-2024"
    shown = voucherbot("knowledge", "show", name, "--language", "en", "--clause", "Amount", "--json").json
    assert [clause["heading"] for clause in shown["clauses"]] == ["Amount"]
    assert name in voucherbot("knowledge", "show", "gansu-qingyang-compute-voucher").says_one_sentence(1)


def test_golden_questions_of_one_kind_are_asked(voucherbot: Voucherbot) -> None:
    ended = voucherbot("knowledge", "evaluate", "--kind", "misuse", "--json")
    report = ended.json
    assert report["total"]["questions"] >= 3
    assert set(report["kinds"]) == {"misuse"}
    assert ended.code == (0 if report["total"]["right_share"] >= 0.95 else 1)
    assert "no-such" in voucherbot("knowledge", "evaluate", "--kind", "no-such").says_one_sentence(2)


def test_the_doctor_finds_a_working_bot_well(voucherbot: Voucherbot) -> None:
    ended = voucherbot("doctor", "--json")
    report = json.loads(ended.out)
    assert report["ok"], [check for check in report["checks"] if not check["ok"]]
    assert ended.code == 0
    parts = {check["part"] for check in report["checks"]}
    assert parts >= {
        "settings",
        "data folder",
        "file rights",
        "database",
        "embedding model",
        "knowledge",
        "Telegram",
        "language model",
    }


def test_the_doctor_names_what_is_wrong_and_how_to_mend_it(fresh: Voucherbot) -> None:
    ended = fresh(
        "doctor",
        telegram_tokn="typo",
        telegram_token="1:wrong",
        telegram_base_url="http://127.0.0.1:9/bot",
        database_url="postgresql://nobody@127.0.0.1:9/none",
    )
    assert ended.code == 1
    for part in ("VOUCHERBOT_TELEGRAM_TOKN", "PostgreSQL", "Bot API", "mend:"):
        assert part in ended.out
    assert "1:wrong" not in ended.out + ended.err


def test_the_doctor_asks_telegram_whose_token_it_is(fresh: Voucherbot) -> None:
    with bot_api() as address:
        ended = fresh("doctor", telegram_token="1:right", telegram_base_url=f"{address}/bot")
        assert "@voucher_test_bot" in ended.out
        ended = fresh("doctor", telegram_token="1:wrong", telegram_base_url=f"{address}/bot")
        assert "refused" in ended.out
        assert ended.code == 1


@contextmanager
def bot_api() -> Iterator[str]:
    """Answer getMe for one token."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/bot1:right/getMe"
            self.send_response(200 if known else 401)
            self.end_headers()
            self.wfile.write(json.dumps({"ok": known, "result": {"username": "voucher_test_bot"}}).encode())

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
