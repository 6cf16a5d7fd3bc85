"""Founders ask for a person; staff answer in the chat, take files in and publish, all through the one door."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from bot.dialogue.ask_person import AskPerson
from bot.dialogue.conversation import Conversation, Topic
from bot.dialogue.gap_desk import GapDesk, worded
from bot.dialogue.messages import Aside, Attachment, Incoming, Medium, Reply
from bot.dialogue.session import AnswerRecord, Exchange, Turn
from bot.dialogue.staff_knowledge import StaffKnowledge
from bot.store import Store, open_store
from bot.store.application_tables import staff
from bot.store.codec import load_reply, load_session
from bot.store.knowledge_tables import handovers
from bot.store.questions import StoredQuestions
from bot.store.tables import outbox, people, sessions
from knowledge.upkeep.intake import Intake
from knowledge.upkeep.publishing import Publisher
from tests.upkeep.library import CountingEmbedder, library, with_rate

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FOUNDER, OTHER, EDITOR = "telegram:1", "telegram:2", "telegram:9"


class NotCovered:
    """Answers every question with what it can't answer, as the library would."""

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        text = incoming.text or ""
        turn.session.history += [Exchange("founder", text), Exchange("bot", "没有依据。")]
        turn.record_answer(AnswerRecord(text, "zh", "not_covered", "没有依据。", (), (), "r1", 1.0))
        return [Reply("没有依据。")]


@dataclass
class Office:
    store: Store
    conversation: Conversation
    publisher: Publisher
    asking: AskPerson
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def say(
        self, person: str, text: str = "", choice: str | None = None, file: Attachment | None = None
    ) -> list[Reply]:
        medium: Medium = "choice" if choice else "file" if file else "text"
        incoming = Incoming(
            person,
            "terminal",
            f"{person}-{next(self.numbers)}",
            NOW,
            medium,
            text or None,
            choice,
            file,
            "zh",
        )
        return list((await self.conversation.reply(incoming)).messages)

    async def mail(self, person: str) -> list[Reply]:
        async with self.store.database.read() as connection:
            rows = await connection.scalars(
                select(outbox.c.payload).where(outbox.c.person == person).order_by(outbox.c.id)
            )
            return [load_reply(row) for row in rows]


@pytest.fixture
async def office(database_url: str, publisher: Publisher) -> AsyncIterator[Office]:
    async with open_store(database_url) as store:
        questions = StoredQuestions(
            store.database, lambda: NOW + timedelta(minutes=1), store.outbox.bell, worded
        )
        gaps = GapDesk(questions, CountingEmbedder(), publisher.desk, ZoneInfo("Asia/Shanghai"), lambda: NOW)
        editing = StaffKnowledge(
            Intake(publisher.releases, publisher.desk), lambda: publisher, gaps, lambda release: 0, "zh",
            ZoneInfo("Asia/Shanghai"), lambda: NOW,
        )  # fmt: skip
        asking = AskPerson(questions, "zh", lambda: NOW)
        topics: list[Topic] = [editing, asking, NotCovered()]
        async with store.database.write() as connection:
            rows = [
                {
                    "person": p,
                    "channel": "telegram",
                    "chat_id": int(p[9:]),
                    "language": "zh",
                    "created_at": NOW,
                }
                for p in (FOUNDER, OTHER, EDITOR)
            ]
            await connection.execute(insert(people), rows)
            member = {
                "person": EDITOR,
                "role": "editor",
                "standing": "active",
                "name": "小李",
                "version": 1,
                "changed_at": NOW,
                "changed_by": "admin",
            }
            await connection.execute(insert(staff), [member])
        yield Office(store, Conversation(store, topics), publisher, asking)


async def test_a_question_goes_to_staff_and_their_answer_reaches_the_founder_and_the_context(
    office: Office,
) -> None:
    await office.say(FOUNDER, "庆阳算力券的发票税率是多少")
    (reply,) = await office.say(FOUNDER, choice="person:ask")
    assert "庆阳算力券的发票税率是多少" in reply.text
    (asked,) = await office.mail(EDITOR)
    assert "没有依据" in asked.text
    await office.say(EDITOR, choice=asked.choices[0].id)
    assert "小李" in (await office.mail(FOUNDER))[0].text
    await office.say(EDITOR, "按6%开具增值税专用发票。")
    (keep,) = await office.say(EDITOR, "https://example.gov.cn/faq")
    (sent,) = await office.say(EDITOR, choice=keep.choices[0].id)
    assert "staff-answers-621000" in sent.text
    answer = (await office.mail(FOUNDER))[-1].text
    assert "小李" in answer
    assert "按6%开具" in answer
    assert "机器人" in answer
    async with office.store.database.read() as connection:
        state = await connection.scalar(select(sessions.c.state).where(sessions.c.person == FOUNDER))
    assert state is not None
    assert load_session(state).history[-1].text == "按6%开具增值税专用发票。"


