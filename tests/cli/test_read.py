"""`voucherbot read`: what is read in one message or many."""

import json

from tests.cli.running import Voucherbot

KEYS = {"id", "language", "acts", "slots", "facts", "ranges", "not", "unknown", "ask", "places", "programmes", "outside", "unread"}  # fmt: skip


def test_a_reading_as_json_has_the_agreed_form(voucherbot: Voucherbot) -> None:
    ended = voucherbot(
        "read", "We are a startup in Shenzhen, not in Nanshan", "--json", "--as-of", "2026-11-30"
    )
    assert (ended.code, ended.err) == (0, "")
    assert set(ended.json) == KEYS
    assert ended.json["facts"]["registered_region"] == "440300"
    assert ended.json["not"]["registered_region"] == ["440305"]


def test_a_batch_answers_every_line_and_says_what_is_wrong_with_one(voucherbot: Voucherbot) -> None:
    lines = [
        json.dumps({"id": "a", "text": "180万", "asked": "contract_amount_cny", "as_of": "2026-11-30"}),
        "no JSON",
        json.dumps({"id": "b", "text": "x", "asked": "colour"}),
        json.dumps({"id": "c", "txt": "x"}),
        json.dumps({"id": "d", "text": ""}),
    ]
    ended = voucherbot("read", "--batch", text="".join(line + "\n" for line in lines))
    first, *wrong, last = ended.lines
    assert (ended.code, first["id"], first["facts"]) == (0, "a", {"contract_amount_cny": "1800000"})
    assert all(set(line) == {"id", "error"} for line in wrong)
    assert (last["id"], last["facts"]) == ("d", {})


def test_wrong_usage_is_one_sentence(voucherbot: Voucherbot) -> None:
    assert "message" in voucherbot("read").says_one_sentence(2)
    assert "colour" in voucherbot("read", "x", "--asked", "colour").says_one_sentence(2)
    assert "date" in voucherbot("read", "x", "--as-of", "soon").says_one_sentence(2)
    assert "leave" in voucherbot("read", "x", "--batch").says_one_sentence(2)
