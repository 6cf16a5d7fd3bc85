"""What speaks for a statement as an answer, one thing a function: its marks, words, figures, edition, place, kind."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import log
from sys import intern

from knowledge.answering.choosing import alike
from knowledge.answering.needs import Need
from knowledge.answering.understanding import CONTEXT, Understanding
from knowledge.clauses import Statement, Topic
from knowledge.figures import Figure, find_figures, supported
from knowledge.glossary.concepts import concepts
from knowledge.glossary.places import gazetteer, lies_within
from knowledge.glossary.terms import instruments
from knowledge.glossary.topics import cues
from knowledge.library.lexical import words

_EDITION = re.compile(
    r"(?<![\d–—至到-])(20[12]\d)(?:'s)?\s*(?:年|年度|年版|版)?(?:第.批)?\s*(?:first )?(?:policy|plan|edition|version|measures|rules|draft|round|guide|政策|方案|版|办法|措施|细则|草案|申报|算力券)"
    r"|version (\d\.\d)|(\d\.\d) ?版"
)
_COSTS = re.compile(
    r"\bcosts?\b|expenses|incurred|费用期|费用发生|发生的.{0,10}费用|期间.{0,6}费用|费用.{0,6}期间|合同签订"
)
_SOURCES = re.compile(
    r"third-party|\b(was|were) (not )?seen\b|seen on|\bthe sources\b|reposts?\b|mirror|digest|own reading|this note|\b(lists?|pages?|digests?)\b.{0,40}\bquotes?\b|\breported slogans?\b|inferred|unconfirmed|unverified"
    r"|第三方|本说明|所见|转载|(清单|页面|名单).{0,10}(仍|引用)|报道中的提法|未见|推断|未经核实|自行测算"
)
_TELLS = 0.3
"""From here on words tell statements apart: below, all that a question has is what every statement has."""
_ON_SOURCES: frozenset[Topic | None] = CONTEXT | {"conflict", "in_force"}
_FIGURES: frozenset[Topic | None] = frozenset(["rate", "cap", "floor", "budget", "formula", "conflict", None])
"""Topics on which a figure in a question is what is to be checked; elsewhere it only describes something."""
_SORTS: dict[Topic, str] = {"rate": "percent", "cap": "money", "floor": "money", "budget": "money"}


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
def kinds_of(text: str) -> frozenset[str]:
    """Name the kinds of vouchers that a text speaks of; remembered."""
    return instruments(text)


@lru_cache(maxsize=20_000)
def _figures_of(text: str) -> tuple[Figure, ...]:
    return tuple(find_figures(text))


@lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """List the words of a text; remembered, and each word kept once for all texts."""
    return frozenset(map(intern, words(text)))


@lru_cache(maxsize=20_000)
def concepts_of(text: str) -> frozenset[str]:
    """Name the concepts that a text speaks of; remembered."""
    return concepts(text)


@lru_cache(maxsize=20_000)
def _districts_of(text: str, known: frozenset[str]) -> frozenset[str]:
    return frozenset(mention.code for mention in gazetteer().find(text, known))


def fits_kind(wanted: frozenset[str], text: str, title: frozenset[str]) -> bool:
    """Tell whether a statement can be about the kind of voucher asked for; `title` are its document's kinds.

    What is said of one-person companies alone is not said of all, and one voucher's rate is not another's.
    """
    meant = wanted | alike(wanted)
    own = kinds_of(text) - (frozenset() if title & meant else title)
    if not wanted or not own:
        return True
    return bool(own & meant) and ("opc" not in own or "opc" in wanted)


def kind_bonus(wanted: frozenset[str], text: str) -> float:
    """Prefer statements on the kind of voucher asked for; where none is named, those on computing."""
    own = kinds_of(text)
    if not own:
        return 0.0
    if "opc" in own - wanted:
        return -0.3  # what one-person companies get is not what all get
    if not wanted:
        return 0.0 if own & {"computing", "training"} else -0.15
    return 0.25 if own & wanted else -0.3


@lru_cache(maxsize=20_000)
def edition(text: str) -> str | None:
    """Return the year or version of the edition that a text speaks of, or None."""
    match = _EDITION.search(text)
    return (match[1] or match[2] or match[3]) if match else None


def editions_asked(u: Understanding) -> frozenset[str]:
    """Name the years and versions that a question speaks of."""
    return frozenset([*map(str, u.years), *(v for v in [edition(u.text)] if v)])


def edition_bonus(statement: Statement, latest: str | None, u: Understanding) -> float:
    """Prefer statements on the edition asked for, or else on the newest one of the day."""
    own = edition(statement.text)
    if own is None:
        return 0.0
    asked_for = editions_asked(u)
    if asked_for:
        return 0.4 if own in asked_for else -0.6
    if own.startswith("20") and int(own) > u.day.year:
        return -1.0
    return 0.0 if latest is None or own >= latest or u.asks_old else -0.35


def states_cost_period(statement: Statement) -> bool:
    """Tell whether a statement says in which period costs must fall, whatever it is marked with."""
    return _speaks_of_costs(statement.text) and any(
        figure.kind == "date" for figure in _figures_of(statement.text)
    )


def cost_bonus(statement: Statement, *, asked_for: bool) -> float:
    """Tell the period in which costs must fall from the days on which applications are taken."""
    if "window" not in statement.topics:
        return 0.0
    return 0.3 if asked_for == _speaks_of_costs(statement.text) else -0.3


@lru_cache(maxsize=20_000)
def _speaks_of_costs(text: str) -> bool:
    return _COSTS.search(text) is not None


def place_penalty(text: str, group_places: frozenset[str], known: frozenset[str]) -> float:
    """Push back statements on another district of the same document: Haizhu never answers for Huangpu."""
    if not group_places:
        return 0.0
    named = _districts_of(text, known)
    related = any(lies_within(a, b) or lies_within(b, a) for a in named for b in group_places)
    return -1.2 if named and not related else 0.0


def rarity_of(
    statements: Sequence[Statement], wanted: frozenset[str], tokens: Callable[[str], frozenset[str]]
) -> dict[str, float]:
    """Weigh the question's words or concepts by how few of the statements have them: what all share tells none apart."""
    counts = Counter(word for statement in statements for word in wanted & tokens(statement.text))
    most = log(len(statements) + 1)
    return {word: log((len(statements) + 1) / (count + 0.5)) / most for word, count in counts.items()}


