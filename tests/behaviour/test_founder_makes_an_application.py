"""A founder applies in the chat, from the verdict to the reference number, at their own pace."""

from pathlib import Path

import pytest

from bot.applications.offer import Both, Paper
from bot.applications.outcome import Refused
from bot.store import Store
from tests.applications.samples import locked_pdf, offer, pdf, zipped
from tests.applications.talking import Bot, Person
from tests.store.conftest import database_url, store

__all__ = ["database_url", "store"]


@pytest.fixture
def bot(store: Store, tmp_path: Path) -> Bot:
    return Bot(store, tmp_path)


@pytest.fixture
def amy(bot: Bot) -> Person:
    return Person(bot, "terminal:amy")


async def test_a_founder_fills_in_reads_it_once_more_and_submits(amy: Person) -> None:
    shown = await amy.fills_in()
    assert "600,000 yuan" in shown
    assert "王建国" in shown
    await amy.presses("Submit")
    assert "Your reference number is SQ-" in amy.text
    await amy.says("/status")
    assert "State: submitted" in amy.text


async def test_the_same_works_in_chinese(bot: Bot) -> None:
    person = Person(bot, "terminal:li", language="zh")
    shown = await person.fills_in()
    assert "600,000元" in shown
    await person.presses("提交")
    assert "您的受理编号是 SQ-" in person.text


async def test_a_wrong_answer_gets_a_sentence_and_the_same_question(amy: Person) -> None:
    await amy.forges("apply:gansu-qingyang-compute-voucher-2024")
    await amy.says("庆阳星算科技有限公司")
    await amy.says("91110000600037341M")
    assert "One character of this code is wrong" in amy.text
    assert "Unified Social Credit Code (18 characters)?" in amy.text


async def test_personal_data_are_asked_for_only_after_consent(amy: Person) -> None:
    await amy.forges("apply:gansu-qingyang-compute-voucher-2024")
    id_ = next(iter(amy.buttons.values())).split(":")[1]
    await amy.forges(f"ap:{id_}:edit:phone")
    assert "May I ask for them?" in amy.text


async def test_a_draft_is_left_and_resumed_where_it_was(bot: Bot, amy: Person) -> None:
    await amy.forges("apply:gansu-qingyang-compute-voucher-2024")
    await amy.says("庆阳星算科技有限公司")
    await amy.presses("Later")
    again = Person(Bot(bot.store, bot.folder), "terminal:amy")
    await again.says("/apply")
    await again.presses("Go on: Qingyang computing voucher")
    assert "Unified Social Credit Code (18 characters)?" in again.text


async def test_one_can_go_back_and_leave_in_words_at_every_question(amy: Person) -> None:
    await amy.forges("apply:gansu-qingyang-compute-voucher-2024")
    assert "Change something" not in amy.buttons
    await amy.says("庆阳星算科技有限公司")
    assert "Change something" in amy.buttons
    await amy.says("back")
    back = amy.buttons["Back"]
    await amy.forges(back)
    assert "Unified Social Credit Code (18 characters)?" in amy.text
    await amy.says("cancel")
    assert "Saved." in amy.text
    await amy.presses("Go on")
    assert "Unified Social Credit Code (18 characters)?" in amy.text


async def test_any_single_answer_can_be_changed(amy: Person) -> None:
    await amy.fills_in()
    await amy.presses("Change something")
    await amy.presses("Phone")
    await amy.says("139 0013 9000")
    assert "Phone: +8613900139000" in amy.text


async def test_asking_for_more_than_the_ceiling_is_possible_with_a_warning(amy: Person) -> None:
    await amy.fills_in()
    await amy.presses("Change something")
    await amy.presses("Amount asked for")
    await amy.says("70万")
    assert "You ask for more than the pre-check worked out (600,000 yuan)" in amy.text


async def test_submitting_twice_makes_one_application(amy: Person) -> None:
    await amy.fills_in()
    submit = amy.buttons["Submit"]
    await amy.forges(submit)
    first = amy.text
    reference = first[first.index("SQ-") : first.index("SQ-") + 12]
    await amy.forges(submit)
    assert f"submitted already. Reference number: {reference}" in amy.text
    await amy.says("/status")
    assert amy.text.count("SQ-") == 1


