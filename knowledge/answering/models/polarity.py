"""Whether a sentence says yes where its source says no, or promises what its source only caps."""

import re

from knowledge.figures import find_figures, supported
from knowledge.language import fold
from knowledge.library.lexical import words

_NOT = re.compile(
    r"\b(not|no|never|nor|neither|without|except|excludes?|excluded|excluding|unless|cannot|isn't|aren't|don't|doesn't|can't|won't|prohibit\w*|forbid\w*|forbidden|barred|ineligible|refuse[sd]?|unsupported|stopped|ends?|ended|closed|expired|repealed)\b"
    r"|不(?!超过|高于|低于|少于|多于|大于|小于|同|断|限|仅|论|管|得超过|得低于)|无(?!锡|偿|论)|未(?!来)|没有|非(?!常)|除|禁止|严禁|拒绝|停止|取消|废止|失效|截止|结束|排除"
)
_MOST = re.compile(
    r"\b(at most|up to|no more than|not more than|not exceed\w*|cap\w*|ceilings?|maximum|max|limit\w*|or less|or below|within|below|under|less than|fewer than|before|by|until)\b"
    r"|不超过|不高于|不多于|不大于|不得超过|最高|最多|最大|上限|封顶|以内|以下|之内|至多|低于|小于|少于|之前|以前|为限"
)
_LEAST = re.compile(
    r"\b(at least|no less than|not less than|no fewer than|minimum|min|or more|or above|more than|over|above|from|exceed\w*|starting|reach\w*|after|since)\b"
    r"|不低于|不少于|不小于|不得低于|最低|最少|至少|以上|下限|起点|超过|高于|大于|多于|达到|起|满|之后|以后"
)
_BOUND = re.compile(
    r"不(得|能|应|可)?(超过|高于|多于|大于|低于|少于|小于)|\b(no|not|does not|may not|cannot|must not) (more than|less than|fewer than|later than|exceed\w*|above|below)\b"
)
"""What sets a bound by denying its opposite; it says no to nothing."""
_CLAUSE = re.compile(r"[,，;；。：:!！?？\n]|(?<=[a-z)])\. |\b(?:but|and|while|whereas)\b|但|而且")


def clauses(text: str) -> list[str]:
    """Cut a text where its thoughts end."""
    return [part.strip() for part in _CLAUSE.split(fold(text)) if part and part.strip()]


def denies(text: str) -> bool:
    """Tell whether a text says no to something."""
    return _NOT.search(_BOUND.sub(" ", fold(text))) is not None


def contradicts(sentence: str, sources: list[str]) -> bool:
    """Tell whether a thought of the sentence says yes where the thought of the sources that it is about says no.

    Each thought is compared with the one that shares most of its words.
    """
    thoughts = [thought for source in sources for thought in (*clauses(source), fold(source))]
    for part in clauses(sentence):
        own = frozenset(words(part))
        if not own or not thoughts:
            continue
        shares = [len(own & frozenset(words(thought))) for thought in thoughts]
        nearest = [thought for thought, share in zip(thoughts, shares, strict=True) if share == max(shares)]
        if max(shares) and all(denies(thought) != denies(part) for thought in nearest):
            return True
    return False


def overstates(sentence: str, sources: list[str]) -> str | None:
    """Return the figure that a sentence states as more, or less, or surer than its sources do; or None."""
    said = [(figure, part) for part in clauses(sentence) for figure in find_figures(part)]
    thoughts = [thought for source in sources for thought in clauses(source)]
    for figure, part in said:
        if figure.kind not in {"percent", "money", "number"}:
            continue
        bearing = [thought for thought in thoughts if supported(figure, find_figures(thought))]
        if bearing and not any(_same_bounds(part, fold(sentence), thought) for thought in bearing):
            return figure.spelling or str(figure)
    return None


def _same_bounds(part: str, sentence: str, thought: str) -> bool:
    most, least = _bounds(part)
    capped, floored = _bounds(thought)
    wide_most, wide_least = _bounds(sentence)
    return (
        (capped or not most)
        and (floored or not least)
        and (wide_most or not capped)
        and (wide_least or not floored)
    )


def _bounds(text: str) -> tuple[bool, bool]:
    """Tell whether a text sets a most and a least; what names a most (`不低于`) is not read as its opposite."""
    most = [match.span() for match in _MOST.finditer(text)]
    least = [match.span() for match in _LEAST.finditer(text)]
    inner_most = [s for s in most if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in least)]
    inner_least = [s for s in least if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in most)]
    return bool(inner_most), bool(inner_least)
