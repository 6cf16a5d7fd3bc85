"""Staff change a document, see what it does, publish it, and undo it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.library.faults import Fault
from knowledge.library.ledger import PublishingError
from knowledge.library.lexical import WordIndex
from knowledge.library.postings import JoinedWords, Postings
from knowledge.library.releases import Releases
from knowledge.upkeep.publishing import Held, Published, Publisher
from tests.upkeep.conftest import open_desk, open_releases
from tests.upkeep.library import CountingEmbedder, document, library, with_rate


def test_nothing_changed_publishes_nothing(publisher: Publisher) -> None:
    assert publisher.publish("ann", "again") is None


def test_a_changed_figure_is_shown_from_and_to_and_served_after_the_publish(publisher: Publisher) -> None:
    publisher.desk.accept(with_rate(library()[2], 35))
    done = publisher.publish("ann", "new rate")
    assert isinstance(done, Published)
    assert done.preview is not None
    (change,) = done.preview.documents
    (clause,) = change.clauses
    assert (change.how, clause.heading, clause.how) == ("reworded", "Amount", "reworded")
    assert clause.statements[0].figures == (("30%", "35%"),)
    serving = publisher.releases.current()
    assert serving is not None
    assert "35%" in serving.by_key["440300-voucher/zh"].clauses[2].text
    best = serving.retriever.search("深圳算力券按合同金额的多少给予支持", 1, language="zh")[0]
    assert "35%" in best.passage.text


def test_only_what_changed_is_embedded(publisher: Publisher) -> None:
    embedder = publisher.releases.embedder
    assert isinstance(embedder, CountingEmbedder)
    embedder.embedded.clear()
    publisher.desk.accept(with_rate(library()[2], 35))
    publisher.publish("ann", "new rate")
    assert embedder.embedded
    assert all("35%" in text for text in embedder.embedded)


def test_a_golden_question_that_becomes_wrong_holds_the_publish(publisher: Publisher) -> None:
    before = publisher.releases.current_id()
    publisher.desk.accept(with_rate(library()[0], 45))
    held = publisher.publish("ann", "typo")
    assert isinstance(held, Held)
    assert "qingyang-rate" in held.reasons[0]
    assert publisher.releases.current_id() == before
    assert not isinstance(publisher.publish("ann", "typo", {"qingyang-rate": " "}), Published)
    done = publisher.publish(
        "ann", "new rules", {"qingyang-rate": "the rate was raised, the question follows"}
    )
    assert isinstance(done, Published)
    assert publisher.releases.ledger.history()[0].exceptions == (
        "qingyang-rate: the rate was raised, the question follows",
    )


def test_a_failed_check_holds_the_publish(publisher: Publisher) -> None:
    publisher.check = lambda documents, known: [
        Fault("new.zh.md", 1, f"{len(documents)} of {len(known)} documents are wrong.")
    ]
    publisher.desk.accept(document("new", name="兰州算力券", place="620100"))
    held = publisher.publish("ann", "new")
    assert isinstance(held, Held)
    assert held.reasons == ("new.zh.md, line 1: 1 of 7 documents are wrong.",)


def test_rollback_serves_the_release_before_and_history_tells_who_and_why(publisher: Publisher) -> None:
    first = publisher.releases.current_id()
    publisher.desk.accept(with_rate(library()[2], 35))
    publisher.publish("ann", "new rate")
    publisher.rollback("bob", "a slip")
    assert publisher.releases.current_id() == first
    line = publisher.releases.ledger.history()[0]
    assert (line.action, line.author, line.reason, line.release) == ("rollback", "bob", "a slip", first)
    again = publisher.publish("ann", "now right")
    assert isinstance(again, Published)


def test_rollback_twice_goes_back_twice(publisher: Publisher) -> None:
    first = publisher.releases.current_id()
    for rate in (35, 36):
        publisher.desk.accept(with_rate(library()[2], rate))
        publisher.publish("ann", f"rate {rate}")
    publisher.rollback("bob", "once")
    publisher.rollback("bob", "twice")
    assert publisher.releases.current_id() == first
    with pytest.raises(PublishingError, match="no release before"):
        publisher.rollback("bob", "thrice")


def test_a_withdrawn_document_leaves_the_next_release(publisher: Publisher) -> None:
    publisher.desk.withdraw("310000-voucher", "ann", publisher.now(), "it never applied")
    publisher.publish("ann", "withdrawn")
    serving = publisher.releases.current()
    assert serving is not None
    assert "310000-voucher/zh" not in serving.by_key
    hits = serving.retriever.search("上海算力券每家最高多少万元", 20, language="zh")
    assert all(hit.passage.document != "310000-voucher" for hit in hits)
    publisher.desk.restore("310000-voucher")
    publisher.publish("ann", "back")
    back = publisher.releases.current()
    assert back is not None
    assert "310000-voucher/zh" in back.by_key


def test_a_document_that_another_machine_published_is_kept(
    tmp_path: Path, database_url: str, make_publisher: Callable[[str], Publisher]
) -> None:
    one = make_publisher(database_url)
    one.desk.accept(document("lanzhou", name="兰州算力券", place="620100"))
    one.publish("ann", "new")
    two = Publisher(
        open_releases(tmp_path / "other", database_url),
        open_desk(tmp_path / "other", database_url, one.desk.bundled),
        one.now,
        golden=one.golden,
    )
    two.desk.accept(with_rate(library()[2], 35))
    assert isinstance(two.publish("bob", "rate"), Published)
    serving = one.releases.current()
    assert serving is not None
    assert "lanzhou/zh" in serving.by_key
    assert "35%" in serving.by_key["440300-voucher/zh"].clauses[2].text


def test_a_second_person_confirms_where_that_is_asked(publisher: Publisher) -> None:
    before = publisher.releases.current_id()
    publisher.needs_two = True
    publisher.desk.accept(with_rate(library()[2], 35))
    held = publisher.publish("ann", "new rate")
    assert isinstance(held, Held)
    assert held.awaits_confirmation
    assert publisher.releases.current_id() == before
    release = held.preview.release.id
    with pytest.raises(PublishingError, match="second person"):
        publisher.confirm(release, "ann")
    publisher.confirm(release, "bob")
    assert publisher.releases.current_id() == release
    assert publisher.releases.ledger.history()[0].confirmed_by == "bob"


def test_a_document_that_replaces_another_is_linked_to_it(publisher: Publisher) -> None:
    newer = replace(document("new", rate=40, name="庆阳新算力券"), supersedes=("621000-voucher",))
    publisher.desk.accept(newer, library())
    changes = publisher.changes()
    linked = next(d for d in changes.changed if d.id == "621000-voucher")
    assert (linked.superseded_by, linked.status) == ("new", "superseded")


def test_words_of_segments_score_as_one_index_does() -> None:
    texts = [clause.text for each in library() for clause in each.clauses]
    whole = WordIndex(texts)
    first, rest = Postings.of(texts[:5]), Postings.of(texts[5:])
    joined = JoinedWords([(first, np.arange(5)), (rest, np.arange(5, len(texts)))])
    for question in ("深圳算力券最高多少万元", "算力券 算力券 支持", "nothing shared"):
        assert np.allclose(whole.scores(question), joined.scores(question), atol=1e-5)


def test_rebuilding_from_sql_answers_the_same_without_embedding(
    make_publisher: Callable[[str], Publisher], database_url: str, tmp_path: Path
) -> None:
    desk = make_publisher(database_url)
    desk.desk.accept(with_rate(library()[2], 35))
    desk.publish("ann", "rate")
    elsewhere = open_releases(tmp_path / "elsewhere", database_url)
    serving, other = desk.releases.current(), elsewhere.current()
    assert serving is not None
    assert other is not None
    found = [
        [
            (hit.passage.id, round(hit.score, 4))
            for hit in release.retriever.search("深圳算力券支持多少", 5, language="zh")
        ]
        for release in (serving, other)
    ]
    assert found[0] == found[1]
    assert isinstance(elsewhere.embedder, CountingEmbedder)
    assert elsewhere.embedder.embedded == []
    assert elsewhere.rebuild() is not None


def test_old_releases_are_dropped_and_what_serves_is_kept(releases: Releases, publisher: Publisher) -> None:
    publisher.keep = 3
    for rate in range(41, 47):
        publisher.desk.accept(with_rate(library()[2], rate))
        publisher.publish("ann", str(rate))
    assert len(releases.ledger.releases()) == 3
    used = {use.id for name in releases.ledger.releases() for use in releases.manifest(name).segments}
    assert {path.name for path in releases.storehouse.folder.iterdir()} == used
    assert all(any(name in collection for name in used) for collection in releases.chroma.names())


def test_answers_that_another_version_of_the_program_gave_are_asked_again(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.desk.accept(with_rate(library()[2], 35))
    publisher.look("ann")
    folder = publisher.releases.root / "replies"
    kept = {path.name for path in folder.iterdir()}
    publisher.look("ann")
    assert {path.name for path in folder.iterdir()} == kept
    monkeypatch.setattr("knowledge.upkeep.effects.program", lambda: "newer")
    publisher.look("ann")
    assert {path.name for path in folder.iterdir()} - kept == {
        f"{name.rsplit('-', 1)[0]}-newer.json" for name in kept
    }
