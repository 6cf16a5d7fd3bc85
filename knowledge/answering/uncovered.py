"""Saying that something is not covered: why, what is nearest, and who may know."""

from collections.abc import Sequence

from knowledge.answering.case import Case
from knowledge.answering.composing import name_of, topic_name
from knowledge.answering.drafting import phrases
from knowledge.answering.finding import Finding
from knowledge.answering.question import Answer
from knowledge.answering.understanding import Understanding
from knowledge.glossary.places import ancestors


def not_covered(case: Case, findings: Sequence[Finding]) -> Answer:
    """Answer that nothing found supports an answer."""
    u = case.u
    lines = list(dict.fromkeys(_why_not(u, finding) for finding in findings))
    nearest = _nearest(case, findings)
    if nearest:
        lines.append(phrases.say(u.language, "answer-nearest", nearest=nearest))
    lines.append(phrases.say(u.language, "answer-offer-staff"))
    return case.uncovered("\n".join(lines))


def _why_not(u: Understanding, finding: Finding) -> str:
    programme = [c for c in finding.group.candidates if c.entry.any.kind != "background"]
    if not programme:
        return phrases.say(u.language, "answer-no-rule", place=name_of(finding.group, u.language))
    if finding.gap is not None:
        return finding.gap.statement.text
    title = programme[0].entry.text(u.language).short_title
    return phrases.say(
        u.language, "answer-gap-topic", programme=title, topic=topic_name(finding.topic, u.language)
    )


def _nearest(case: Case, findings: Sequence[Finding]) -> str:
    """Name the programmes of the province and its cities, where the place itself has none."""
    names: list[str] = []
    for finding in findings:
        if finding.group.place is None or finding.group.has_programme:
            continue
        province = (ancestors(finding.group.place) or (finding.group.place,))[-1]
        near = [
            e
            for e, _ in case.catalogue.about(province)
            if e.any.kind == "programme" and not case.catalogue.successor(e, case.u.day)
        ]
        names.extend(entry.text(case.u.language).short_title for entry in near[:3])
    return ("、" if case.u.language == "zh" else ", ").join(dict.fromkeys(names))
