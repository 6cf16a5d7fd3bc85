"""The questions of a form, its checklist and its summary, as a founder sees them."""

from collections.abc import Sequence

from bot.applications.application import Application
from bot.applications.form import BY_ID, Field
from bot.applications.offer import Paper
from bot.applications.validation import exceeds_ceiling
from bot.dialogue.messages import Choice, Reply
from bot.dialogue.speaking import Voice


def value_text(voice: Voice, field: Field, value: str) -> str:
    """Write an answer as people read it."""
    if field.kind == "money":
        return voice.money(value)
    if field.kind == "date":
        return voice.day(value)
    if field.kind == "choice":
        return voice(f"purpose-{value}")
    return value


def answers_text(voice: Voice, it: Application, only: tuple[str, ...] | None = None) -> str:
    """List the answers, one a line."""
    lines = [
        voice(
            "form-line",
            label=voice(f"field-{field.id}"),
            value=value_text(voice, field, it.answers[field.id]),
        )
        for field in it.offer.form
        if field.id in it.answers and (only is None or field.id in only)
    ]
    return "\n".join(lines)


def question(voice: Voice, it: Application, field: Field) -> Reply:
    """Ask for one field; every question can be left for later."""
    text = voice(f"ask-{field.id}")
    if field.id == "requested_cny" and it.offer.ceiling_cny is not None:
        text += "\n" + voice("ask-ceiling", ceiling=voice.money(it.offer.ceiling_cny))
    options = [Choice(f"ap:{it.id}:v:{value}", voice(f"purpose-{value}")) for value in field.choices]
    if field.id in it.reopened:
        options.append(voice.button(f"ap:{it.id}:keep:{field.id}", "button-keep"))
        current = it.answers.get(field.id)
        if current is not None:
            text += "\n" + voice("form-now", value=value_text(voice, field, current))
    if it.answers and field.id not in it.reopened:
        options.append(voice.button(f"ap:{it.id}:menu", "button-change"))
    return Reply(text, choices=(*options, voice.button(f"ap:{it.id}:later", "button-later")))


def confirm_known(voice: Voice, it: Application) -> Reply:
    """Show what is known already."""
    text = voice("form-known") + "\n\n" + answers_text(voice, it, it.to_confirm)
    return Reply(
        text,
        choices=(
            voice.button(f"ap:{it.id}:ok", "button-all-right"),
            voice.button(f"ap:{it.id}:menu", "button-change"),
            voice.button(f"ap:{it.id}:later", "button-later"),
        ),
    )


def privacy(voice: Voice, it: Application, then: str = "") -> Reply:
    """Ask for consent before anything personal is asked; `then` is the step that goes on once it is given."""
    return Reply(
        voice("form-privacy"),
        choices=(
            voice.button(f"ap:{it.id}:agree{then and ':' + then}", "button-agree"),
            voice.button(f"ap:{it.id}:later", "button-not-now"),
        ),
    )


def menu(voice: Voice, it: Application) -> Reply:
    """Offer every answer to be changed."""
    fields = [field for field in it.offer.form if field.id in it.answers]
    buttons = [Choice(f"ap:{it.id}:edit:{field.id}", voice(f"field-{field.id}")) for field in fields]
    return Reply(voice("form-menu"), choices=(*buttons, voice.button(f"ap:{it.id}:go", "button-back")))


def checklist(voice: Voice, it: Application) -> Reply:
    """Show which papers are there and which are open, each with its criterion."""
    lines = [paper_line(voice, it, paper) for paper in it.offer.papers]
    if not any(paper.stated for paper in it.offer.papers):
        lines.insert(0, voice("papers-not-stated"))
    lines += [voice("file-line", name=file.name) for file in it.files if file.paper == "other"]
    wanted = [p for p in it.offer.papers if it.state == "draft" or p.id in it.reopened]
    buttons = [Choice(f"ap:{it.id}:paper:{p.id}", short(p.text.in_(voice.language))) for p in wanted]
    drops = [
        Choice(f"ap:{it.id}:drop:{f.id}", voice("button-drop", name=short(f.name, 20))) for f in it.files
    ]
    if it.state == "info_requested":
        drops = [d for d, f in zip(drops, it.files, strict=True) if f.paper in it.reopened]
    back = voice.button(f"ap:{it.id}:go", "button-go-on")
    return Reply(voice("papers-title") + "\n\n" + "\n".join(lines), choices=(*buttons, *drops, back))


