"""The forms that a model fills in, checked by pydantic; their JSON schemas go out with a request."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

_LONGEST = 1200


class _Form(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)


class WrittenSentence(_Form):
    """One sentence with the numbers of the passages that prove it."""

    text: str = Field(min_length=1, max_length=_LONGEST)
    labels: list[int] = Field(max_length=8)


class Written(_Form):
    """An answer in sentences. `complete` says that the passages answer the whole question."""

    sentences: list[WrittenSentence] = Field(max_length=20)
    complete: bool = False


class Said(_Form):
    """Something that the founder said: its value, and the words that say it."""

    value: str = Field(max_length=200)
    words: str = Field(min_length=1, max_length=200)


class StatedFact(Said):
    """A fact that the founder stated of their own company."""

    fact: str = Field(max_length=60)


class Understood(_Form):
    """What a question means: the question made whole, and what it names, each with the founder's own words."""

    question: str = Field(min_length=1, max_length=600)
    places: list[Said] = Field(default_factory=list, max_length=6)
    programmes: list[Said] = Field(default_factory=list, max_length=6)
    dates: list[Said] = Field(default_factory=list, max_length=6)
    facts: list[StatedFact] = Field(default_factory=list, max_length=20)


def schema_of(form: type[BaseModel], name: str) -> dict[str, Any]:
    """Return a form's JSON schema without references, as every provider takes it."""
    loaded = form.model_json_schema()
    named = loaded.pop("$defs", {})
    flat = _flat(loaded, named)
    return {**flat, "title": name, "description": (form.__doc__ or "").strip()}


def _flat(node: Any, named: dict[str, Any]) -> Any:  # noqa: ANN401 (JSON)
    if isinstance(node, list):
        return [_flat(item, named) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _flat(named[node["$ref"].rpartition("/")[2]], named)
    kept = {
        key: _flat(value, named)
        for key, value in node.items()
        if key not in {"title", "default", "minLength", "maxLength", "maxItems", "description"}
    }
    if kept.get("type") == "object":
        kept["required"] = list(kept.get("properties", {}))
        kept["additionalProperties"] = False
    return kept
