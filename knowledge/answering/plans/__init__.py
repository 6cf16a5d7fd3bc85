"""The kinds of answers, one file each. A plan looks at a case and answers, or leaves it to the next one."""

from collections.abc import Callable

from knowledge.answering.case import Case
from knowledge.answering.plans.amount import amount
from knowledge.answering.plans.comparison import comparison
from knowledge.answering.plans.conduct import conduct
from knowledge.answering.plans.decision import decision
from knowledge.answering.plans.general import general
from knowledge.answering.plans.lookup import lookup
from knowledge.answering.plans.outside import outside
from knowledge.answering.plans.selection import selection
from knowledge.answering.plans.situation import situation
from knowledge.answering.plans.status import status
from knowledge.answering.plans.text import text
from knowledge.answering.plans.wishes import wishes
from knowledge.answering.question import Answer
from knowledge.answering.refutation import refuted

Plan = Callable[[Case], Answer | None]

PLANS: tuple[tuple[str, Plan], ...] = (
    ("conduct", conduct),
    ("wishes", wishes),
    ("outside", outside),
    ("claim", refuted),
    ("amount", amount),
    ("decision", decision),
    ("situation", situation),
    ("comparison", comparison),
    ("status", status),
    ("selection", selection),
    ("text", text),
    ("general", general),
    ("lookup", lookup),
)
"""In the order in which they are asked; the last one answers everything."""
