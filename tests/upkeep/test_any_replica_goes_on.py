"""Every step of an editor on another machine: one database, a data folder each, which may be thrown away in between."""

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from bot.dialogue.conversation import Conversation, Topic
from bot.dialogue.gap_desk import GapDesk, worded
from bot.dialogue.messages import Attachment, Incoming, Medium, Reply
from bot.dialogue.staff_knowledge import StaffKnowledge
from bot.store import open_store
from bot.store.application_tables import staff
from bot.store.questions import StoredQuestions
from bot.store.tables import people
from knowledge.upkeep.faq import Answered, keep
from knowledge.upkeep.intake import Intake
from knowledge.upkeep.old_folder import ASIDE, bring_in, left_behind
from knowledge.upkeep.publishing import Published, Publisher
from knowledge.upkeep.writing import file_name, write
from tests.upkeep import papers
from tests.upkeep.conftest import NOW, open_publisher, open_releases
from tests.upkeep.library import CountingEmbedder, document, library, with_rate, write_all

EDITOR = "telegram:9"
_numbers = count(1)


@dataclass
class Replica:
    """A machine: a data folder of its own, over the database of all."""

    folder: Path
    url: str
    bundled: Path
    stack: AsyncExitStack
    made: dict[str, Publisher] = field(default_factory=dict)

    @property
    def publisher(self) -> Publisher:
        if "it" not in self.made:
            made = open_publisher(self.folder, open_releases(self.folder, self.url), self.url)
            made.desk.bundled = self.bundled
            self.made["it"] = made
        return self.made["it"]

    async def start(self) -> None:
        store = await self.stack.enter_async_context(open_store(self.url))
        questions = StoredQuestions(store.database, lambda: NOW, store.outbox.bell, worded)
        zone, desk = ZoneInfo("Asia/Shanghai"), self.publisher.desk
        gaps = GapDesk(questions, CountingEmbedder(), desk, zone, lambda: NOW)
        intake = Intake(self.publisher.releases, desk)
        editing = StaffKnowledge(intake, lambda: self.publisher, gaps, lambda _: 0, "zh", zone, lambda: NOW)
        topics: list[Topic] = [editing]
        self.conversation = Conversation(store, topics)
        self.store = store

    async def say(
        self, text: str = "", choice: str | None = None, file: Attachment | None = None
    ) -> list[Reply]:
        medium: Medium = "choice" if choice else "file" if file else "text"
        id_ = f"{EDITOR}-{next(_numbers)}"
        it = Incoming(EDITOR, "terminal", id_, NOW, medium, text or None, choice, file, "zh")
        return list((await self.conversation.reply(it)).messages)

    async def burn(self) -> None:
        """Throw the data folder away and start anew, as a container does; Chroma holds on to a path once used."""
        self.made.clear()
        shutil.rmtree(self.folder)
        self.folder = self.folder.with_name(f"{self.folder.name[0]}{next(_numbers)}")
        await self.start()


@pytest.fixture
async def replicas(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Replica, Replica]]:
    write_all(tmp_path / "bundled", library())
    async with AsyncExitStack() as stack:
        one, two = (
            Replica(tmp_path / name, database_url, tmp_path / "bundled", stack) for name in ("a", "b")
        )
        one.publisher.publish("ann", "first")
        for replica in (one, two):
            await replica.start()
        async with one.store.database.write() as connection:
            person = {
                "person": EDITOR,
                "channel": "telegram",
                "chat_id": 9,
                "language": "zh",
                "created_at": NOW,
            }
            await connection.execute(insert(people), [person])
            member = {
                "person": EDITOR, "role": "editor", "standing": "active", "name": "小李", "version": 1,
                "changed_at": NOW, "changed_by": "admin",
            }  # fmt: skip
            await connection.execute(insert(staff), [member])
        yield one, two


def _measures() -> Attachment:
    content = papers.pdf(papers.MEASURES, papers.ZH, papers.TIERS, papers.CLOSING)

    async def read() -> bytes:
        return content

    return Attachment("办法.pdf", len(content), None, read)


@pytest.mark.parametrize("burns", [False, True], ids=["folders stay", "each folder is thrown away"])
@pytest.mark.parametrize("publisher", ["a", "b"])
async def test_a_file_is_sent_asked_about_taken_in_previewed_and_published_by_whichever_replica(
    replicas: tuple[Replica, Replica], publisher: str, *, burns: bool
) -> None:
    one, two = replicas

    async def between() -> None:
        for replica in replicas if burns else ():
            await replica.burn()

    *_, asked = await one.say(file=_measures())
    assert "拿不准" in asked.text
    await between()
    (shown,) = await two.say("2025-04-20")
    accept = next(choice.id for choice in shown.choices if "accept" in choice.id)
    await between()
    (taken,) = await one.say(choice=accept)
    assert "已收下" in taken.text
    (again,) = await two.say(choice=accept)
    assert "已经处理过了" in again.text, "by now that is true"
    await between()
    last, other = (one, two) if publisher == "a" else (two, one)
    (preview,) = await last.say(choice="kn:preview")
    assert "庆阳市算力券管理办法" in preview.text
    (same,) = await other.say(choice="kn:preview")
    assert "庆阳市算力券管理办法" in same.text
    await between()
    await last.say(choice="kn:publish")
    (done,) = await other.say("新办法")
    assert "已发布" in done.text
    for replica in replicas:
        serving = replica.publisher.releases.current()
        assert serving is not None
        assert any("庆阳市算力券管理办法" in it.title for it in serving.documents)
        (nothing,) = await replica.say(choice="kn:preview")
        assert "没有要发布" in nothing.text
    (paper,) = two.publisher.desk.tray.papers("document")
    assert (paper.by, paper.original is not None) == (EDITOR, True)
    kept = one.publisher.desk.tray.original(paper.original or "")
    assert kept is not None
    assert kept.content.startswith(b"%PDF")


