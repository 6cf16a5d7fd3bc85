"""A founder and the bot in a private chat: texts, edits, files, long answers."""

import pytest

from bot.channels.telegram.menu import COMMANDS
from tests.botapi import BotApi, Person
from tests.telegram.shared import SHARED

pytestmark = SHARED


async def test_an_answer_shows_its_sources_with_clause_quote_date_and_link(ann: Person) -> None:
    await ann.sends("cite")
    message = await ann.wait_for_message("It pays 30% <b>[1].")
    assert "[1] Measures & Rules · Amount <of money> · in force since 2024-03-19" in message.text
    kinds = {entity["type"]: entity for entity in message.raw["entities"]}
    assert kinds["text_link"]["url"] == "https://example.gov.cn/a?b=1&c=2"
    assert "expandable_blockquote" in kinds


async def test_a_long_answer_is_split_at_paragraphs_and_keeps_its_sources_with_the_last_part(
    ann: Person,
) -> None:
    await ann.sends("long 12")
    first = await ann.wait_for_message("Paragraph 1.")
    last = await ann.wait_for_message("Paragraph 12.")
    assert len(first.text) <= 4096
    assert "Sources" not in first.text
    assert "Measures & Rules" in last.text
    assert last.text.startswith("Paragraph ")


async def test_a_long_answer_is_drafted_first_and_ends_as_one_message(ann: Person) -> None:
    await ann.sends("long 5")
    await ann.chat.wait_for_event("draft")
    await ann.wait_for_message("Paragraph 5.")
    assert len(ann.chat.texts) == 1


async def test_an_answer_in_the_making_is_shown_as_a_draft(ann: Person) -> None:
    await ann.sends("draft please")
    draft = await ann.chat.wait_for_event("draft")
    assert draft.raw["text"] == "The first sentence of the answer …"
    await ann.wait_for_message("1: draft please")


async def test_typing_is_shown_while_an_answer_takes_its_time(ann: Person) -> None:
    await ann.sends("slow 5.2")
    await ann.chat.wait_for_event("action")
    await ann.chat.wait_for_event("action")
    assert ann.chat.said == []
    await ann.wait_for_message("1: slow")


async def test_an_edited_question_is_answered_anew(ann: Person) -> None:
    question = await ann.sends("Nanning?")
    await ann.wait_for_message("1: Nanning?")
    await ann.edits(question, "Nanjing?")
    answer = await ann.wait_for_message("2: Nanjing? (edited)")
    assert answer.reply_to == question.id


@pytest.mark.parametrize("kind", ["voice", "sticker", "photo", "contact", "location"])
async def test_what_is_no_text_gets_a_helpful_sentence(ann: Person, kind: str) -> None:
    await getattr(ann, f"sends_{kind}")()
    await ann.wait_for_message(f"I cannot use a {kind}")


async def test_a_file_can_be_read(ann: Person) -> None:
    await ann.sends_file("plan.pdf", b"x" * 100_000)
    await ann.wait_for_message("file plan.pdf: 100000 bytes")


async def test_a_file_that_is_too_large_gets_a_kind_sentence(ann: Person) -> None:
    await ann.sends_file("film.pdf", b"x", size=50_000_000)
    await ann.wait_for_message("up to 20 MB")


async def test_an_album_gets_one_confirmation(ann: Person) -> None:
    await ann.sends_album([("a.pdf", b"1"), ("b.pdf", b"22"), ("c.pdf", b"333")])
    await ann.sends("thanks")
    await ann.wait_for_message("1: thanks")
    confirmation = "file a.pdf: 1 bytes\n\nfile b.pdf: 2 bytes\n\nfile c.pdf: 3 bytes"
    assert ann.chat.sent == [confirmation, "1: thanks"]


async def test_a_document_is_sent_below_its_text(ann: Person) -> None:
    await ann.sends("paper")
    await ann.wait_for_message("Your paper")
    paper = await ann.wait_for_message()
    assert paper.file == b"content"


async def test_a_link_with_a_payload_is_understood_and_a_forged_one_is_dropped(ann: Person) -> None:
    await ann.sends("/start shanghai-2024")
    await ann.wait_for_message("Which city? shanghai-2024")
    await ann.sends("/start '; DROP TABLE")
    message = await ann.wait_for_message("Which city?")
    assert message.text == "Which city?"


@pytest.mark.parametrize("language", ["", "zh", "en"])
async def test_the_menu_of_commands_speaks_the_founders_language(api: BotApi, language: str) -> None:
    await api.wait_until(lambda: api.calls_of("setMyCommands")[8:])
    private = api.world.profile.get_commands({"type": "all_private_chats"}, language)
    group = api.world.profile.get_commands({"type": "all_group_chats"}, language)
    start = private[0]["description"]
    assert [command["command"] for command in private] == list(COMMANDS)
    assert ("开始" in start) == (language == "zh")
    assert "my_data" not in {command["command"] for command in group}


async def test_odd_characters_do_no_harm(ann: Person) -> None:
    await ann.sends("a\x00b\ud83dc <b>&")
    await ann.wait_for_message("1: abc <b>&")
