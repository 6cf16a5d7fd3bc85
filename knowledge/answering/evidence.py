"""Which statements answer: scored by what they are about, how near they are in meaning, and what they say of it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from knowledge.answering.catalogue import languages_of
from knowledge.answering.choosing import Candidate, alike
from knowledge.answering.needs import Need
from knowledge.answering.understanding import Understanding
from knowledge.clauses import Passage, Statement, Topic
from knowledge.figures import Figure, find_figures, supported
from knowledge.glossary.places import gazetteer, lies_within
from knowledge.glossary.terms import instruments
from knowledge.glossary.topics import cues
from knowledge.library.embedding import Vectors
from knowledge.library.lexical import words
from knowledge.library.retrieval import Retriever

_EDITION = re.compile(
    r"(?<![\d–—至到-])(20[12]\d)(?:'s)?\s*(?:年|年度|年版|版)?(?:第.批)?\s*(?:first )?(?:policy|plan|edition|version|measures|rules|draft|round|guide|政策|方案|版|办法|措施|细则|草案|申报|算力券)"
    r"|version (\d\.\d)|(\d\.\d) ?版"
)
_SAYS_NOTHING = re.compile(
    r"^(?!.*\d(%|万|亿| yuan)).*(未载明|没有载明|未说明|未见具体|not stated|do not state|does not state|(is|are|was|were) unknown|未公布具体)"
)
_SOURCES = re.compile(
    r"third-party|\b(was|were) (not )?seen\b|seen on|\bthe sources\b|reposts?\b|mirror|digest|own reading|this note|inferred|unconfirmed|unverified"
    r"|第三方|本说明|所见|转载|未见|推断|未经核实|自行测算"
)
_ON_SOURCES: frozenset[Topic | None] = frozenset(["conflict", "background", "in_force"])
_SORTS: dict[Topic, str] = {"rate": "percent", "cap": "money", "floor": "money", "budget": "money"}
Row = tuple[Candidate, Passage, Statement, float]
"""A statement with its candidate and passage, and how near it is to the question in meaning."""


_SIMILARITY, _TELLING_WORDS, _LATER, _ON_SOURCES_LESS = 1.3, 0.7, 0.04, 0.3
"""What a point of similarity, of telling words in common, of standing later in the clause, of being a note is worth."""

NEAR_ENOUGH = 0.3
"""From here on a statement is near enough to a question in meaning to answer it."""

TELLING = 0.5
"""From here on a statement has enough of the question's telling words to answer it."""

