"""Whoever gives an amount of money hears what is wrong with it; nothing given is never taken for another amount."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
import knowledge
from bot.applications.admins import AdminDesk
from bot.applications.amount import read_amount
from bot.applications.application import Application
from bot.applications.outcome import Refused
from bot.applications.reviewers import ReviewDesk
from bot.dialogue.speaking import Voice
from bot.store import Store
from knowledge.eligibility.kinds import InvalidValueError
from knowledge.eligibility.vocabulary import FactError, vocabulary
from tests.applications.acting import Scene, done, why
from tests.applications.samples import offer
from tests.applications.talking import Bot, Person
from tests.behaviour.test_staff_use_the_command_line import Shell

ASKED, CEILING = "400000", "600000.00"
WRONG = {
    "": "money-empty",
    "　": "money-empty",
    "0": "money-zero",
    "0.00": "money-zero",
    "0万": "money-zero",
    "0元": "money-zero",
    "-1": "money-negative",
    "-0": "money-negative",
    "−1": "money-negative",
    "－1万": "money-negative",
    "-60万": "money-negative",
    "¥-5": "money-negative",
    "负1万": "money-negative",
    "minus 5": "money-negative",
    "0.001": "money-fine",
    "10.001": "money-fine",
    "0.0000001万": "money-fine",
    "20000000000": "money-range",
    "abc": "money-form",
    "NaN": "money-form",
    "Infinity": "money-form",
    "1e3": "money-form",
    "1,2,3": "money-form",
    "60万x3": "money-form",
    "每月15万": "money-form",
    "180多万": "money-form",
    "100-200万": "money-form",
    "50%": "money-form",
    "600 USD": "money-form",
}
"""What is typed, and the reason that is told; all but what the desk itself knows: what was asked for, the ceiling."""
BEYOND = {"400000.01": "above-request", "60万": "above-request", "600000.01": "above-ceiling"}
RIGHT = {
    "600000": "600000",
    "600,000": "600000",
    "600,000元": "600000",
    "60万": "600000",
    "约60万元左右": "600000",
    "￥600,000": "600000",
    "CNY 600000": "600000",
    "六十万元": "600000",
    "600000元整": "600000",
    "0.01": "0.01",
    "2024": "2024",
    "2025元": "2025",
}


def sentence(reason: str) -> str:
    values = {"asked": ASKED, "ceiling": CEILING}
    return Voice("en").refusal(Refused(reason, values)).text


@pytest.mark.parametrize(("typed", "reason"), WRONG.items())
def test_each_fault_of_an_amount_has_its_own_reason(typed: str, reason: str) -> None:
    assert read_amount(typed) == Refused(reason)


@pytest.mark.parametrize(("typed", "yuan"), RIGHT.items())
def test_an_amount_is_read_in_every_spelling(typed: str, yuan: str) -> None:
    assert read_amount(typed) == Decimal(yuan)


@given(st.integers(1, 10**9), st.sampled_from(["", "万", "元", " yuan"]),
       st.sampled_from(["多", "x3", "%", "/月", "e3", "每月", " a month", "以上", "*2", "k5", "起", "美元", "+1", " or so 2"]))  # fmt: skip
def test_what_stands_beside_a_figure_is_never_dropped(number: int, unit: str, rest: str) -> None:
    read = read_amount(f"{number}{unit}{rest}")
    assert isinstance(read, Refused), read


def test_each_reason_has_a_sentence_of_its_own() -> None:
    reasons = {*WRONG.values(), *BEYOND.values(), "budget-short", "amount-unnamed", "nothing-proposed"}
    for language in ("zh", "en"):
        said = {Voice(language).refusal(Refused(r, {"asked": "1", "ceiling": "1", "left": "1"})).text
                for r in reasons}  # fmt: skip
        assert len(said) == len(reasons)


async def asking(store: Store, person: str = "t:amy", number: int = 1) -> Application:
    """Hand an application in that asks for less than the ceiling."""
    scene = Scene(store)
    id_ = await scene.draft(person, number)
    done(await scene.founder(person, lambda desk: desk.answer(id_, "requested_cny", ASKED)))
    return done(await scene.founder(person, lambda desk: desk.submit(id_)))


@pytest.fixture
def shell(database_url: str, tmp_path: Path) -> Shell:
    shell = Shell(database_url, tmp_path)
    shell.with_store(lambda store: Scene(store).staffed())
    return shell


def test_the_command_line_grants_what_is_given_and_nothing_else(shell: Shell) -> None:
    it = shell.with_store(asking)
    for typed, reason in {**WRONG, **BEYOND}.items():
        said = shell.run(
            "applications", "approve", it.reference or "", f"--amount={typed}", "--as", "t:rita", code=1
        )
        assert said.strip() == sentence(reason), typed
        assert (
            shell.json("applications", "show", it.reference or "", "--as", "t:rita")["state"] == "submitted"
        )
    approved = shell.json("applications", "approve", it.reference or "", "--amount", "0.01", "--as", "t:rita")
    assert (approved["state"], approved["granted_cny"]) == ("approved", "0.01")


def test_without_an_amount_the_command_line_grants_what_was_asked_for(shell: Shell) -> None:
    it = shell.with_store(asking)
    approved = shell.json("applications", "approve", it.reference or "", "--as", "t:rita")
    assert Decimal(approved["granted_cny"]) == Decimal(ASKED)


def test_a_proposal_is_confirmed_as_it_is_or_not_at_all(shell: Shell) -> None:
    async def whole(store: Store) -> Application:
        return await Scene(store).submitted("t:amy", 1)

    reference = shell.with_store(whole).reference or ""
    shell.run("applications", "approve", reference, "--as", "t:rita")
    for typed, reason in WRONG.items():
        said = shell.run("applications", "approve", reference, f"--amount={typed}", "--as", "t:ron", code=1)
        assert said.strip() == sentence(reason), typed
    other = shell.run("applications", "approve", reference, "--amount", "1", "--as", "t:ron", code=1)
    assert "600,000 yuan is proposed" in other
    assert "is proposed" not in shell.run(
        "applications", "approve", reference, "--amount", "1", "--as", "t:rita", code=1
    )
    done_ = shell.json("applications", "approve", reference, "--amount", "60万", "--as", "t:ron")
    assert done_["granted_cny"] == "600000.00"


def test_a_pot_is_set_to_what_is_given_and_nothing_else(shell: Shell) -> None:
    pot = ("applications", "budget", "p", "--round", "2026", "--as", "t:admin")
    assert shell.json(*pot, "--pot", "10万")[0]["pot_cny"] == "100000.00"
    for typed, reason in WRONG.items():
        if reason != "money-zero":
            assert shell.run(*pot, f"--pot={typed}", code=1).strip() == sentence(reason), typed
    assert shell.json("applications", "budget", "--as", "t:admin")[0]["pot_cny"] == "100000.00"
    assert Decimal(shell.json(*pot, "--pot", "0")[0]["pot_cny"]) == 0


def test_an_empty_filter_or_name_is_not_taken_for_everybody(shell: Shell) -> None:
    for words in (("--programme", "", "--as", "t:rita"), ("--assignee", "", "--as", "t:rita"), ("--as", "")):
        assert "empty" in shell.run("applications", "list", *words, code=1)
    assert "empty" in shell.run("applications", "assign", "SQ-1", "", "--as", "t:admin", code=1)


@pytest.mark.parametrize("amount", ["0", "-0", "-1", "0.001", "1e11", "NaN", "Infinity", "-Infinity"])
async def test_the_desks_themselves_refuse_what_is_no_amount(store: Store, amount: str) -> None:
    scene, wrong = Scene(store), Decimal(amount)
    await scene.staffed()
    it = await asking(store)

    async def approve(desk: ReviewDesk) -> object:
        return await desk.approve(it.id, wrong)

    async def set_pot(desk: AdminDesk) -> object:
        return await desk.set_budget("p", "2026", wrong)

    assert why(await scene.reviewer("t:rita", approve)).startswith("money-")
    if wrong != 0:
        assert why(await scene.admin("t:admin", set_pot)).startswith("money-")
    for given_, reason in BEYOND.items():
        yuan = read_amount(given_)
        assert isinstance(yuan, Decimal)
        assert why(await scene.reviewer("t:rita", lambda d, y=yuan: d.approve(it.id, y))) == reason  # type: ignore[misc]


async def test_the_chat_grants_what_is_typed_or_pressed_and_nothing_else(
    store: Store, tmp_path: Path
) -> None:
    bot_ = Bot(store, tmp_path)
    await bot_.staffed()
    it = await asking(store)
    rita = Person(bot_, "t:rita")
    await rita.forges(f"st:{it.id}:claim")
    await rita.presses("Approve")
    assert "400,000 yuan" in rita.buttons
    for typed, reason in {**WRONG, **BEYOND}.items():
        if typed.strip():
            assert await rita.says(typed) == sentence(reason), typed
        assert await rita.forges(f"st:{it.id}:amount:{typed}") == sentence(reason), typed
    await rita.says("12,345.67")
    assert "approved" in rita.text
    shown = await Scene(store).reviewer("t:rita", lambda desk: desk.show(it.id))
    assert isinstance(shown, Application)
    assert shown.granted_cny == Decimal("12345.67")


async def test_under_a_ceiling_of_nothing_no_sum_is_proposed_by_a_button(
    store: Store, tmp_path: Path
) -> None:
    bot_ = Bot(store, tmp_path)
    await bot_.staffed()
    it = await Scene(store).submitted("t:amy", 1, offer(ceiling_cny=Decimal(0)))
    rita = Person(bot_, "t:rita")
    await rita.forges(f"st:{it.id}:claim")
    await rita.presses("Approve")
    assert rita.buttons == {}
    assert "ceiling of 0 yuan" in await rita.says("600000")


async def test_the_form_takes_only_what_is_an_amount(store: Store) -> None:
    scene = Scene(store)
    id_ = await scene.draft("t:amy", 1)
    for typed, reason in WRONG.items():
        told = await scene.founder("t:amy", lambda d, t=typed: d.answer(id_, "requested_cny", t))  # type: ignore[misc]
        assert why(told) == ("field-empty" if reason == "money-empty" else reason), typed


@pytest.mark.parametrize("fact", sorted(name for name in vocabulary() if name.endswith("_cny")))
def test_a_fact_of_the_pre_check_is_its_own_value_or_an_error(fact: str) -> None:
    for typed in ("0", "0.00", 0, 0.0):
        assert vocabulary().read({fact: typed}) == {fact: Decimal(0)}
    assert vocabulary().read({fact: "0.001"}) == {fact: Decimal("0.001")}
    assert vocabulary().read({fact: None}) == {}
    for wrong in ("", " ", "0万", "-1", -1, "−1", "abc", "NaN", "1e3", True, "9" * 30):
        with pytest.raises((FactError, InvalidValueError)):
            vocabulary().read({fact: wrong})


_AMOUNT = re.compile(r"(?:_cny|_yuan)$|^(?:amount|yuan|pot|granted|proposed|asked_cny|most_cny|ceiling)$")


def truth_tests(tree: ast.AST) -> Iterator[ast.expr]:
    """List what is asked for its truth alone, `or` and `and`, `if`, `not` and their like."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp):
            yield from node.values[: None if isinstance(node.op, ast.And) else -1]
        elif isinstance(node, ast.If | ast.While | ast.IfExp):
            yield node.test
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node.operand
        elif isinstance(node, ast.comprehension):
            yield from node.ifs


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("package", [bot, knowledge])
def test_no_amount_is_asked_for_its_truth(package: object) -> None:
    """Zero is an amount: what is meant by a truth test of one is `is None` or `> 0`, and is to be written so."""
    root = Path(package.__file__).parent  # type: ignore[attr-defined]
    found = [
        f"{path.relative_to(root.parent)}:{node.lineno} {ast.unparse(node)}"
        for path in sorted(root.rglob("*.py"))
        for node in truth_tests(ast.parse(path.read_text("utf-8")))
        if _AMOUNT.search(name_of(node))
    ]
    assert found == []
