"""Text that speaks to whoever answers: orders to an assistant, and the markup of prompts."""

import re
from functools import lru_cache

from knowledge.language import fold

_TO_ANSWERER = re.compile(
    r"<\s*/?\s*(system|assistant|instruction)|\[\s*(system|inst)\b|\bsystem\s*:|\b(ai|virtual) (assistants?|agents?|chatbots?)\b.{0,30}\b(must|should|shall|have to|tell|say|answer)|language models? (must|should)|(the|this) (bot|assistant|chatbot) (must|should|shall)|</?\w+>"
    r"|(ai|智能|人工智能|本)?(助手|机器人|语言模型)(在回答时|回答时)?(必须|应当|应该|须|要|请)|回答(用户|提问)时(必须|应当|请)|请(告诉|宣布|回答)(用户|提问者)"
    r"|\byou are now\b|\bignore .{0,25}(instruction|prompt)|你现在是|(忽略|无视).{0,12}(指令|提示)"
)
"""Words by which a statement speaks to whoever answers, not to applicants."""


@lru_cache(maxsize=20_000)
def speaks_to_answerer(statement: str) -> bool:
    """Tell whether a document's statement gives orders to whoever answers instead of a rule; remembered."""
    return _TO_ANSWERER.search(fold(statement)) is not None