async def test_the_same_message_delivered_twice_is_handled_once(amy: Person) -> None:
    await amy.forges("apply:gansu-qingyang-compute-voucher-2024")
    await amy.says("庆阳星算科技有限公司", update="same")
    assert amy.text
    await amy.says("庆阳星算科技有限公司", update="same")
    assert amy.replies == ()


async def test_a_changed_rule_asks_only_what_is_new(bot: Bot, amy: Person) -> None:
    await amy.fills_in()
    bot.offers.offered = offer(asks_bank=True, release="2026-11-24.1")
    await amy.presses("Submit")
    assert "Something is still missing" in amy.text
    assert "which bank" in amy.text


async def test_a_closed_round_takes_no_application(bot: Bot, amy: Person) -> None:
    bot.offers.offered = offer(round_state="closed")
    await amy.forges("apply:gansu-qingyang-compute-voucher-2024")
    assert "This round is closed (2026-12-31)" in amy.text


async def test_files_are_taken_for_a_paper_and_bad_ones_get_a_sentence(amy: Person) -> None:
    await amy.fills_in()
    await amy.presses("Files")
    assert "do not state which papers" in amy.text
    await amy.presses("The service contract")
    for content, said in (
        (b"", "The file is empty"),
        (zipped("a.pdf"), "Archives are not taken"),
        (locked_pdf(), "locked with a password"),
        (b"MZ\x90", "That kind of file is not taken"),
    ):
        await amy.sends("contract.pdf", content)
        assert said in amy.text
    await amy.sends("contract.pdf", pdf())
    assert "Received: contract.pdf" in amy.text
    assert "✓ The service contract (contract.pdf)" in amy.text
    await amy.sends("contract again.pdf", pdf())
    assert "I have this file already" in amy.text


async def test_a_file_sent_unasked_is_asked_about(bot: Bot, amy: Person) -> None:
    more = Paper(
        "usual-payment", Both("付款凭证", "Proof of payment"), (), stated=False, document="d", clause="c"
    )
    bot.offers.offered = offer(papers=(*offer().papers, more))
    await amy.fills_in()
    await amy.sends("scan.pdf", pdf("scan"))
    assert "Which paper is it?" in amy.text
    await amy.presses("Proof of payment")
    assert "✓ Proof of payment (scan.pdf)" in amy.text


async def test_a_colleague_is_offered_to_join_and_the_founder_decides(bot: Bot, amy: Person) -> None:
    await amy.submits()
    bob = Person(bot, "terminal:bob")
    await bob.forges("apply:gansu-qingyang-compute-voucher-2024")
    await bob.says("庆阳星算科技有限公司")
    from tests.applications.samples import code

    await bob.says(code(1))
    assert "is open already" in bob.text
    await bob.presses("Ask to join")
    from bot.applications.joining import handle

    await amy.says("/status")
    id_ = next(v for v in amy.buttons.values() if v.startswith("ap:")).split(":")[1]
    await amy.forges(f"ap:{id_}:admit:{handle('terminal:bob')}")
    assert "now takes part" in amy.text
    await bob.says("/status")
    assert "State: submitted" in bob.text


async def test_a_withdrawn_application_is_over(amy: Person) -> None:
    await amy.submits()
    await amy.presses("Show")
    await amy.presses("Withdraw")
    await amy.presses("Yes, withdraw")
    await amy.says("/status")
    assert "State: withdrawn" in amy.text


async def test_in_a_group_nothing_personal_is_said(bot: Bot) -> None:
    person = Person(bot, "terminal:-100:amy")
    await person.says("/status", in_group=True)
    assert person.text == "Applications hold personal data. Please write to me in our private chat."


