"""A model of any provider, through langchain's `init_chat_model`; imported only when one is set."""

import asyncio
import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from knowledge.answering.models.endpoint import Endpoint
from knowledge.answering.models.faults import explained
from knowledge.answering.models.forms import Written, schema_of
from knowledge.answering.models.request import ModelError, Piece, Request, Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

_OPENAI = frozenset(["openai", "azure_openai", "deepseek"])
_MOST_TOKENS = 1500


class LangchainModel:
    """A language model behind langchain. It is opened at its first use."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._bound: dict[str, Runnable[Any, BaseMessage]] = {}
        self._opening = threading.Lock()

    @property
    def name(self) -> str:
        """Its name, as `provider:model`."""
        return self._endpoint.model

    @cached_property
    def _chat(self) -> "BaseChatModel":
        from langchain.chat_models import init_chat_model

        endpoint = self._endpoint
        try:
            opened: BaseChatModel = init_chat_model(endpoint.model, **_arguments(endpoint))
        except Exception as error:
            raise explained(error, endpoint) from error
        return opened

    def _bind(self, schema: Mapping[str, Any]) -> "Runnable[Any, BaseMessage]":
        """Return the model held to a schema, without the parser that langchain puts behind it."""
        title = str(schema["title"])
        with self._opening:
            if title not in self._bound:
                method = {"method": self._endpoint.output} if self._endpoint.output else {}
                chain: Any = self._chat.with_structured_output(dict(schema), include_raw=True, **method)
                self._bound[title] = chain.first.steps__["raw"]
        return self._bound[title]

    def open(self) -> None:
        """Import and open everything, which takes some seconds and blocks.

        Raises:
            ModelError: the provider's package or the key is missing.
        """
        self._bind(schema_of(Written, "answer"))

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """Write the JSON that is asked for, piece by piece.

        Raises:
            ModelError: it does not answer, or refuses.
        """
        messages = [("system", request.instructions), ("user", request.data)]
        counts: list[Usage] = []
        try:
            title = str(request.schema["title"])
            if title not in self._bound:
                await asyncio.to_thread(self._bind, request.schema)
            bound = self._bound[title]
            async for chunk in bound.astream(messages):
                counts.append(_usage(chunk))
                if text := _text(chunk):
                    yield Piece(text)
        except ModelError:
            raise
        except Exception as error:
            raise explained(error, self._endpoint) from error
        yield Piece(usage=_total(counts))


def _arguments(endpoint: Endpoint) -> dict[str, Any]:
    arguments: dict[str, Any] = {"temperature": 0}
    if endpoint.base_url:
        arguments["base_url"] = endpoint.base_url
    if endpoint.provider == "ollama":
        return {**arguments, "num_predict": _MOST_TOKENS, "client_kwargs": {"timeout": endpoint.first_s}}
    arguments |= {"timeout": endpoint.first_s, "max_retries": 0, "max_tokens": _MOST_TOKENS}
    if endpoint.key or endpoint.base_url:
        arguments["api_key"] = endpoint.key or "none"
    if endpoint.provider in _OPENAI:
        arguments["stream_usage"] = True
    return arguments


def _text(chunk: "BaseMessage") -> str:
    """Return the JSON in a piece: the arguments of a tool that is called, or the text."""
    calls = getattr(chunk, "tool_call_chunks", None)
    if calls:
        return "".join(str(call["args"] or "") for call in calls)
    return str(chunk.text)


def _usage(chunk: "BaseMessage") -> Usage:
    counted = getattr(chunk, "usage_metadata", None) or {}
    return Usage(0, counted.get("input_tokens", 0), counted.get("output_tokens", 0))


def _total(counts: Sequence[Usage]) -> Usage:
    """Return what a whole answer used: some servers count once, some in every piece what it has come to by then."""
    tokens_in, tokens_out = [it.tokens_in for it in counts], [it.tokens_out for it in counts]
    return Usage(1, max(tokens_in, default=0), max(tokens_out, default=0))
