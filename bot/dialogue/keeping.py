"""The result to keep: a Markdown and a PDF file, sent in the chat."""

from collections.abc import Sequence
from datetime import date

from bot.dialogue.messages import Reply
from bot.dialogue.results import Results
from knowledge.eligibility.paper import pdf
from knowledge.eligibility.summary import blocks, markdown


def files(results: Results, today: date) -> Sequence[Reply]:
    """Write the summary in the founder's language."""
    voice, day = results.voice, today.isoformat()
    title = voice("summary-file-title")
    written = list(blocks(results.found, results.teller, day))
    text = markdown(written).encode()
    back = (voice.button("ck:r", "button-results"),)
    return [
        Reply(
            voice("summary-here"),
            document=(f"voucher-precheck-{day}.pdf", pdf(written, voice.language, title)),
        ),
        Reply(voice("summary-text-too"), choices=back, document=(f"voucher-precheck-{day}.md", text)),
    ]
