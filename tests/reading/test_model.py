"""The trained reading model: its weights belong to the data, and it reads what it never saw."""

from pathlib import Path

import pytest

from knowledge.reading.examples import data_hash, read_part
from knowledge.reading.measure import Read, read_all
from knowledge.reading.model import model

_WEIGHTS = Path("knowledge/reading/weights.npz")
_DOCS = Path("docs/reading.md")
_EACH = 5
"""Every fifth of the sealed messages is read here; `python -m knowledge.reading.measure` reads them all."""


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> list[Read]:
    return read_all(read_part("sealed")[::_EACH], tmp_path_factory.mktemp("vectors") / "vectors.npz")


def test_the_weights_belong_to_the_examples() -> None:
    assert model().data == data_hash(), "the examples have changed: run `make train`"


def test_the_weights_are_small() -> None:
    assert _WEIGHTS.stat().st_size < 5_000_000


def test_every_act_and_slot_is_explained() -> None:
    text = _DOCS.read_text(encoding="utf-8")
    missing = [name for name in (*model().acts, *model().slots) if f"`{name}`" not in text]
    assert not missing


def test_no_sealed_message_is_trained_on() -> None:
    trained = {each.text.casefold() for part in ("train", "choose") for each in read_part(part)}
    assert not [each.text for each in read_part("sealed") if each.text.casefold() in trained]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_message_asks_for_is_read_in_messages_never_seen(sealed: list[Read], language: str) -> None:
    asking = [each for each in sealed if each.example.language == language and each.example.slots]
    assert sum(each.slot_is_right() for each in asking) >= 0.87 * len(asking)
    assert sum(each.slot_is_right(2) for each in asking) >= 0.93 * len(asking)


def test_what_a_message_does_is_read_in_messages_never_seen(sealed: list[Read]) -> None:
    assert sum(each.act_is_right for each in sealed) >= 0.9 * len(sealed)


def test_ordinary_founders_are_hardly_ever_taken_for_misuse(sealed: list[Read]) -> None:
    ordinary = [each for each in sealed if "ask" in each.example.acts]
    assert sum(each.is_refused for each in ordinary) <= 0.02 * len(ordinary)