def is_about_sources(statement: Statement, need: Need) -> bool:
    """Tell whether a statement is on what was seen and where rather than on the rules, and the rules are asked for."""
    return need.main not in _ON_SOURCES and speaks_of_sources(statement.text)


@lru_cache(maxsize=20_000)
def speaks_of_sources(text: str) -> bool:
    """Tell whether a text is on what was seen and where, or on what nobody confirmed; remembered."""
    return _SOURCES.search(text) is not None


def overlap(rarity: Mapping[str, float], tokens: frozenset[str]) -> float:
    """Return the share of the question's telling words or concepts that a text has, 0 to 1; with none that tell, 0."""
    total = sum(rarity.values())
    return sum(rarity.get(word, 0.0) for word in tokens) / total if total >= _TELLS else 0.0


def has_quantity(statement: Statement) -> bool:
    """Tell whether a statement states an amount, a share or a number."""
    return any(f.kind in {"percent", "money", "number"} for f in _figures_of(statement.text))


def has_sum(statement: Statement) -> bool:
    """Tell whether a statement states an amount of money or a share."""
    return any(f.kind in {"percent", "money"} for f in _figures_of(statement.text))


def figure_bonus(statement: Statement, need: Need, u: Understanding, claimed: Sequence[Figure]) -> float:
    """Prefer statements with the sort of figure that is asked for, or with the very figure that is named."""
    have = _figures_of(statement.text)
    meant = need.main in _FIGURES and any(supported(claim, have) for claim in claimed)
    bonus = 0.35 if meant else 0.0
    wanted = _SORTS.get(need.main or "what")
    if wanted is not None:
        bonus += 0.2 if any(f.kind == wanted for f in have) else 0.0
    if u.quantity:
        says = statement.is_gap or has_quantity(statement)
        bonus += 0.2 if says else -0.5
    if u.moment:
        bonus += 0.2 if any(f.kind == "date" for f in have) else -0.2
    years = [f.value[0] for f in have if isinstance(f.value, tuple) and f.value[0]]
    later = bool(years) and min(years) > u.day.year
    return bonus - (0.8 if later and not statement.is_gap and "in_force" not in statement.topics else 0.0)
