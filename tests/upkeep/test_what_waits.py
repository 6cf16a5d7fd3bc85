"""What waits is listed and can be taken back; what can't be published never gets in, and holds up nothing else."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from typer import Typer
from typer.testing import CliRunner

from bot.app import Library
from bot.commands import knowledge, knowledge_desk, knowledge_office
from knowledge.library.faults import DocumentError
from knowledge.library.ids import LONGEST, is_id
from knowledge.library.releases import Releases
from knowledge.upkeep.admission import faults_of
from knowledge.upkeep.dropping import look
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.intake import Intake
from knowledge.upkeep.pending import discard, waiting
from knowledge.upkeep.proposing import ANSWERABLE, AnswerError, Proposal
from knowledge.upkeep.publishing import Published, Publisher
from knowledge.upkeep.soundness import sound
from knowledge.upkeep.tray import Kind, Paper
from knowledge.upkeep.writing import file_name, read, write
from tests.upkeep.conftest import NOW
from tests.upkeep.library import TODAY, document, library, with_rate

commands = Typer()
knowledge_desk.register(commands)
TEXT = "兰州市算力券管理办法\n第一条 兰州算力券按合同金额的30%给予支持。\n第二条 每家最高100万元。\n"
ONE_LINE = "Some text"


@pytest.fixture
def cli(
    publisher: Publisher, releases: Releases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CliRunner:
    """The commands on a small library, its embedder in place of the bundled one."""
    monkeypatch.setenv("VOUCHERBOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(knowledge_office.KnowledgeOffice, "releases", releases)
    monkeypatch.setattr(knowledge_office.KnowledgeOffice, "desk", publisher.desk)
    monkeypatch.setattr(Library, "releases", releases)
    monkeypatch.setattr("bot.app.tray.open_desk", lambda *_: publisher.desk)
    monkeypatch.setattr(knowledge_office, "sound", _staff_alone)
    monkeypatch.setattr("knowledge.upkeep.publishing.golden_folder", lambda: publisher.golden[0])
    return CliRunner()


def _staff_alone(documents: object, known: object, desk: Desk) -> list[object]:
    """Check what staff took in as it is checked, and leave the small library, which has no facts, in peace."""
    own = {name.rsplit(".", 2)[0] for name in desk.taken_in()}
    return [fault for fault in sound(documents, known, desk) if fault.path.rsplit(".", 2)[0] in own]  # type: ignore[arg-type]


def waits(cli: CliRunner) -> list[tuple[str, str, str]]:
    result = cli.invoke(knowledge.commands, ["status", "--json"])
    assert result.exit_code == 0, result.output
    return [(row["how"], row["id"], row["by"]) for row in json.loads(result.stdout)["waiting"]]


def _spoil(desk: Desk, name: str = "spoilt.zh.md", text: str = "---\nid: spoilt\n---\n") -> None:
    """Put a text into the tray past every check, as an older version could."""
    desk.tray.change([Paper("document", name, text, "old", NOW)])


def test_everything_that_waits_is_listed_and_taken_back(cli: CliRunner, publisher: Publisher) -> None:
    assert waits(cli) == []
    desk = publisher.desk
    desk.accept(document("lanzhou", name="兰州算力券", place="620100"), by="ann")
    desk.accept(with_rate(library()[2], 35), by="bob")
    desk.withdraw("310000-voucher", "cat", NOW, "it never applied")
    _spoil(desk)
    intake = Intake(publisher.releases, desk)
    draft = intake.keep(intake.propose(TEXT.encode(), "a.txt", TODAY), "dan")
    assert sorted(waits(cli)) == [
        ("added", "lanzhou", "ann"), ("changed", "440300-voucher", "bob"), ("draft", draft, "dan"),
        ("faulty", "spoilt", "old"), ("withdrawn", "310000-voucher", "cat"),
    ]  # fmt: skip
    shown = cli.invoke(knowledge.commands, ["status"]).stdout
    assert "waits: withdrawn 310000-voucher/zh by cat since 2026-11-23 10:00: it never applied" in shown
    assert "spoilt.zh.md, line" in shown
    for id_ in ("lanzhou", "440300-voucher", draft, "spoilt", "310000-voucher"):
        done = cli.invoke(commands, ["discard", id_])
        assert done.exit_code == 0, done.output
        assert id_ not in {id_ for _, id_, _ in waits(cli)}
        again = cli.invoke(commands, ["discard", id_])
        assert (again.exit_code, len(again.stderr.splitlines())) == (1, 1)
    assert waits(cli) == []
    assert publisher.publish("ann", "nothing") is None


def test_a_discarded_change_leaves_what_serves_as_it_is(publisher: Publisher) -> None:
    desk = publisher.desk
    newer = document("newer", name="庆阳新算力券", place="621000")
    desk.accept(with_rate(library()[2], 35))
    assert isinstance(publisher.publish("ann", "first"), Published)
    desk.accept(with_rate(library()[2], 40))
    from dataclasses import replace

    desk.accept(replace(newer, supersedes=("621000-voucher",)), library())
    for id_ in ("440300-voucher", "newer"):
        assert discard(desk, id_, publisher.changes(), publisher.releases.current())
    assert not publisher.changes(), "not the bundled text either: 35% serves and stays"
    assert waiting(desk, publisher.changes(), publisher.releases.current()) == []


@pytest.mark.parametrize("where", ["first", "last"])
def test_a_spoilt_document_is_named_and_left_out_and_the_others_are_published(
    cli: CliRunner, publisher: Publisher, where: str
) -> None:
    _spoil(publisher.desk, "aa-spoilt.zh.md" if where == "first" else "zz-spoilt.zh.md")
    unsound = document("unsound", name="兰州算力券", place="999999")
    _spoil(publisher.desk, file_name(unsound), write(unsound))
    for number in range(4):
        publisher.desk.accept(document(f"fine-{number}", name=f"第{number}号券", place="620100"))
    shown = cli.invoke(commands, ["diff"])
    assert "spoilt.zh.md" in shown.stdout
    done = cli.invoke(commands, ["publish", "--reason", "four", "--json"])
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)["left_out"]) == done.stderr.strip().count("\n") + 1
    assert "spoilt.zh.md" in done.stderr
    assert "unsound.zh.md" in done.stderr
    serving = publisher.releases.current()
    assert serving is not None
    assert {f"fine-{number}/zh" for number in range(4)} <= set(serving.by_key)
    alone = cli.invoke(commands, ["publish", "--reason", "again"])
    assert alone.exit_code == 1, "nothing is left that can be published"
    assert "spoilt" in alone.stderr


def test_a_document_that_serves_and_is_spoilt_afterwards_goes_on_serving(publisher: Publisher) -> None:
    name = file_name(library()[2])
    publisher.desk.accept(with_rate(library()[2], 35))
    assert isinstance(publisher.publish("ann", "rate"), Published)
    _spoil(publisher.desk, name)
    publisher.desk.accept(document("lanzhou", name="兰州算力券", place="620100"))
    done = publisher.publish("ann", "new")
    assert isinstance(done, Published)
    assert len(done.preview.left_out) > 0
    serving = publisher.releases.current()
    assert serving is not None
    assert "440300-voucher/zh" in serving.by_key


@pytest.mark.parametrize("text", [ONE_LINE, "\ufeffOne heading", "# One heading\n"])
def test_a_document_without_clauses_never_gets_in(
    cli: CliRunner, publisher: Publisher, tmp_path: Path, text: str
) -> None:
    paper = tmp_path / "strict.txt"
    paper.write_text(text, encoding="utf-8")
    added = cli.invoke(commands, ["add", "--yes", str(paper)])
    assert added.exit_code == 1
    assert len(added.stderr.strip().splitlines()) == 1, added.stderr
    assert "Taken in" not in added.stdout
    assert not publisher.changes()
    drop = publisher.desk.drop
    drop.mkdir(parents=True)
    own = document("empty-one")
    (drop / "empty.md").write_text(write(own).split("##")[0], encoding="utf-8")
    (said,) = look(Intake(publisher.releases, publisher.desk), TODAY, None)  # type: ignore[arg-type]
    assert "there are no clauses" in said
    assert not publisher.changes()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--set", "status=foo"], "in_force, closed, superseded"),
        (["--set", "kind=law"], "programme, framework"),
        (["--set", "confidence=high"], "official, repost"),
        (["--set", "colour=red"], "There is no key 'colour'"),
        (["--set", "language=fr"], "There is no key 'language'"),
        (["--set", "title="], "title can't be empty"),
        (["--set", "issued=soon"], "issued is no date"),
        (["--set", "regions=999999"], "999999 is no code"),
        (["--set", "regions=atlantis"], "names no place"),
        (["--set", "supersedes=no-such-document"], "does not exist"),
        (["--set", "supersedes=../x"], "is no id"),
        (["--set", "in_force.from=2027-01-01", "--set", "in_force.until=2026-01-01"], "before it begins"),
        (["--set", "title"], "has no value"),
        (["--set", "title=a\0b"], "can't be shown"),
        (["--set", "other.txt:title=x"], "names none of the files"),
        (["--set", "id=../../evil"], "is no id"),
    ],
)
def test_what_is_set_is_checked_against_what_exists(
    cli: CliRunner, publisher: Publisher, tmp_path: Path, arguments: list[str], says: str
) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text(TEXT, encoding="utf-8")
    added = cli.invoke(commands, ["add", "--yes", str(paper), *arguments])
    assert added.exit_code == 1, added.output
    assert says in added.stderr
    assert len(added.stderr.strip().splitlines()) == 1
    assert not publisher.changes()


def test_of_several_files_each_answer_names_its_own(
    cli: CliRunner, publisher: Publisher, tmp_path: Path
) -> None:
    one, two = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text(TEXT, encoding="utf-8")
    two.write_text(TEXT.replace("兰州", "天水"), encoding="utf-8")
    refused = cli.invoke(commands, ["add", "--yes", str(one), str(two), "--set", "title=甲"])
    assert refused.exit_code == 1
    assert "FILE:KEY=VALUE" in refused.stderr
    assert not publisher.changes()
    given_ = ["--set", "a.txt:title=甲", "--set", f"{two}:title=乙", "--by", "ann"]
    done = cli.invoke(commands, ["add", "--yes", str(one), str(two), *given_])
    assert done.exit_code == 0, done.output
    assert sorted(each.title for each in publisher.changes().changed) == ["乙", "甲"]
    assert {paper.by for paper in publisher.desk.tray.papers("document")} == {"ann"}


@pytest.fixture
def proposal(publisher: Publisher) -> Proposal:
    """A document as it is proposed; the same for every example."""
    return Intake(publisher.releases, publisher.desk).propose(TEXT.encode(), "a.txt", TODAY)


VALUES = st.one_of(
    st.text(max_size=100),
    st.from_regex(r"[a-z0-9./\\-]{1,90}", fullmatch=True),
    st.sampled_from(["../../evil", "/etc/x", "a/b", "..", ".", "-", "none", "无", "CON", "foo\n", "A", "在", "",
                     "in_force", "superseded", "621000", "100000", "2026-01-01", "a\0b", "\udcff", "nul:x"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    answers=st.dictionaries(st.one_of(st.sampled_from(ANSWERABLE), st.text(max_size=20)), VALUES, max_size=4)
)
@example(answers={"id": "../../evil"})
@example(answers={"status": "superseded"})
@example(answers={"title": "---\n"})
def test_whatever_is_set_what_gets_in_can_be_read_back_and_published(
    publisher: Publisher, proposal: Proposal, answers: dict[str, str]
) -> None:
    desk = publisher.desk
    intake = Intake(publisher.releases, desk)
    before = set(desk.taken_in())
    refused = ""
    name = ""
    try:
        name = intake.accept(proposal.answered(answers, TODAY))
    except (AnswerError, DocumentError) as error:
        refused = str(error)
    assert bool(name) != bool(refused)
    if refused:
        assert len(refused.splitlines()) == 1
        assert set(desk.taken_in()) == before
        return
    assert is_id(name.rsplit(".", 2)[0])
    paper = desk.tray.paper("document", name)
    assert paper is not None
    taken = read(paper.body, name)
    served = publisher.releases.current()
    assert served is not None
    known = {each.id for each in served.documents}
    assert faults_of(taken, known) == []
    assert publisher.changes().faults == ()
    assert sound([taken], known | {taken.id}, desk) == []
    desk.tray.change(remove=[("document", name)])


IDS = st.one_of(st.text(max_size=120), st.from_regex(r"[a-z0-9A-Z./\\ -]{1,100}", fullmatch=True))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(id_=IDS)
@example(id_="../../evil")
@example(id_="a" * (LONGEST + 1))
@example(id_="a\n")
@example(id_="١")
def test_wherever_an_id_comes_in_nothing_is_written_outside(
    publisher: Publisher, proposal: Proposal, tmp_path: Path, id_: str
) -> None:
    desk, place = publisher.desk, tmp_path / "data"
    if is_id(id_.strip()):
        id_ = id_.strip()
        assert id_ == id_.lower()
        assert not set(id_) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
        return
    before = {path for path in tmp_path.rglob("*") if "voucherbot.sqlite" not in path.name}
    kinds: tuple[Kind, ...] = ("document", "withdrawal")
    papers = {kind: dict(desk.tray.digests(kind)) for kind in kinds}
    intake = Intake(publisher.releases, desk)
    with pytest.raises(AnswerError):
        proposal.answered({"id": id_}, TODAY)
    for refused in (
        lambda: desk.withdraw(id_, "ann", NOW, "x"),
        lambda: desk.restore(id_),
        lambda: discard(desk, id_, publisher.changes(), publisher.releases.current()),
    ):
        with pytest.raises(ValueError, match="no id"):
            refused()
    with pytest.raises(DocumentError):
        desk.accept(document(id_))
    front = write(document("front-matter")).replace("id: front-matter", f"id: {json.dumps(id_)}", 1)
    with pytest.raises(DocumentError):
        intake.propose(front.encode(errors="replace"), "own.md", TODAY)
    assert intake.draft(id_) is None
    intake.drop(id_)
    after = {path for path in tmp_path.rglob("*") if "voucherbot.sqlite" not in path.name}
    assert after == before
    assert {kind: dict(desk.tray.digests(kind)) for kind in papers} == papers
    assert place.exists()
