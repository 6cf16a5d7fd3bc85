"""Conditions, uses and kinds of applicants are recognised in whatever words they are put."""

import re
from importlib.resources import files

import pytest
import yaml

from bot.app import Library
from knowledge.glossary.concepts import concepts
from knowledge.language import LANGUAGES

NAMES = list(yaml.safe_load((files("knowledge.glossary") / "concepts.yaml").read_text("utf-8")))

SAME = [
    ("self_built", "我们自己搭的机房", "we run on our own servers"),
    ("self_built", "自建自用除外", "GPUs in our own basement"),
    ("related_party", "跟母公司租的", "we rent from our parent company"),
    ("outside", "省外企业", "a firm from another province"),
    ("transfer", "可以转赠吗", "may we pass ours on to a friend"),
    ("afterwards", "要先垫钱吗", "do we pay the whole invoice first"),
    ("startup", "刚成立的公司", "a newly founded company"),
    ("university", "高校", "our college"),
    ("supercomputing", "超算中心", "the supercomputing centre"),
    ("champion", "专精特新小巨人", "we became a little giant"),
    ("domestic", "国产芯片", "home-grown chips"),
    ("electronic", "是电子券吗", "is it something on paper"),
    ("dishonest", "失信名单", "a credit blacklist"),
]


@pytest.mark.parametrize(("name", "chinese", "english"), SAME)
def test_a_concept_is_the_same_in_both_languages(name: str, chinese: str, english: str) -> None:
    assert name in concepts(chinese) & concepts(english)


@pytest.mark.parametrize("text", ["", "深圳训力券上限多少", "What is the rate in Qingyang?"])
def test_what_names_no_condition_speaks_of_no_concept(text: str) -> None:
    assert not concepts(text)


def test_every_concept_is_spoken_of_in_the_documents_of_both_languages(library: Library) -> None:
    shelves = library.answerer().retriever.shelves
    for language in LANGUAGES:
        spoken = {
            name
            for passage in shelves[language].passages
            for statement in passage.statements
            for name in concepts(statement.text)
        }
        assert (language, set(NAMES) - spoken) == (language, set())


def test_no_concept_stands_in_every_other_statement(library: Library) -> None:
    for shelf in library.answerer().retriever.shelves.values():
        texts = [s.text for passage in shelf.passages for s in passage.statements]
        for name in NAMES:
            assert sum(name in concepts(text) for text in texts) < len(texts) / 5, name


def test_names_of_concepts_are_plain_words() -> None:
    assert all(re.fullmatch(r"[a-z_]+", name) for name in NAMES)