async def test_in_the_staff_group_an_editor_takes_a_question_in_private_and_others_do_not(
    database_url: str, office: Office
) -> None:
    room = "telegram:-100"
    await office.store.people.settle(room)
    in_room = replace(office.asking, group=room)
    founders = Conversation(office.store, [in_room, NotCovered()])
    for number, said in enumerate(("我叫王建国", "庆阳算力券的发票税率是多少")):
        await founders.reply(Incoming(FOUNDER, "terminal", f"q{number}", NOW, "text", said, language="zh"))
    await founders.reply(
        Incoming(FOUNDER, "terminal", "ask", NOW, "choice", None, "person:ask", language="zh")
    )
    (asked,) = await office.mail(room)
    assert "发票税率" in asked.text
    assert "王建国" not in asked.text
    take = asked.choices[0].id
    for who, opens in ((EDITOR, take), (OTHER, "")):
        pressed = Incoming(
            f"{room}:{who[9:]}",
            "telegram",
            f"p{who}",
            NOW,
            "choice",
            None,
            take,
            language="zh",
            in_group=True,
        )
        (reply,) = (await office.conversation.reply(pressed)).messages
        assert reply.aside == Aside(opens)
    link = f"/start {take.replace(':', '-')}"
    assert "只有编辑和管理员" in (await office.say(OTHER, link))[0].text
    await office.say(EDITOR, link)
    assert "小李" in (await office.mail(FOUNDER))[0].text


async def test_the_answer_becomes_a_document_and_a_golden_question_at_the_next_publish(
    office: Office,
) -> None:
    await test_a_question_goes_to_staff_and_their_answer_reaches_the_founder_and_the_context(office)
    await office.say(EDITOR, choice="kn:publish")
    (done,) = await office.say(EDITOR, "补充常见问题")
    assert "已发布" in done.text
    serving = office.publisher.releases.current()
    assert serving is not None
    faq = serving.by_key["staff-answers-621000/zh"]
    assert "按6%开具" in faq.clauses[0].text
    assert faq.sources[0].url == "https://example.gov.cn/faq"
    assert any("staff-" in text for _, text in office.publisher.desk.questions())


async def test_open_questions_are_ranked_by_how_many_founders_asked_and_all_of_them_are_answered(
    office: Office,
) -> None:
    await office.say(FOUNDER, "杭州算力券可以转让吗")
    await office.say(FOUNDER, "兰州有没有算力券")
    await office.say(OTHER, "兰州有没有算力券？")
    (listed,) = await office.say(EDITOR, choice="kn:gaps")
    assert listed.text.splitlines()[1].startswith("1. 兰州有没有算力券（2 人")
    (detail,) = await office.say(EDITOR, choice=listed.choices[0].id)
    await office.say(EDITOR, choice=detail.choices[0].id)
    await office.say(EDITOR, "兰州目前没有算力券。")
    (asked,) = await office.say(EDITOR, "无")
    (sent,) = await office.say(EDITOR, choice=asked.choices[0].id)
    assert "2 位" in sent.text
    for person in (FOUNDER, OTHER):
        assert "兰州目前没有算力券" in (await office.mail(person))[-1].text
    (listed,) = await office.say(EDITOR, choice="kn:gaps")
    assert "兰州" not in listed.text


async def test_an_answer_is_sent_once_however_often_the_button_comes(office: Office) -> None:
    await office.say(FOUNDER, "杭州算力券可以转让吗")
    (listed,) = await office.say(EDITOR, choice="kn:gaps")
    id_ = listed.choices[0].id.rsplit(":", 1)[1]
    for _ in range(2):
        await office.say(EDITOR, choice=f"kn:answer:{id_}")
    await office.say(EDITOR, "不可以。")
    await office.say(EDITOR, "无")
    await office.say(EDITOR, choice="kn:only-send")
    (again,) = await office.say(EDITOR, choice="kn:only-send")
    assert "已经有人处理" in again.text
    assert len([mail for mail in await office.mail(FOUNDER) if "不可以" in mail.text]) == 1


