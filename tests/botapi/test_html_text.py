"""Telegram's HTML: what it takes and in which words it refuses."""

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given
from hypothesis import strategies as st

from tests.botapi.entities import find_entities, utf16_length, with_found
from tests.botapi.html_text import parse_html
from tests.botapi.refusals import Refusal


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("plain &lt;b&gt; &amp;amp; &#33; &#x4e2d; &nbsp;", "plain <b> &amp; ! 中 &nbsp;", []),
        ("<b>bold <i>both</i></b>", "bold both", ["bold", "italic"]),
        ("<B>x</B>", "x", ["bold"]),
        ("<b></b>x", "x", []),
        ('<span class="tg-spoiler">x</span>', "x", ["spoiler"]),
        ("<blockquote expandable>x</blockquote>", "x", ["expandable_blockquote"]),
        ("<blockquote>x</blockquote>", "x", ["blockquote"]),
        ('<pre><code class="language-python">x</code></pre>', "x", ["pre"]),
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', "x", ["text_link"]),
        ("<a href='nowhere'>x</a>", "x", []),
    ],
)
def test_html_is_read_as_telegram_does(source: str, text: str, kinds: list[str]) -> None:
    parsed, entities = parse_html(source)
    assert (parsed, [entity["type"] for entity in entities]) == (text, kinds)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <3 you>", 'Unsupported start tag "3" at byte offset 2'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("中<br/>", 'Unsupported start tag "br/" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ],
)
def test_html_is_refused_as_telegram_does(source: str, problem: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_html(source)
    assert f"can't parse entities: {problem}" in caught.value.description


def test_offsets_count_utf16_units() -> None:
    text, entities = parse_html("😀 <b>中文😀</b>")
    assert entities == [{"type": "bold", "offset": 3, "length": 4}]
    assert utf16_length(text) == 7


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["bold", "italic", "code", "spoiler", "blockquote", "expandable_blockquote", ""]),
            st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12),
        )
    )
)
def test_what_aiogram_writes_is_read_back(runs: list[tuple[str, str]]) -> None:
    text, entities = "", []
    for kind, words in runs:
        if kind:
            start, length = utf16_length(text), utf16_length(words)
            entities.append(MessageEntity(type=kind, offset=start, length=length))
        text += words
    parsed, found = parse_html(html_decoration.unparse(text, entities))
    assert parsed == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == [
        (entity.type, entity.offset, entity.length) for entity in entities
    ]


def test_commands_links_and_names_are_found() -> None:
    text = "😀/start@voucher_bot see https://example.org/a?b=1, or mail ann@example.org @ann_lee 2/3"
    found = find_entities(text)
    assert [entity["type"] for entity in found] == ["bot_command", "url", "email", "mention"]
    assert found[0]["offset"] == 2
    inside_code = [{"type": "code", "offset": 0, "length": utf16_length(text)}]
    assert with_found(text, inside_code) == inside_code