ENOUGH = 0.6
"""From here on a statement is about the topic asked for, by its mark."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement that may answer a topic, with all that its score is made of."""

    candidate: Candidate
    passage: Passage
    statement: Statement
    match: float
    similarity: float
    score: float
    telling: float = 0.0
    """The share of the question's telling words that it has."""

    @property
    def is_gap(self) -> bool:
        """True when it only says that the sources do not state the thing."""
        return self.statement.is_gap or _SAYS_NOTHING.search(self.statement.text) is not None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other evidence."""
        return (self.passage.id, self.statement.text)


def _matches(topic: Topic, statement: Statement) -> float:
    if statement.topics and statement.topics[0] == topic:
        return 1.0
    if topic in statement.topics:
        return 0.85
    cue = cues()[topic]
    if any(other in cue.twins for other in statement.topics[:1]):
        return 0.8
    return 0.35 if any(other in cue.near for other in statement.topics[:1]) else 0.0


def need_match(need: Need, statement: Statement) -> float:
    """Return how surely a statement is about what is asked for, by its marks: 1 for the likeliest topic itself."""
    if not need.topics:
        return 0.3
    return max((0.4 + 0.6 * sure) * _matches(topic, statement) for topic, sure in need.topics)


@lru_cache(maxsize=20_000)
def _kinds_of(text: str) -> frozenset[str]:
    return instruments(text)


@lru_cache(maxsize=20_000)
def _figures_of(text: str) -> tuple[Figure, ...]:
    return tuple(find_figures(text))


@lru_cache(maxsize=20_000)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(words(text))


@lru_cache(maxsize=20_000)
def _districts_of(text: str, known: frozenset[str]) -> frozenset[str]:
    return frozenset(mention.code for mention in gazetteer().find(text, known))


def fits_kind(wanted: frozenset[str], text: str, title: frozenset[str]) -> bool:
    """Tell whether a statement can be about the kind of voucher asked for; `title` are its document's kinds.

    What is said of one-person companies alone is not said of all, and one voucher's rate is not another's.
    """
    meant = wanted | alike(wanted)
    own = _kinds_of(text) - (frozenset() if title & meant else title)
    if not wanted or not own:
        return True
    return bool(own & meant) and ("opc" not in own or "opc" in wanted)


def _kind_bonus(wanted: frozenset[str], text: str) -> float:
    """Prefer statements on the kind of voucher asked for; where none is named, those on computing."""
    own = _kinds_of(text)
    if not own:
        return 0.0
    if not wanted:
        return 0.0 if own & {"computing", "training"} else -0.15
    return 0.25 if own & wanted else -0.3


def _edition(text: str) -> str | None:
    match = _EDITION.search(text)
    return (match[1] or match[2] or match[3]) if match else None


def _edition_bonus(statement: Statement, latest: str | None, u: Understanding) -> float:
    """Prefer statements on the edition asked for, or else on the newest one of the day."""
    own = _edition(statement.text)
    if own is None:
        return 0.0
    asked_for = {str(year) for year in u.years} | {v for v in [_edition(u.text)] if v}
    if asked_for:
        return 0.4 if own in asked_for else -0.6
    if own.startswith("20") and int(own) > u.day.year:
        return -1.0
    return 0.0 if latest is None or own >= latest or u.asks_old else -0.35


def _place_penalty(text: str, group_places: frozenset[str], known: frozenset[str]) -> float:
    """Push back statements on another district of the same document: Haizhu never answers for Huangpu."""
    if not group_places:
        return 0.0
    named = _districts_of(text, known)
    related = any(lies_within(a, b) or lies_within(b, a) for a in named for b in group_places)
    return -1.2 if named and not related else 0.0


def _rarity(rows: Sequence[Row], wanted: frozenset[str]) -> dict[str, float]:
    """Weigh the question's words by how few of the statements have them: what all share tells none apart."""
    counts = Counter(word for _, _, statement, _ in rows for word in wanted & _words_of(statement.text))
    most = log(len(rows) + 1)
    return {word: log((len(rows) + 1) / (count + 0.5)) / most for word, count in counts.items()}


def _about_sources(statement: Statement, need: Need) -> bool:
    """Tell whether a statement is on what was seen and where rather than on the rules, and the rules are asked for."""
    return need.main not in _ON_SOURCES and _SOURCES.search(statement.text) is not None


def _overlap(rarity: Mapping[str, float], text: str) -> float:
    """Return the share of the question's telling words that a text has, 0 to 1."""
    total = sum(rarity.values())
    return sum(rarity.get(word, 0.0) for word in _words_of(text)) / total if total else 0.0