async def test_who_is_no_editor_is_refused(office: Office) -> None:
    for choice in ("kn:publish", "kn:gaps", "kn:rollback", "kn:accept:0", "kn:answer:0"):
        (reply,) = await office.say(FOUNDER, choice=choice)
        assert "只有编辑和管理员" in reply.text


async def test_an_editor_sends_a_file_answers_what_is_unsure_and_publishes(office: Office) -> None:
    text = "兰州市算力券管理办法\n第一条 为支持企业购买算力，制定本办法。\n第二条 兰州算力券按合同金额的25%给予支持，每家最高80万元。\n本办法自2026年1月1日起施行，有效期2年。\n兰州市工业和信息化局\n2025年12月20日\n"
    before = office.publisher.releases.current_id()
    said = await office.say(EDITOR, file=_file("兰州办法.txt", text))
    while "拿不准" in said[-1].text:
        said = await office.say(EDITOR, "好")
    assert "第二条" not in said[-1].text
    await office.say(EDITOR, choice=said[-1].choices[0].id)
    (preview,) = await office.say(EDITOR, choice="kn:preview")
    assert "新增《兰州市算力券管理办法》" in preview.text
    assert office.publisher.releases.current_id() == before
    await office.say(EDITOR, choice="kn:publish")
    await office.say(EDITOR, "新文件")
    serving = office.publisher.releases.current()
    assert serving is not None
    (new,) = [d for d in serving.documents if "620100" in d.regions]
    assert (new.issuer, str(new.in_force.since), str(new.in_force.until)) == (
        "兰州市工业和信息化局",
        "2026-01-01",
        "2027-12-31",
    )


async def test_a_file_that_cannot_be_read_is_refused_with_one_sentence(office: Office) -> None:
    (reply,) = await office.say(EDITOR, file=_file("办法.pdf", "这不是PDF"))
    assert reply.text.count("。") == 1


async def test_a_founder_who_is_forgotten_leaves_no_question_behind(office: Office) -> None:
    await office.say(FOUNDER, "/person 我的问题")
    async with office.store.take(Incoming(FOUNDER, "terminal", "bye", NOW)) as turn:
        turn.forget_person()
        await turn.commit([])
    async with office.store.database.read() as connection:
        assert (await connection.execute(select(handovers))).all() == []


def _file(name: str, text: str) -> Attachment:
    async def read() -> bytes:
        return text.encode()

    return Attachment(name, len(text.encode()), None, read)


async def test_a_colleague_confirms_with_one_button_where_two_are_asked_for(office: Office) -> None:
    office.publisher.needs_two = True
    colleague = "telegram:8"
    async with office.store.database.write() as connection:
        row = {"person": colleague, "channel": "telegram", "chat_id": 8, "language": "zh", "created_at": NOW}
        await connection.execute(insert(people), [row])
        member = {
            "person": colleague,
            "role": "admin",
            "standing": "active",
            "name": "老王",
            "version": 1,
            "changed_at": NOW,
            "changed_by": "admin",
        }
        await connection.execute(insert(staff), [member])
    office.publisher.desk.accept(with_rate(library()[2], 35))
    await office.say(EDITOR, choice="kn:publish")
    await office.say(EDITOR, "新比例")
    (asked,) = await office.mail(colleague)
    assert "30% → 35%" in asked.text
    (refused,) = await office.say(EDITOR, choice=asked.choices[0].id)
    assert "second person" in refused.text
    (done,) = await office.say(colleague, choice=asked.choices[0].id)
    assert "已发布" in done.text


async def test_an_editor_names_exceptions_in_the_chat_and_publishes(office: Office) -> None:
    office.publisher.desk.accept(with_rate(library()[0], 45))
    await office.say(EDITOR, choice="kn:publish")
    (held,) = await office.say(EDITOR, "比例提高")
    assert "没有发布" in held.text
    assert "qingyang-rate" in held.text
    assert [choice.id for choice in held.choices] == ["kn:publish"]
    await office.say(EDITOR, choice=held.choices[0].id)
    (unknown,) = await office.say(EDITOR, "比例提高\nqingyang-rate = 从五月起\natlantis = 试试")
    assert "atlantis" in unknown.text
    assert "标准问题" not in unknown.text
    await office.say(EDITOR, choice="kn:publish")
    (done,) = await office.say(EDITOR, "比例提高\nqingyang-rate = 从五月起")
    assert "已发布" in done.text
    line = office.publisher.releases.ledger.history()[0]
    assert (line.reason, line.exceptions) == ("比例提高", ("qingyang-rate: 从五月起",))
