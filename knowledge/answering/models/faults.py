"""What fails when a model is called, as a sentence for whoever runs the bot."""

import re

from knowledge.answering.models.endpoint import Endpoint
from knowledge.answering.models.request import ModelError

_BY_STATUS = {
    400: ("refuses the request", "try another VOUCHERBOT_LLM_OUTPUT: json_schema, function_calling or json_mode"),
    401: ("refuses the key", "set VOUCHERBOT_LLM_API_KEY to a valid key"),
    402: ("says that the account has no credit left", "top the account up"),
    403: ("refuses the key", "set VOUCHERBOT_LLM_API_KEY to a key that may use this model"),
    404: ("does not know the model or the address", "check VOUCHERBOT_LLM_MODEL and VOUCHERBOT_LLM_BASE_URL"),
    422: ("refuses the request", "try another VOUCHERBOT_LLM_OUTPUT: json_schema, function_calling or json_mode"),
    429: ("says that there are too many requests", "wait, or raise the limit of the account"),
}  # fmt: skip
_EXTRAS = {"anthropic", "ollama"}
"""Providers whose packages pyproject.toml names."""
_SECRET = re.compile(r"(sk-|Bearer )[\w-]+")
_USERINFO = re.compile(r"//[^/\s]*@")
"""A name and a password before a host."""
_PACKAGE = re.compile(r"pip install ['\"`]?(?:-U )?([\w-]+)|No module named '([\w-]+)'|`([\w-]+)` package")


def explained(error: BaseException, endpoint: Endpoint) -> ModelError:
    """Say what an error of a provider's package means."""
    chain: list[BaseException] = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and len(chain) < 6:
        chain.append(cause)
    status = next((code for it in chain if isinstance(code := getattr(it, "status_code", None), int)), None)
    if status is not None:
        return _of_status(status, endpoint)
    if isinstance(error, ImportError):
        return _of_package(error, endpoint)
    return _of_network(" ".join(type(it).__name__ for it in chain), endpoint) or _of_words(error, endpoint)


def _of_network(names: str, endpoint: Endpoint) -> ModelError | None:
    if "Timeout" in names:
        says, mend = "does not answer in time", "raise VOUCHERBOT_LLM_SILENCE_S, or take a faster model"
        return ModelError(f"{endpoint.model} {says}", mend, again=True)
    if any(name in names for name in ("Connect", "Protocol", "ReadError", "APIError")):
        where = _USERINFO.sub("//", endpoint.base_url) or "its provider's address"
        mend = "check the network and VOUCHERBOT_LLM_BASE_URL"
        return ModelError(f"{endpoint.model} is not reached at {where}", mend, again=True)
    return None


def _of_words(error: BaseException, endpoint: Endpoint) -> ModelError:
    said = _USERINFO.sub("//", _SECRET.sub("…", (str(error).splitlines() or [""])[0]))[:160]
    lowered = said.casefold()
    if "api_key" in lowered or "api key" in lowered or "credentials" in lowered:
        return ModelError(f"{endpoint.model} has no key", "set VOUCHERBOT_LLM_API_KEY")
    if "LengthFinishReason" in type(error).__name__:
        return ModelError(f"{endpoint.model} writes on without an end", "take a better model")
    if "provider" in lowered:
        mend = "write VOUCHERBOT_LLM_MODEL as provider:model, such as openai:gpt-5-mini"
        return ModelError(f"{endpoint.model!r} names no provider that langchain knows", mend)
    return ModelError(f"{endpoint.model} cannot be used ({type(error).__name__}: {said})")


def _of_status(status: int, endpoint: Endpoint) -> ModelError:
    says, mend = _BY_STATUS.get(status, ("fails", "look at the status page of the provider"))
    return ModelError(
        f"{endpoint.model} {says} ({status})", mend, again=status in {408, 409, 429} or status >= 500
    )


def _of_package(error: ImportError, endpoint: Endpoint) -> ModelError:
    found = _PACKAGE.search(str(error))
    package = next((name for name in found.groups() if name), "") if found else ""
    package = package.replace("_", "-") or f"langchain-{endpoint.provider}"
    extra = package.removeprefix("langchain-")
    wanted = f"-c constraints.txt -e '.[{extra}]'" if extra in _EXTRAS else package
    return ModelError(f"the package {package} is not installed", f"pip install {wanted}")