def paper_line(voice: Voice, it: Application, paper: Paper) -> str:
    """Write one line of the checklist."""
    labels = {c.id: c.label.in_(voice.language) for c in it.offer.criteria}
    criteria = voice("list-comma").join(labels[c] for c in paper.criteria if c in labels)
    names = voice("list-comma").join(file.name for file in it.files if file.paper == paper.id)
    text = voice("paper-there" if names else "paper-open", paper=paper.text.in_(voice.language), names=names)
    return text + (voice("paper-proves", criteria=criteria) if criteria else "")


def summary(voice: Voice, it: Application) -> Reply:
    """Show everything before it is handed in."""
    parts = [
        voice("summary-title", title=it.offer.title.in_(voice.language)),
        answers_text(voice, it),
        summary_papers(voice, it),
        *warnings(voice, it),
        voice("summary-consent"),
    ]
    return Reply(
        "\n\n".join(part for part in parts if part),
        choices=(
            voice.button(f"ap:{it.id}:submit", "button-submit"),
            voice.button(f"ap:{it.id}:files", "button-files"),
            voice.button(f"ap:{it.id}:menu", "button-change"),
            voice.button(f"ap:{it.id}:later", "button-later"),
        ),
    )


def summary_papers(voice: Voice, it: Application) -> str:
    """Say how many files are there, which papers the programme asks for are missing, and which others are open."""
    usual = [paper for paper in it.open_papers if not paper.stated]
    parts = [voice("summary-files", count=len(it.files))]
    if it.missing_papers:
        parts += [voice("summary-missing-papers"), _listed(voice, it.missing_papers)]
    if usual:
        parts += [voice("summary-open-papers"), _listed(voice, usual)]
    return "\n".join(parts)


def without_papers(voice: Voice, it: Application) -> Reply:
    """Ask whether it is to be handed in although papers are missing that the programme asks for."""
    return Reply(
        voice("papers-missing", papers=_listed(voice, it.missing_papers)),
        choices=(
            voice.button(f"ap:{it.id}:files", "button-hand-in-papers"),
            voice.button(f"ap:{it.id}:submit:anyway", "button-submit-anyway"),
            voice.button(f"ap:{it.id}:later", "button-later"),
        ),
    )


def _listed(voice: Voice, papers: Sequence[Paper]) -> str:
    return "\n".join(f"· {paper.text.in_(voice.language)}" for paper in papers)


def warnings(voice: Voice, it: Application, to: str = "warn") -> list[str]:
    """Say what a founder should know before handing in, or with `point` what a reviewer should look at."""
    found = over_ceiling(voice, it, to)
    unknown = [f"· {c.label.in_(voice.language)}" for c in it.offer.criteria if c.status == "unknown"]
    if unknown:
        found.append(voice(f"{to}-open-criteria") + "\n" + "\n".join(unknown))
    if it.offer.round_state == "unknown":
        found.append(voice(f"{to}-round-unknown"))
    return found


def over_ceiling(voice: Voice, it: Application, to: str = "warn") -> list[str]:
    """Say that more is asked for than the pre-check worked out, where it is."""
    requested = it.answers.get("requested_cny")
    if not requested or not exceeds_ceiling(requested, it.offer.ceiling_cny):
        return []
    return [voice(f"{to}-ceiling", ceiling=voice.money(it.offer.ceiling_cny))]


def short(text: str, longest: int = 40) -> str:
    """Cut a label to what fits on a button."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def reopened_text(voice: Voice, it: Application) -> str:
    """Name what a reviewer reopened."""
    papers = {p.id: p.text.in_(voice.language) for p in it.offer.papers}
    names = [voice(f"field-{item}") if item in BY_ID else papers.get(item, item) for item in it.reopened]
    return voice("list-comma").join(names)
