"""What a sentence says must stand in what it cites; everything else is withheld."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.verifying import Sentence, Support, refuse, verify
from knowledge.clauses import Document
from knowledge.library.passages import passages
from knowledge.library.reading import bundled


def _support(identity: str, heading: str, number: int = 0) -> Support:
    document: Document = next(d for d in bundled() if d.id == identity and d.language == "en")
    passage = next(p for p in passages(document) if p.heading == heading)
    return Support(passage, passage.statements[number].text, document)


QINGYANG = _support("gansu-qingyang-compute-voucher-2024", "Amount", 1)
ALL = [
    (document, passage, statement)
    for document in bundled()
    for passage in passages(document)
    for statement in passage.statements
]


def test_a_quoted_sentence_is_proved() -> None:
    assert refuse(Sentence(f"{QINGYANG.quote} [1]", (1,)), {1: QINGYANG}) is None


def test_an_invented_figure_is_withheld() -> None:
    assert "no cited passage states" in (
        refuse(Sentence("Qingyang pays 80%. [1]", (1,)), {1: QINGYANG}) or ""
    )


def test_an_invented_date_is_withheld() -> None:
    assert refuse(Sentence("It closes on 2027-01-01. [1]", (1,)), {1: QINGYANG}) is not None


def test_an_authority_that_no_passage_names_is_withheld() -> None:
    sentence = Sentence("The Shanghai Finance Bureau pays it. [1]", (1,))
    assert "names" in (refuse(sentence, {1: QINGYANG}) or "")


def test_a_label_that_was_never_retrieved_takes_its_sentence_out() -> None:
    kept, refused = verify([Sentence("True. [7]", (7,))], {1: QINGYANG})
    assert kept == []
    assert "never retrieved" in refused[0].reason


def test_a_sentence_without_labels_may_not_state_a_figure() -> None:
    assert refuse(Sentence("You get 30%."), {1: QINGYANG}) is not None


def test_a_conversion_that_the_passage_bears_is_proved() -> None:
    cap = _support("gansu-qingyang-compute-voucher-2024", "Amount", 3)
    assert refuse(Sentence("最高200万元 [1]", (1,)), {1: cap}) is None


@given(st.sampled_from(ALL))
def test_every_statement_of_the_library_is_proved_by_its_own_passage(item: "object") -> None:
    assert isinstance(item, tuple)
    document, passage, statement = item
    support = Support(passage, statement.text, document)
    assert refuse(Sentence(statement.text, (1,)), {1: support}) is None


@given(st.sampled_from([item for item in ALL if any(c.isdigit() for c in item[2].text)]), st.data())
def test_a_changed_digit_in_a_quote_is_always_caught(item: "object", data: st.DataObject) -> None:
    assert isinstance(item, tuple)
    document, passage, statement = item
    text = statement.text
    place = data.draw(st.sampled_from([i for i, character in enumerate(text) if character.isdigit()]))
    changed = text[:place] + ("7" if text[place] != "7" else "8") + text[place + 1 :]
    assert refuse(Sentence("Said.", (1,)), {1: Support(passage, changed, document)}) is not None