async def test_what_the_pre_check_knows_is_filled_in_and_shown_for_confirmation(
    store: Store, tmp_path: Path
) -> None:
    from bot.dialogue.offering import RulebookOffers
    from knowledge.eligibility.rulebook import rulebook
    from knowledge.library.reading import bundled
    from tests.applications.test_checklist_follows_the_rules import FITTING

    amy = Person(
        Bot(store, tmp_path, rules=RulebookOffers(rulebook, bundled, lambda: "test")), "terminal:amy"
    )
    async with store.take(amy.message("facts", text="facts", medium="text")) as turn:
        turn.session.facts = {**FITTING, "purpose": "training", "contract_start": "2026-12-01"}
        await turn.commit(())
    await amy.says("/apply")
    await amy.presses("Qingyang computing voucher")
    assert "Purpose of the computing: Training a model" in amy.text
    assert "First day of the service: 2026-12-01" in amy.text
    await amy.presses("All right")
    assert "full name of the company" in amy.text
    await amy.says("cancel?")
    assert amy.replies == ()
    await amy.says("庆阳星算科技有限公司")
    assert "Unified Social Credit Code" in amy.text


def asked_for(number: int, en: str) -> Paper:
    """A paper that the programme's own clause names."""
    document = "gansu-qingyang-compute-voucher-2024"
    return Paper(
        f"stated-{number}", Both(f"材料{number}", en), (), stated=True, document=document, clause="Documents"
    )


async def test_a_missing_paper_is_named_and_nothing_is_submitted_unasked(bot: Bot, amy: Person) -> None:
    bot.offers.offered = offer(
        papers=(asked_for(1, "The licence"), asked_for(2, "The invoices"), *offer().papers)
    )
    shown = await amy.fills_in()
    missing, _, usual = shown.partition("The usual proof")
    assert "asked for by the programme:\n· The licence\n· The invoices" in missing
    assert "· The service contract" in usual
    await amy.presses("Submit")
    assert "The programme asks for these papers" in amy.text
    assert "reference number" not in amy.text
    await amy.presses("Hand in papers")
    await amy.presses("The licence")
    await amy.sends("licence.pdf", pdf())
    await amy.presses("Go on")
    await amy.presses("Submit")
    assert "· The invoices" in amy.text
    assert "· The licence" not in amy.text
    await amy.presses("Submit all the same")
    assert "Your reference number is SQ-" in amy.text


async def test_what_is_missing_stands_in_the_history_and_on_the_reviewer_s_card(
    bot: Bot, amy: Person
) -> None:
    from tests.applications.acting import Scene

    await bot.staffed()
    bot.offers.offered = offer(papers=(asked_for(1, "The licence"),))
    await amy.fills_in()
    await amy.presses("Submit")
    await amy.presses("Submit all the same")
    reference = amy.text[amy.text.index("SQ-") :][:12]
    rita = Person(bot, "t:rita")
    found = await Scene(bot.store).reviewer("t:rita", lambda desk: desk.show(reference))
    assert not isinstance(found, Refused)
    await rita.forges(f"st:{found.id}:card")
    assert "Papers still open: The licence" in rita.text
    async with bot.store.take(rita.message("look")) as turn:
        events = await turn.applications.history(found.id)
    assert [e.details.get("missing") for e in events if e.action == "submit"] == [["stated-1"]]


async def test_a_paper_that_is_asked_for_anew_is_asked_about_anew(bot: Bot, amy: Person) -> None:
    bot.offers.offered = offer(papers=(asked_for(1, "The licence"),))
    await amy.fills_in()
    await amy.presses("Submit")
    anyway = amy.buttons["Submit all the same"]
    bot.offers.offered = offer(papers=(asked_for(1, "The licence"), asked_for(2, "The invoices")))
    await amy.forges(anyway)
    assert "· The invoices" in amy.text
    assert "reference number" not in amy.text


async def test_with_all_that_the_programme_asks_for_nothing_more_is_asked(bot: Bot, amy: Person) -> None:
    bot.offers.offered = offer(papers=(asked_for(1, "The licence"),))
    await amy.fills_in()
    await amy.presses("Files")
    await amy.presses("The licence")
    await amy.sends("licence.pdf", pdf())
    await amy.presses("Go on")
    assert "asked for by the programme" not in amy.text
    await amy.presses("Submit")
    assert "Your reference number is SQ-" in amy.text
