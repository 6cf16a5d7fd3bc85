"""Saying that something is not covered: why, what is nearest, and who may know."""

from collections.abc import Sequence

from knowledge.answering.case import Case
from knowledge.answering.composing import name_of, point_name
from knowledge.answering.drafting import phrases
from knowledge.answering.finding import Finding
from knowledge.answering.question import Answer
from knowledge.glossary.places import ancestors


def not_covered(case: Case, findings: Sequence[Finding]) -> Answer:
    """Answer that nothing found supports an answer."""
    u = case.u
    lines = list(dict.fromkeys(_why_not(case, finding) for finding in findings))
    nearest = _nearest(case, findings)
    if nearest:
        lines.append(phrases.say(u.language, "answer-nearest", nearest=nearest))
    lines.append(phrases.say(u.language, "answer-offer-staff"))
    return case.uncovered("\n".join(lines))


def _why_not(case: Case, finding: Finding) -> str:
    language = case.u.language
    programme = [c for c in finding.group.candidates if c.entry.any.kind != "background"]
    if not programme:
        return _no_rule(case, finding)
    if finding.gap is not None:
        return finding.gap.statement.text
    title = programme[0].entry.text(language).short_title
    point = point_name(finding.topic, language, case.message.slot if case.message.is_sure else None)
    return phrases.say(language, "plan-outside-unstated", programme=title, point=point)


def _no_rule(case: Case, finding: Finding) -> str:
    """Say that a place has no rule here, with the day of the last search where one was made for it."""
    place = name_of(finding.group, case.u.language)
    searched = [c.entry.any.reviewed for c in finding.group.candidates if c.how in {"own", "named", "zone"}]
    if not searched:
        return phrases.say(case.u.language, "answer-no-rule", place=place)
    return phrases.say(case.u.language, "plan-outside-no-rule", place=place, day=max(searched).isoformat())


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
