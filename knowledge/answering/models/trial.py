"""Tries a model with one small request, to say whether it can be used and how to mend it if not."""

import asyncio
import time
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import get_args

from pydantic import ValidationError

from knowledge.answering.models.endpoint import Endpoint, Output
from knowledge.answering.models.forms import Written, schema_of
from knowledge.answering.models.prompting import instructions
from knowledge.answering.models.provider import LangchainModel
from knowledge.answering.models.request import ModelError, Request
from knowledge.answering.models.scanning import BrokenError, Scanner

_DATA = """<passages>
[1] Example voucher · Amount: The example voucher pays 30% of the fee.
</passages>
<question>
How much of the fee does the example voucher pay?
</question>"""
_PATIENCE = 3
"""How many times as long as an answer a trial may take: a model may have to be loaded first."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: seconds, or what is wrong in one sentence and how to mend it."""

    seconds: float = 0.0
    fault: str = ""
    mend: str = ""


async def try_model(endpoint: Endpoint) -> Trial:
    """Try a model; where it does not keep to the form, try the other ways to hold it to JSON."""
    patient = replace(endpoint, first_s=endpoint.first_s * _PATIENCE, total_s=endpoint.total_s * _PATIENCE)
    try:
        seconds = await _ask(patient)
    except ModelError as error:
        return Trial(fault=str(error), mend=error.mend)
    except TimeoutError:
        return Trial(fault=f"{endpoint.model} takes too long", mend="take a faster model")
    except (BrokenError, ValidationError):
        other = await _other_way(patient)
        mend = f"set VOUCHERBOT_LLM_OUTPUT={other}" if other else "take a model that can keep to a JSON form"
        return Trial(fault=f"{endpoint.model} does not keep to the form that is asked for", mend=mend)
    if seconds > endpoint.total_s:
        mend = "raise VOUCHERBOT_LLM_TIMEOUT_S, or take a faster model"
        return Trial(fault=f"{endpoint.model} took {seconds:.0f} s for one sentence", mend=mend)
    return Trial(seconds)


async def _ask(endpoint: Endpoint) -> float:
    model = LangchainModel(endpoint)
    await asyncio.to_thread(model.open)
    request = Request("try", instructions("write", "en"), _DATA, schema_of(Written, "answer"))
    scanner = Scanner()
    started = time.perf_counter()
    async with asyncio.timeout(endpoint.total_s), aclosing(model.stream(request)) as pieces:  # type: ignore[type-var]
        async for piece in pieces:
            scanner.feed(piece.text)
    Written.model_validate(scanner.whole())
    return time.perf_counter() - started


async def _other_way(endpoint: Endpoint) -> Output:
    for output in get_args(Output):
        if output and output != endpoint.output:
            try:
                await _ask(replace(endpoint, output=output))
            except (ModelError, BrokenError, ValidationError, TimeoutError):
                continue
            return output  # type: ignore[no-any-return]
    return ""