class Finder:
    """Finds evidence for one question; the question is embedded once."""

    def __init__(self, retriever: Retriever, u: Understanding, known: frozenset[str]) -> None:
        self._retriever = retriever
        self._u = u
        self._raw: Vectors | None = None
        self._words = frozenset(words(u.text))
        self._known = known
        self._rows: dict[tuple[str, ...], list[Row]] = {}
        self._claimed = [f for f in find_figures(u.text) if f.kind in {"percent", "money"}]

    def _places(self, candidate: Candidate) -> frozenset[str]:
        """The place that a candidate stands for, where its document is on several."""
        several = len(candidate.entry.regions) > 1
        return frozenset([candidate.place]) if several and candidate.place else frozenset()

    def _figure_bonus(self, statement: Statement, need: Need) -> float:
        """Prefer statements with the sort of figure that is asked for, or with the very figure that is named."""
        have = _figures_of(statement.text)
        bonus = 0.35 if any(supported(claim, have) for claim in self._claimed) else 0.0
        wanted = _SORTS.get(need.main or "what")
        if wanted is not None:
            bonus += 0.2 if any(f.kind == wanted for f in have) else 0.0
        if self._u.quantity:
            says = statement.is_gap or any(f.kind in {"percent", "money", "number"} for f in have)
            bonus += 0.2 if says else -0.5
        if self._u.moment:
            bonus += 0.2 if any(f.kind == "date" for f in have) else -0.2
        years = [f.value[0] for f in have if isinstance(f.value, tuple) and f.value[0]]
        later = bool(years) and min(years) > self._u.day.year
        return bonus - (0.8 if later and not statement.is_gap and "in_force" not in statement.topics else 0.0)

    @property
    def raw(self) -> Vectors:
        """The question's vector."""
        if self._raw is None:
            self._raw = self._retriever.embed(self._u.text)
        return self._raw

    def scored(self, candidates: Iterable[Candidate]) -> list[Row]:
        """List every statement of the candidates with its similarity, in the question's language where it exists."""
        by_id = {candidate.entry.id: candidate for candidate in candidates}
        key = tuple(sorted(by_id))
        if key in self._rows:
            return [(by_id[p.document], p, s, similarity) for _, p, s, similarity in self._rows[key]]
        own = [name for name, c in by_id.items() if self._u.language in c.entry.texts]
        other = {
            name: languages_of(c.entry)[0]
            for name, c in by_id.items()
            if self._u.language not in c.entry.texts
        }
        hits = self._retriever.among(
            self._u.text, self.raw, own, shelf=self._u.language, language=self._u.language
        )
        for name, language in other.items():
            hits += self._retriever.among(
                self._u.text, self.raw, [name], shelf=language, language=self._u.language
            )
        self._rows[key] = [
            (by_id[hit.passage.document], hit.passage, statement, similarity)
            for hit in hits
            for statement, similarity in zip(hit.passage.statements, hit.statements, strict=True)
        ]
        return self._rows[key]

    def fits_kind(self, item: Evidence, need: Need | None = None) -> bool:
        """Tell whether evidence can be about the kind of voucher that is asked for."""
        if need is not None and need.kind:
            return need.kind in (_kinds_of(item.statement.text) or item.candidate.entry.instruments)
        computing: frozenset[str] = frozenset(["computing"]) if item.is_gap else frozenset()
        return fits_kind(
            self._u.instruments or computing, item.statement.text, item.candidate.entry.instruments
        )

    def find(self, candidates: Sequence[Candidate], need: Need) -> list[Evidence]:
        """Score every statement of the candidates for one thing asked for, best first."""
        rows = self.scored(candidates)
        editions = [
            own
            for _, _, s, _ in rows
            if (own := _edition(s.text)) and own.startswith("20") and int(own) <= self._u.day.year
        ]
        latest = max(editions, default=None)
        wanted = frozenset(words(need.words)) if need.words else self._words
        rarity = _rarity(rows, wanted)
        kinds = frozenset([need.kind]) if need.kind else self._u.instruments
        found = []
        for candidate, passage, statement, similarity in rows:
            match = need_match(need, statement)
            telling = _overlap(rarity, statement.text)
            score = (
                candidate.weight
                + 1.2 * match
                + _SIMILARITY * similarity
                + _TELLING_WORDS * telling
                + _kind_bonus(kinds, statement.text)
                + _edition_bonus(statement, latest, self._u)
                + _place_penalty(statement.text, self._places(candidate), self._known)
                + self._figure_bonus(statement, need)
                - _LATER * min(passage.statements.index(statement), 5)
                - (_ON_SOURCES_LESS if _about_sources(statement, need) else 0.0)
            )
            found.append(Evidence(candidate, passage, statement, match, similarity, score, telling))
        return sorted(found, key=lambda item: (-item.score, item.key))
