"""Nobody is told no without a way on: in every state, for every button, by a sentence or by what stands below it."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.applications.application import Application
from bot.dialogue.messages import Reply
from bot.dialogue.words import say
from bot.store import Store
from knowledge.language import LANGUAGES, Language
from tests.applications.acting import Scene, a_file, done
from tests.applications.samples import ANSWERS, code, locked_pdf, offer
from tests.applications.talking import Bot, Person
from tests.applications.test_every_sentence_is_there import first_words_of

WAYS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b[Pp]lease\b|(?<!\w)/[a-z_]+|\b(?:you|I) can\b|\b[Ff]or example\b", re.IGNORECASE),
    "zh": re.compile(r"请|可以|/[a-z_]+|例如"),
}
"""What a sentence that leads on says: what to do, which command to send, or what it should look like."""
REASONS = sorted(first_words_of("Refused"))
VALUES = ("state", "ceiling", "asked", "left", "closes", "opens", "reference", "longest", "length", "start", "end",
          "most", "proposed")  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_the_sentence_of_every_refusal_says_how_to_go_on(reason: str, language: Language) -> None:
    said = say(language, f"refused-{reason}", **dict.fromkeys(VALUES, "1"))
    assert WAYS[language].search(said), said


async def fresh(scene: Scene) -> str:
    started = await scene.founder("terminal:amy", lambda desk: desk.start(offer(), {}))
    assert isinstance(started, Application)
    return started.id


async def prefilled_without_consent(scene: Scene) -> str:
    """A draft of before contacts waited for consent: nothing is open but the consent itself."""
    id_ = await scene.draft("terminal:amy", 1)
    await strip_consent(scene.store, id_)
    return id_


async def full(scene: Scene) -> str:
    return await scene.draft("terminal:amy", 1)


async def submitted(scene: Scene) -> str:
    return (await scene.submitted("terminal:amy", 1)).id


async def in_review(scene: Scene) -> str:
    id_ = await submitted(scene)
    done(await scene.reviewer("t:rita", lambda desk: desk.claim(id_)))
    return id_


async def info_requested(scene: Scene) -> str:
    id_ = await in_review(scene)
    asked = ["phone", "usual-contract"]
    done(await scene.reviewer("t:rita", lambda desk: desk.request_info(id_, asked, "Which?")))
    return id_


async def info_answered(scene: Scene) -> str:
    id_ = await info_requested(scene)
    done(await scene.founder("terminal:amy", lambda desk: desk.answer(id_, "phone", "13900139000")))
    done(await scene.founder("terminal:amy", lambda desk: desk.attach(id_, a_file())))
    return id_


async def second_review(scene: Scene) -> str:
    id_ = await in_review(scene)
    done(await scene.reviewer("t:rita", lambda desk: desk.approve(id_, offer().ceiling_cny or 0)))  # type: ignore[arg-type]
    return id_


async def approved(scene: Scene) -> str:
    id_ = await second_review(scene)
    done(await scene.reviewer("t:ron", lambda desk: desk.confirm(id_)))
    return id_


async def rejected(scene: Scene) -> str:
    id_ = await in_review(scene)
    done(await scene.reviewer("t:rita", lambda desk: desk.reject(id_, {"floor": "Too little"})))
    return id_


async def withdrawn(scene: Scene) -> str:
    id_ = await submitted(scene)
    done(await scene.founder("terminal:amy", lambda desk: desk.withdraw(id_)))
    return id_


STATES: list[Callable[[Scene], Awaitable[str]]] = [
    fresh, prefilled_without_consent, full, submitted, in_review, info_requested, info_answered, second_review,
    approved, rejected, withdrawn,
]  # fmt: skip


async def strip_consent(store: Store, id_: str) -> None:
    """Make an application as older versions left it: names and contacts filled in, and no consent."""
    from sqlalchemy import update

    from bot.store.application_rows import application_row
    from bot.store.application_tables import applications
    from bot.store.errand import Errand

    found = await Errand(store.database).records.find(id_)
    assert found is not None
    async with store.database.write() as connection:
        row = application_row(replace(found, privacy_agreed_at=None), "")
        row = {name: value for name, value in row.items() if name not in ("head", "id")}
        await connection.execute(update(applications).where(applications.c.id == id_).values(row))


FOUNDER_VERBS = [
    "go", "ok", "agree", "agree:submit", "v:training", "edit:phone", "edit:nothing", "menu", "later", "submit",
    "submit:anyway", "keep:phone", "keep:nothing", "send", "join", "files", "paper:usual-contract",
    "paper:nothing", "for:usual-contract", "drop:nothing", "show", "history", "withdraw", "gone", "admit:nobody",
    "decline:nobody", "quiet", "loud",
]  # fmt: skip
STAFF_VERBS = [
    "card", "claim", "take", "release", "approve", "amount:0", "amount:1", "info", "field:phone", "reject",
    "because:floor", "final", "note", "confirm", "back", "files",
]  # fmt: skip


def test_every_button_of_the_desks_is_walked() -> None:
    """A verb that is new stands in the walk as well."""
    from bot.dialogue.apply import Apply
    from bot.dialogue.follow_up import FollowUp
    from bot.dialogue.papers import Papers
    from bot.dialogue.staff import Staff

    founders = {verb for topic in (Apply, Papers, FollowUp) for verb in topic(None)._verbs()}  # type: ignore[arg-type]
    assert {verb.partition(":")[0] for verb in FOUNDER_VERBS} == founders
    assert {verb.partition(":")[0] for verb in STAFF_VERBS} == set(Staff(None, None)._verbs())  # type: ignore[arg-type]


REFUSALS = {
    language: [
        re.compile(re.escape(say(language, f"refused-{r}", **dict.fromkeys(VALUES, "§"))).replace("§", ".*"))
        for r in REASONS
    ]
    for language in LANGUAGES
}


def refuses(text: str) -> bool:
    return any(each.search(text) for each in REFUSALS["en"])


def seen(person: Person) -> tuple[str, tuple[str, ...]]:
    return person.text, tuple(person.buttons.values())


async def leads_on(person: Person, verb: str) -> None:
    """After a refusal a button stands there that does not end in the same refusal, or a command is named."""
    first, buttons = seen(person)
    assert first, verb
    if not refuses(first):
        return
    assert WAYS["en"].search(first), (verb, first)
    named = re.search(r"(?<!\w)/(status|apply|check|staff|my_data)\b", first)
    outcomes = []
    for button in buttons:
        await person.forges(button)
        outcomes.append(seen(person))
    assert named or any(after[0] and after != (first, buttons) for after in outcomes), (verb, first, outcomes)


@pytest.fixture
async def bot(store: Store, tmp_path: Path) -> Bot:
    bot = Bot(store, tmp_path)
    await bot.staffed()
    return bot


@pytest.mark.parametrize("make", STATES, ids=lambda make: make.__name__)
async def test_whatever_a_founder_presses_in_whatever_state_leads_on(
    bot: Bot, make: Callable[[Scene], Awaitable[str]]
) -> None:
    id_ = await make(Scene(bot.store))
    amy = Person(bot, "terminal:amy")
    last = ("withdraw", "gone")
    for verb in [*(v for v in FOUNDER_VERBS if v not in last), *last]:
        await amy.forges(f"ap:{id_}:{verb}")
        await leads_on(amy, verb)


@pytest.mark.parametrize("make", STATES[3:], ids=lambda make: make.__name__)
@pytest.mark.parametrize("who", ["t:rita", "t:ron", "t:admin"])
async def test_whatever_staff_press_in_whatever_state_leads_on(
    bot: Bot, make: Callable[[Scene], Awaitable[str]], who: str
) -> None:
    id_ = await make(Scene(bot.store))
    person = Person(bot, who)
    for verb in STAFF_VERBS:
        await person.forges(f"st:{id_}:{verb}")
        await leads_on(person, verb)


async def test_a_wrong_answer_to_any_question_puts_the_question_again(bot: Bot) -> None:
    from bot.applications.form import FIELDS

    id_ = await Scene(bot.store).draft("terminal:amy", 1, offer(asks_bank=True))
    amy = Person(bot, "terminal:amy")
    for field in FIELDS:
        await amy.forges(f"ap:{id_}:edit:{field.id}")
        asked = seen(amy)
        await amy.says("§§ x" * 60)
        assert refuses(amy.text), field.id
        assert asked[0] in amy.text, field.id
        assert asked[1] == seen(amy)[1], field.id


async def test_a_file_that_is_not_taken_leads_back_to_the_list(bot: Bot) -> None:
    id_ = await Scene(bot.store).draft("terminal:amy", 1)
    amy = Person(bot, "terminal:amy")
    for content in (b"", b"MZ\x90", locked_pdf()):
        await amy.forges(f"ap:{id_}:paper:usual-contract")
        await amy.sends("c.pdf", content)
        assert refuses(amy.text)
        await leads_on(amy, "file")
        assert "Papers" in amy.text or amy.buttons


async def apply_again(amy: Person, number: int) -> str:
    """Apply, pressing whatever leads on and answering whatever is asked; return what was said last."""
    answers = {**ANSWERS, "credit_code": code(number)}
    asked = {say("en", f"ask-{field}"): value for field, value in answers.items()}
    await amy.forges("apply:gansu-qingyang-compute-voucher-2024")
    for _ in range(40):
        if "reference number is" in amy.text:
            return amy.text
        label = next(
            (b for b in ("Submit", "I agree", "All right", "Training a model") if b in amy.buttons), None
        )
        if label is not None:
            await amy.presses(label)
            continue
        await amy.says(next(value for question, value in asked.items() if question in amy.text))
    raise AssertionError(amy.text)


@pytest.mark.parametrize("withdraws", [True, False])
async def test_an_application_after_the_first_can_be_submitted(bot: Bot, *, withdraws: bool) -> None:
    amy = Person(bot, "terminal:amy")
    await apply_again(amy, 1)
    if withdraws:
        await amy.presses("Show")
        await amy.presses("Withdraw")
        await amy.presses("Yes, withdraw")
    else:
        bot.offers.offered = offer(round="2027")
    await amy.forges("apply:gansu-qingyang-compute-voucher-2024")
    assert "13800138000" not in amy.text
    assert ANSWERS["company_name"] in amy.text
    agreed = await apply_again(amy, 1)
    assert "reference number is" in agreed


async def test_contacts_are_taken_over_once_consent_is_given_and_are_confirmed_first(bot: Bot) -> None:
    amy = Person(bot, "terminal:amy")
    await apply_again(amy, 1)
    bot.offers.offered = offer(round="2027")
    await amy.forges("apply:gansu-qingyang-compute-voucher-2024")
    await amy.presses("All right")
    await amy.presses("Training a model")
    for field in ("provider", "period_start", "period_end", "requested_cny"):
        await amy.says(ANSWERS[field])
    assert "for all the applications that you make here" in amy.text
    assert "withdraw this consent at any time with /my_data" in amy.text
    await amy.presses("I agree")
    assert "+8613800138000" in amy.text
    await amy.presses("All right")
    await amy.presses("Submit")
    assert "reference number is" in amy.text


async def test_where_consent_alone_is_missing_it_is_asked_for_and_the_submission_goes_on(bot: Bot) -> None:
    id_ = await prefilled_without_consent(Scene(bot.store))
    amy = Person(bot, "terminal:amy")
    await amy.forges(f"ap:{id_}:submit")
    assert "May I ask for them?" in amy.text
    await amy.presses("Not now")
    await amy.presses("Go on")
    assert "May I ask for them?" in amy.text
    await amy.forges(f"ap:{id_}:submit")
    await amy.presses("I agree")
    assert "Your reference number is SQ-" in amy.text


async def test_a_draft_of_a_programme_that_is_gone_says_so_and_leads_to_others(bot: Bot) -> None:
    id_ = await full(Scene(bot.store))
    amy = Person(bot, "terminal:amy")
    bot.offers.offered = offer(programme="another")
    for verb in ("go", "submit"):
        await amy.forges(f"ap:{id_}:{verb}")
        assert "no longer takes applications" in amy.text
        await amy.presses("Apply")
        assert "Which programme" in amy.text


def choices(reply: Reply) -> list[str]:
    return [choice.id for choice in reply.choices]


async def test_consent_is_withdrawn_where_a_person_sees_their_data(bot: Bot) -> None:
    amy = Person(bot, "terminal:amy")
    await amy.says("/my_data")
    assert amy.buttons == {}
    await apply_again(amy, 1)
    bot.offers.offered = offer(round="2027")
    await amy.forges("apply:gansu-qingyang-compute-voucher-2024")
    await amy.says("/my_data")
    assert choices(amy.replies[0]) == ["consent:withdraw"]
    await amy.presses("Withdraw my consent")
    assert "Your open application is withdrawn" in amy.text
    await amy.presses("Yes, withdraw my consent")
    assert "consent is withdrawn" in amy.text
    async with bot.store.database.read() as connection:
        from sqlalchemy import text

        kept = str([
            (await connection.execute(text(f"SELECT * FROM {table}"))).all()
            for table in ("applications", "application_events")
        ])  # fmt: skip
    for personal in ("13800138000", "李梅", "王建国", "limei"):
        assert personal not in kept
    await amy.forges("consent:sure")
    assert "no consent of yours" in amy.text
    await amy.says("withdraw my consent")
    assert "no consent of yours" in amy.text
    bot.offers.offered = offer()
    assert "reference number is" in await apply_again(amy, 1)
