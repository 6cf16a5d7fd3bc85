"""The check that statements tell the truth about themselves: their own sources, no state of a day, no makers' talk."""

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.clauses import Document, Statement
from knowledge.library.faults import Fault
from knowledge.provenance import Origin, Source

STATE = re.compile(
    r"\b(is|are|now|been) closed\b|\b(has|have) (already )?(ended|expired|passed|closed)\b|\bin force (when|as far|by)\b"
    r"|\bwhen (last )?(seen|checked)\b|\b(is|are|has been|have been|was|were) in force\b|\b(round|window|period|plan|programme|policy|it) is over\b|\bclosed on \d"
    r"|\b(still|now|currently|no longer) (open|valid|in force|running|runs|closed)\b|\bstays? open\b|\bbatch was open\b"
    r"|已(经)?(截止|结束|到期|过期|失效|关闭|废止)|已于[^，。；]{0,20}(截止|结束|届满|到期|关闭)|现已|最后查看|所见时有效|所见有效"
    r"|仍(在施行|有效|开放|在执行)|现行有效|施行中|正在(受理|实施|申报)|尚未(开始|公布|截止)|申报中|当前(状态|是否)"
)
"""Words for what only a day decides: they are computed, never stored."""
_MAKERS = re.compile(
    r"索引|接口文档|路演|虚构|测试文本|演示数据|代码库|\bindex(es)?\b|\bAPI document|pitch deck|test text|demo data|demo news|code repository|for encoding"
)
"""Words of those who made the knowledge base, on what they found and where."""
_UNCONFIRMED = re.compile(
    r"unconfirmed|unverified|not (officially )?confirmed|third-party (data|statement|research note|files)|a data set"
    r"|未经(官方)?(页面)?(核实|证实|确认)|据第三方|第三方(资料|数据|说法)"
)


def check_truth(documents: Iterable[Document], own: frozenset[str]) -> Iterator[Fault]:
    """Find what is wrong with the provenance of every statement, and with the words of those of the `own` documents."""
    every = list(documents)
    wrong = frozenset(s.url for document in every for s in document.sources if s.wrong and s.url)
    for document in every:
        yield from _sources(document)
        for clause in document.clauses:
            for statement in clause.statements:
                for sentence in _provenance(document, statement, wrong):
                    yield _fault(document, f"{sentence}: {statement.text[:60]!r}.")
                for sentence in words(statement) if document.id in own else ():
                    yield _fault(document, f"{sentence}: {statement.text[:60]!r}.")


def _sources(document: Document) -> Iterator[Fault]:
    numbers = [source.number for source in document.sources]
    for source in document.sources:
        if source.repeated_by and source.kind != "official":
            yield _fault(document, f"source {source.number} is repeated by others but is no official page.")
        for number in source.repeated_by:
            if number not in numbers or number == source.number:
                yield _fault(
                    document, f"source {source.number} is repeated by {number}, which is no other source."
                )


def _provenance(document: Document, statement: Statement, wrong: frozenset[str]) -> Iterator[str]:
    """Prove the address shown: one of the statement's own sources that was read, or none."""
    origin = document.origin(statement)
    own = [source for source in document.sources if source.number in statement.sources]
    disputes = "conflict" in statement.topics
    if origin.url is not None and not any(_bears(source, origin) for source in own):
        yield f"shows {origin.url}, which is none of its own sources"
    if origin.official_url is not None and not _is_official(document, own, origin.official_url):
        yield f"names {origin.official_url}, which is no official page of what it says"
    if not own and origin != Origin():
        yield "has an address but no source of its own"
    if statement.standing == "unconfirmed" and (origin.kind == "official" or origin.official_url):
        yield "is unconfirmed but shows an official address"
    if not disputes and (origin.url in wrong or any(source.wrong for source in own)):
        yield "stands on a source that is said to be wrong"


def _bears(source: Source, origin: Origin) -> bool:
    return source.read and (source.url, source.kind) == (origin.url, origin.kind)


def _is_official(document: Document, own: Sequence[Source], url: str) -> bool:
    numbers = {source.number for source in own}
    return any(
        source.url == url
        and source.kind == "official"
        and (source.number in numbers or bool(numbers & set(source.repeated_by)))
        for source in document.sources
    )


def words(statement: Statement) -> Iterator[str]:
    """Refuse words of a state, and words of the makers outside of evidence; ask for the mark that others need."""
    if (match := STATE.search(statement.text)) is not None:
        yield f"holds the state {match[0]!r}, which only a day decides; give the dates instead"
    if statement.standing == "rule" and (match := _MAKERS.search(statement.text)) is not None:
        yield f"speaks of sources ({match[0]!r}); mark it with evidence, or say the rule alone"
    if (
        statement.standing == "rule"
        and not statement.is_gap
        and (match := _UNCONFIRMED.search(statement.text))
    ):
        yield f"says {match[0]!r}; mark it with unconfirmed"


def _fault(document: Document, sentence: str) -> Fault:
    return Fault(f"{document.id}.{document.language}.md", 1, sentence)