async def test_a_withdrawal_a_discarded_draft_and_an_answer_of_staff_are_known_everywhere(
    replicas: tuple[Replica, Replica],
) -> None:
    one, two = replicas
    *_, asked = await one.say(file=_measures())
    (said,) = await two.say(choice=asked.choices[0].id)
    assert "没有收下" in said.text
    assert one.publisher.desk.tray.papers("draft") == []
    one.publisher.desk.withdraw("310000-voucher", "ann", NOW, "it never applied")
    await one.burn()
    said_by = Answered("庆阳算力券的发票税率是多少", "按6%开具。", "https://example.gov.cn/faq", "zh", "q1")
    keep(said_by, one.publisher.desk, NOW.date())
    keep(Answered("庆阳算力券能转让吗", "不能转让。", "电话答复", "zh", "q2"), two.publisher.desk, NOW.date())
    await one.burn()
    assert isinstance(two.publisher.publish("bob", "all"), Published)
    serving = one.publisher.releases.current()
    assert serving is not None
    assert "310000-voucher/zh" not in serving.by_key
    assert len(serving.by_key["staff-answers-621000/zh"].sources) == 2
    assert {name for name, _ in one.publisher.desk.questions()} == {"staff-q1.yaml", "staff-q2.yaml"}
    assert one.publisher.desk.restore("310000-voucher")
    assert isinstance(two.publisher.publish("bob", "back"), Published)


def test_what_older_versions_kept_in_the_folder_is_brought_in_once(database_url: str, tmp_path: Path) -> None:
    publisher = open_publisher(tmp_path / "own", open_releases(tmp_path / "own", database_url), database_url)
    place, tray = tmp_path / "old" / "knowledge", publisher.desk.tray
    mark = {"document": "310000-voucher", "by": "ann", "at": NOW.isoformat(), "reason": "never applied"}
    lanzhou = document("lanzhou", name="兰州算力券", place="620100")
    draft = {"document": "[]", "doubts": [], "sha256": "ab", "file": "a.pdf"}
    texts = {
        f"documents/{file_name(lanzhou)}": write(lanzhou),
        "documents/spoilt.zh.md": "---\nno front matter",
        "documents/notes.md": "somebody's notes",
        "documents/310000-voucher.withdrawn": json.dumps(mark),
        "questions/staff.yaml": "[]\n",
        "drafts/ab12.json": json.dumps(draft),
        "sources.json": json.dumps({"https://a.example/": {"day": "2026-11-23", "status": 404}}),
    }
    for name, text in texts.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    assert len(bring_in(place, tray)) == 6
    for name in set(texts) - {"documents/notes.md"}:
        assert (place / ASIDE / name).exists(), "nothing is lost"
    assert [path.name for path in left_behind(place)] == ["notes.md"]
    assert set(tray.digests("document")) == {file_name(lanzhou), "spoilt.zh.md"}
    assert publisher.desk.withdrawn()["310000-voucher"].reason == "never applied"
    assert [len(tray.papers(kind)) for kind in ("questions", "draft", "look")] == [1, 1, 1]
    publisher.desk.accept(with_rate(library()[0], 35), by="bob")
    publisher.desk.restore("310000-voucher")
    assert bring_in(place, tray) == [], "once"
    assert publisher.desk.withdrawn() == {}
    older = tmp_path / "older" / "knowledge"
    (older / "documents").mkdir(parents=True)
    stale = older / "documents" / file_name(library()[0])
    stale.write_text("---\nstale", encoding="utf-8")
    bring_in(older, tray)
    paper = tray.paper("document", file_name(library()[0]))
    assert paper is not None


async def test_two_who_write_into_one_paper_both_stay(replicas: tuple[Replica, Replica]) -> None:
    one, two = replicas
    tray = one.publisher.desk.tray
    keep(Answered("庆阳算力券能转让吗", "不能转让。", "电话答复", "zh", "q2"), one.publisher.desk, NOW.date())
    (before,) = tray.papers("document")
    assert tray.replace(before, before)
    keep(Answered("庆阳算力券能退吗", "不能退。", "电话答复", "zh", "q3"), two.publisher.desk, NOW.date())
    assert not tray.replace(before, before), "another came meanwhile"
    assert not tray.replace(before, None)
