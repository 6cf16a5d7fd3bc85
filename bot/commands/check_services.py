"""What the doctor asks of others: Telegram and the language model."""

import asyncio
import json
from collections.abc import Iterator
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bot.commands.findings import TIMEOUT_S, Finding, problem, well
from bot.settings import Settings


def check_telegram(settings: Settings) -> Iterator[Finding]:
    """Ask the Bot API whose token this is."""
    token = settings.telegram_token.get_secret_value().strip() if settings.telegram_token else ""
    if not token:
        yield well("Telegram", "no token is set; the terminal works without one")
        return
    mend = "get a token from @BotFather and put it into VOUCHERBOT_TELEGRAM_TOKEN"
    try:
        with urlopen(f"{settings.telegram_base_url}{token}/getMe", timeout=TIMEOUT_S) as answer:  # noqa: S310 (set by the operator)
            name = json.load(answer)["result"]["username"]
    except HTTPError as error:
        yield problem("Telegram", f"the token is refused ({error.code})", mend)
    except (URLError, OSError, ValueError, KeyError) as error:
        says = f"the Bot API does not answer ({type(error).__name__})"
        yield problem("Telegram", says, "check the network and VOUCHERBOT_TELEGRAM_BASE_URL")
    else:
        yield well("Telegram", f"the token is that of @{name}")
    if settings.webhook_url and not settings.webhook_url.startswith("https://"):
        yield problem(
            "Telegram",
            "the webhook address is not https",
            "set VOUCHERBOT_WEBHOOK_URL to an https address",
        )


def check_language_model(settings: Settings) -> Iterator[Finding]:
    """Ask the model for one sentence."""
    endpoint = settings.endpoint
    if endpoint is None:
        yield well("language model", "none is set; answers are quoted from the documents")
        return
    from knowledge.answering.models.trial import try_model

    trial = asyncio.run(try_model(endpoint))
    if trial.fault:
        yield problem("language model", f"{trial.fault}; answers are quoted meanwhile", trial.mend)
    else:
        says = f"{endpoint.model} keeps to the form and answers in {trial.seconds:.1f} s"
        yield well("language model", says)
