"""Every action tried by everybody it is not for: refused, logged, nothing changed and nothing revealed."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.applications.founders import FounderDesk
from bot.applications.joining import handle
from bot.applications.outcome import Refused
from bot.applications.reference import new_id, new_reference, read_reference
from bot.applications.reviewers import ReviewDesk
from bot.dialogue.messages import Aside
from bot.store import Store, open_store
from bot.store.application_tables import application_events, applications
from tests.applications.acting import Scene, a_file
from tests.applications.talking import Bot, Person

STAFF_ACTIONS: dict[str, Callable[[ReviewDesk, str], Awaitable[Any]]] = {
    "show": lambda d, id_: d.show(id_),
    "claim": lambda d, id_: d.claim(id_),
    "assign": lambda d, id_: d.assign(id_, "t:ron"),
    "release": lambda d, id_: d.release(id_),
    "note": lambda d, id_: d.note(id_, "x"),
    "request_info": lambda d, id_: d.request_info(id_, ["phone"], "x"),
    "approve": lambda d, id_: d.approve(id_, Decimal(1)),
    "confirm": lambda d, id_: d.confirm(id_),
    "send_back": lambda d, id_: d.send_back(id_, "x"),
    "reject": lambda d, id_: d.reject(id_, {"floor": "x"}),
}
FOUNDER_ACTIONS: dict[str, Callable[[FounderDesk, str], Awaitable[Any]]] = {
    "show": lambda d, id_: d.show(id_),
    "consent": lambda d, id_: d.agree_to_privacy(id_),
    "confirm_known": lambda d, id_: d.confirm_known(id_),
    "answer": lambda d, id_: d.answer(id_, "provider", "another"),
    "credit_code": lambda d, id_: d.answer(id_, "credit_code", "91110000600037341L"),
    "leave_as_is": lambda d, id_: d.leave_as_is(id_, "phone"),
    "attach": lambda d, id_: d.attach(id_, a_file()),
    "detach": lambda d, id_: d.detach(id_, "x"),
    "submit": lambda d, id_: d.submit(id_),
    "respond": lambda d, id_: d.respond(id_),
    "withdraw": lambda d, id_: d.withdraw(id_),
    "reminders": lambda d, id_: d.switch_reminders(id_, on=False),
    "admit": lambda d, id_: d.decide_on_joining(id_, handle("t:eve"), admitted=True),
}
FOUNDER_VERBS = (
    "go", "ok", "agree", "v:training", "edit:phone", "menu", "later", "submit", "keep:phone", "send", "files",
    "paper:usual-contract", "drop:x", "show", "history", "withdraw", "gone", f"admit:{handle('t:eve')}",
    f"decline:{handle('t:eve')}", "quiet", "loud",
)  # fmt: skip
STAFF_VERBS = (
    "card", "claim", "take", "release", "approve", "amount:1", "info", "field:phone", "reject", "because:floor",
    "final", "note", "confirm", "back", "files", "hire", "nonsense",
)  # fmt: skip


@dataclass
class House:
    """A staffed store with one application in every state that matters."""

    scene: Scene
    bot: Bot
    ids: dict[str, str] = field(default_factory=dict)

    async def snapshot(self) -> list[Any]:
        async with self.scene.store.database.read() as connection:
            rows = list(await connection.execute(applications.select().order_by(applications.c.id)))
            return rows + list(await connection.execute(application_events.select()))


async def build(store: Store, folder: Path) -> House:
    scene = Scene(store)
    await scene.staffed()
    await scene.hire("t:gone", "reviewer", "t:admin")
    await scene.admin("t:admin", lambda d: d.revoke("t:gone"))
    token = await scene.admin("t:admin", lambda d: d.invite("reviewer"))
    await scene.admin("t:pending", lambda d: d.accept(str(token), ""))
    house = House(scene, Bot(store, folder))
    house.ids["draft"] = await scene.draft("t:amy", 1)
    for number, state in enumerate(("submitted", "in_review", "info_requested", "second_review"), start=2):
        id_ = (await scene.submitted(f"t:founder{number}", number)).id
        house.ids[state] = id_
        if state == "in_review":
            await scene.reviewer("t:rita", lambda d, id_=id_: d.claim(id_))  # type: ignore[misc]
        if state == "info_requested":
            await scene.reviewer("t:rita", lambda d, id_=id_: d.request_info(id_, ["phone"], ""))  # type: ignore[misc]
        if state == "second_review":
            await scene.reviewer("t:rita", lambda d, id_=id_: d.approve(id_, Decimal(600_000)))  # type: ignore[misc]
    return house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_store(f"sqlite:///{tmp_path}/v.sqlite") as store:
        yield await build(store, tmp_path)


async def test_staff_actions_are_refused_to_outsiders_founders_and_wrong_roles(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    before = await house.snapshot()
    for person in ("t:nobody", "t:amy", "t:founder2", "t:founder3", "t:ed", "t:pending", "t:gone"):
        for name, action in STAFF_ACTIONS.items():
            for id_ in [*house.ids.values(), new_id(), new_reference(), "", "' OR 1=1 --"]:
                caplog.clear()
                result = await house.scene.reviewer(person, lambda d, a=action, i=id_: a(d, i))  # type: ignore[misc]
                assert isinstance(result, Refused), (person, name)
                assert result.hidden, (person, name, result)
                assert any("refused" in record.message for record in caplog.records)
    assert await house.snapshot() == before


async def test_reviewers_are_refused_what_others_have_taken_on_and_all_that_is_founders(house: House) -> None:
    before = await house.snapshot()
    for name in ("request_info", "approve", "reject", "release"):
        action = STAFF_ACTIONS[name]
        result = await house.scene.reviewer("t:ron", lambda d, a=action: a(d, house.ids["in_review"]))  # type: ignore[misc]
        assert isinstance(result, Refused), name
    own = await house.scene.reviewer("t:rita", lambda d: d.confirm(house.ids["second_review"]))
    assert isinstance(own, Refused)
    draft = await house.scene.reviewer("t:rita", lambda d: d.show(house.ids["draft"]))
    assert isinstance(draft, Refused)
    assert draft.hidden
    assert await house.snapshot() == before


async def test_founder_actions_on_another_s_application_are_refused(house: House) -> None:
    before = await house.snapshot()
    for person in ("t:nobody", "t:founder9", "t:rita", "t:admin", "t:eve"):
        for name, action in FOUNDER_ACTIONS.items():
            for id_ in [*house.ids.values(), new_id()]:
                result = await house.scene.founder(person, lambda d, a=action, i=id_: a(d, i))  # type: ignore[misc]
                assert isinstance(result, Refused), (person, name)
                assert result.hidden, (person, name, result)
    assert await house.snapshot() == before


async def test_a_founder_cannot_review_an_application_of_their_own_even_as_an_admin(house: House) -> None:
    id_ = (await house.scene.submitted("t:admin", 8)).id
    for name, action in STAFF_ACTIONS.items():
        result = await house.scene.reviewer("t:admin", lambda d, a=action: a(d, id_))  # type: ignore[misc]
        assert name == "show" or (isinstance(result, Refused) and result.reason == "own-application"), name


async def test_forged_buttons_reveal_nothing(house: House) -> None:
    before = await house.snapshot()
    unknown = "I cannot find that. /status shows your applications."
    eve = Person(house.bot, "t:eve")
    for id_ in [*house.ids.values(), new_id(), "", "../x"]:
        for verb in FOUNDER_VERBS:
            assert await eve.forges(f"ap:{id_}:{verb}") == unknown, verb
        for verb in STAFF_VERBS:
            assert await eve.forges(f"st:{id_}:{verb}") == unknown, verb
    assert await eve.forges(f"hire:{handle('t:pending')}") == unknown
    assert await house.snapshot() == before


async def test_buttons_of_the_staff_group_do_nothing_for_whoever_is_not_a_reviewer(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    before = await house.snapshot()
    room = Bot(house.scene.store, house.bot.folder, group="t:-100")
    for name in ("nobody", "amy", "founder2", "ed", "pending", "gone"):
        person = Person(room, f"t:-100:{name}")
        for id_ in [*house.ids.values(), new_id(), "../x"]:
            for verb in (
                "card",
                "claim",
                "release",
                "approve",
                "info",
                "reject",
                "note",
                "confirm",
                "back",
                "files",
            ):
                caplog.clear()
                said = await person.forges(f"st:{id_}:{verb}", in_group=True)
                assert said == "Only the reviewers of this bot can do that.", (name, verb)
                assert [reply.aside for reply in person.replies] == [Aside()]
                assert any("refused" in record.message for record in caplog.records)
    assert await house.snapshot() == before


async def test_a_reviewer_does_nothing_from_a_group_that_is_not_the_staff_s(house: House) -> None:
    before = await house.snapshot()
    room = Bot(house.scene.store, house.bot.folder, group="t:-100")
    for person in (Person(room, "t:-200:ron"), Person(house.bot, "t:-100:ron")):
        for id_ in house.ids.values():
            for verb in STAFF_VERBS[:-2]:
                said = await person.forges(f"st:{id_}:{verb}", in_group=True)
                assert said == "Applications hold personal data. Please write to me in our private chat."
    assert await house.snapshot() == before


async def test_in_the_staff_group_only_the_part_that_one_has_in_it_counts(house: House) -> None:
    before = await house.snapshot()
    room = Bot(house.scene.store, house.bot.folder, group="t:-100")
    ron, rita = Person(room, "t:-100:ron"), Person(room, "t:-100:rita")
    for verb in ("approve", "info", "reject", "release"):
        said = await ron.forges(f"st:{house.ids['in_review']}:{verb}", in_group=True)
        assert said.startswith("Another reviewer has this one."), verb
    for verb in ("confirm", "back"):
        said = await rita.forges(f"st:{house.ids['second_review']}:{verb}", in_group=True)
        assert said.startswith("Somebody else has to look at this one."), verb
    for verb in ("take", "amount:1", "field:phone", "because:floor", "final"):
        await rita.forges(f"st:{house.ids['in_review']}:{verb}", in_group=True)
    await ron.forges(f"st:{house.ids['draft']}:claim", in_group=True)
    assert ron.text == "I cannot find that. /status shows your applications."
    assert await house.snapshot() == before


async def test_a_link_that_anybody_can_make_up_decides_nothing(house: House) -> None:
    before = await house.snapshot()
    for name in ("t:rita", "t:ron", "t:admin", "t:eve"):
        person = Person(house.bot, name)
        for id_ in house.ids.values():
            for verb in STAFF_VERBS:
                await person.says(f"/start st-{id_}-{verb.replace(':', '-')}")
    assert await house.snapshot() == before


async def test_a_guessed_reference_number_reveals_nothing(house: House) -> None:
    it = await house.scene.founder("t:founder2", lambda d: d.mine())
    eve = Person(house.bot, "t:eve")
    real = await eve.says(it[0].reference or "")
    guessed = await eve.says(new_reference())
    assert real == guessed == "I cannot find that. /status shows your applications."
    assert read_reference("SQ-0000-0001") is None


async def test_a_role_taken_away_ends_at_once_even_between_the_look_and_the_deed(house: House) -> None:
    from bot.dialogue.session import StaleTurnError
    from bot.store.errand import Errand
    from bot.store.recording import record

    errand = Errand(house.scene.store.database)
    desk = ReviewDesk(errand.records, "t:ron", house.scene.now, Decimal(500_000))
    assert not isinstance(await desk.claim(house.ids["submitted"]), Refused)
    await house.scene.admin("t:admin", lambda d: d.revoke("t:ron"))
    with pytest.raises(StaleTurnError):
        async with house.scene.store.database.write() as connection:
            await record(connection, errand.records, house.scene.now)


async def test_refusals_name_no_person_in_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "voucherbot")
    await house.scene.reviewer("t:nobody", lambda d: d.claim(house.ids["submitted"]))
    assert caplog.records
    assert "nobody" not in caplog.text
    assert house.ids["submitted"] not in caplog.text
