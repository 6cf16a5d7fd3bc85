"""Founders and staff act at random on a real store; a small model of what must come of it runs beside them."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.applications.application import Application, Step
from bot.applications.founders import FounderDesk
from bot.applications.reviewers import ReviewDesk
from bot.store import open_store
from bot.store.errand import Errand
from bot.store.integrity import broken_histories
from tests.applications.acting import Scene, a_file
from tests.applications.samples import ANSWERS, code, offer

FOUNDERS = ["t:amy", "t:bob", "t:rita"]  # rita is a reviewer too
REVIEWERS = ["t:rita", "t:ron", "t:eve", "t:ed"]  # eve is nobody, ed an editor
CAN_REVIEW = {"t:rita", "t:ron"}
POT = Decimal(1_500_000)
OPEN = {"draft", "submitted", "in_review", "info_requested", "second_review"}
people = st.sampled_from(FOUNDERS)
reviewers = st.sampled_from(REVIEWERS)
which = st.integers(0, 5)
Result = TypeVar("Result")


@dataclass
class Model:
    """What an application must be."""

    owner: str
    programme: str
    state: str = "draft"
    answers: dict[str, str] = field(default_factory=dict)
    consent: bool = False
    unconfirmed: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    assignee: str | None = None
    reopened: set[str] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)
    proposed: int = 0
    granted: int = 0
    events: int = 1
    reference: str | None = None

    @property
    def complete(self) -> bool:
        return self.consent and not self.unconfirmed and set(self.answers) == {*ANSWERS, "credit_code"}


class Life(RuleBasedStateMachine):
    """Every rule does one thing and says beforehand whether it must succeed."""

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.folder = tempfile.TemporaryDirectory()
        url = f"sqlite:///{self.folder.name}/v.sqlite"
        self.store = self.wait(self.stack.enter_async_context(open_store(url)))
        scene = Scene(self.store)
        self.wait(scene.staffed())
        self.wait(scene.admin("t:admin", lambda d: d.set_budget(offer().programme, "2026", POT)))
        self.scene = scene
        self.models: dict[str, Model] = {}
        self.granted = 0
        for person in FOUNDERS:
            self.start(person, second=person == "t:rita")
        self.hand_in(0)

    def teardown(self) -> None:
        if hasattr(self, "loop"):
            assert self.wait(broken_histories(self.store.database)) == []
            self.wait(self.stack.aclose())
            self.loop.close()
            self.folder.cleanup()

    def wait(self, work: Awaitable[Result]) -> Result:
        return self.loop.run_until_complete(work)

    def pick(self, number: int) -> tuple[str, Model] | None:
        if not self.models:
            return None
        id_ = list(self.models)[number % len(self.models)]
        return id_, self.models[id_]

    def founder(self, person: str, do: Callable[[FounderDesk], Awaitable[Any]]) -> Any:  # noqa: ANN401
        return self.wait(self.scene.founder(person, do))

    def reviewer(self, person: str, do: Callable[[ReviewDesk], Awaitable[Any]]) -> Any:  # noqa: ANN401
        return self.wait(self.scene.reviewer(person, do))

    def came(self, result: object, model: Model, *, expected: bool, events: int = 1) -> bool:
        assert isinstance(result, Step) == expected, (result, model)
        if expected:
            model.events += events
        return expected

    @rule(person=people, second=st.booleans())
    def start(self, person: str, second: bool) -> None:
        programme = "another-programme" if second else offer().programme
        result = self.founder(person, lambda d: d.start(offer(programme=programme), {}))
        assert isinstance(result, Application)
        mine = {
            id_
            for id_, m in self.models.items()
            if (m.owner, m.programme) == (person, programme) and m.state in OPEN
        }
        if mine:
            assert {result.id} == mine
            return
        self.models[result.id] = Model(
            person, programme, answers=dict(result.answers), unconfirmed=set(result.to_confirm)
        )

    @rule(person=people, number=which)
    def consent(self, person: str, number: int) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.founder(person, lambda d: d.agree_to_privacy(id_))
            if self.came(result, model, expected=model.owner == person and model.state == "draft"):
                model.consent = True

    @rule(person=people, number=which)
    def confirm_known(self, person: str, number: int) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.founder(person, lambda d: d.confirm_known(id_))
            may = model.owner == person and model.state in ("draft", "info_requested")
            if self.came(result, model, expected=may):
                model.unconfirmed = set()

    @rule(person=people, number=which, name=st.sampled_from(sorted(ANSWERS)), company=st.integers(1, 2))
    def answer(self, person: str, number: int, name: str, company: int) -> None:
        if found := self.pick(number):
            id_, model = found
            value = f"公司{company}" if name == "company_name" else ANSWERS[name]
            result = self.founder(person, lambda d: d.answer(id_, name, value))
            personal = name in ("legal_representative", "contact_person", "phone", "email")
            may = model.owner == person and (
                model.state == "draft" or (model.state == "info_requested" and name in model.reopened)
            )
            if self.came(result, model, expected=may and (model.consent or not personal)):
                model.answers[name] = value
                model.unconfirmed.discard(name)
                model.settled.add(name)

    @rule(person=people, number=which, company=st.integers(1, 2))
    def name_company(self, person: str, number: int, company: int) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.founder(person, lambda d: d.answer(id_, "credit_code", code(company)))
            taken = any(
                other is not model and other.state in OPEN and other.programme == model.programme
                and other.answers.get("credit_code") == code(company)
                for other in self.models.values()
            )  # fmt: skip
            may = model.owner == person and model.state == "draft" and not taken
            if self.came(result, model, expected=may):
                model.answers["credit_code"] = code(company)
                model.unconfirmed.discard("credit_code")

    @rule(number=which)
    def hand_in(self, number: int) -> None:
        if found := self.pick(number):
            self.fill_in(found[1].owner, number)
            self.submit(found[1].owner, number)

    def fill_in(self, person: str, number: int) -> None:
        self.consent(person, number)
        self.confirm_known(person, number)
        for company in (1, 2):
            self.name_company(person, number, company)
        for name in sorted(ANSWERS):
            self.answer(person, number, name, 1)

    @rule(person=people, number=which, mark=st.sampled_from("ab"))
    def attach(self, person: str, number: int, mark: str) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.founder(person, lambda d: d.attach(id_, a_file(mark)))
            may = model.owner == person and mark not in model.files and (
                model.state == "draft"
                or (model.state == "info_requested" and "usual-contract" in model.reopened)
            )  # fmt: skip
            if self.came(result, model, expected=may):
                model.files.add(mark)
                model.settled.add("usual-contract")

    @rule(person=people, number=which)
    def submit(self, person: str, number: int) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.founder(person, lambda d: d.submit(id_))
            may = model.owner == person and model.state == "draft" and model.complete
            if self.came(result, model, expected=may):
                model.state, model.reference = "submitted", result.application.reference

    @rule(person=people, number=which)
    def respond(self, person: str, number: int) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.founder(person, lambda d: d.respond(id_))
            answered = model.reopened <= model.settled
            may = model.owner == person and model.state == "info_requested" and answered
            if self.came(result, model, expected=may):
                model.state, model.reopened = "in_review", set()

    @rule(person=people, number=which, really=st.integers(0, 3))
    def withdraw(self, person: str, number: int, really: int) -> None:
        if (found := self.pick(number)) and not really:
            id_, model = found
            result = self.founder(person, lambda d: d.withdraw(id_))
            if self.came(result, model, expected=model.owner == person and model.state in OPEN):
                model.state, model.reopened = "withdrawn", set()

    def may_review(self, person: str, model: Model) -> bool:
        return person in CAN_REVIEW and person != model.owner and model.reference is not None

    def review(self, person: str, model: Model, result: object, *, fits: bool = True) -> bool:
        """Judge a step that takes a free application on first."""
        mine = model.state == "in_review" and model.assignee == person
        may = self.may_review(person, model) and (mine or model.state == "submitted") and fits
        claims = 1 if model.state == "submitted" else 0
        if self.came(result, model, expected=may, events=1 + claims):
            model.assignee = person
            return True
        return False

    @rule(person=reviewers, number=which)
    def claim(self, person: str, number: int) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.reviewer(person, lambda d: d.claim(id_))
            may = self.may_review(person, model) and model.state == "submitted"
            if self.came(result, model, expected=may):
                model.state, model.assignee = "in_review", person

    @rule(person=reviewers, number=which)
    def release(self, person: str, number: int) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.reviewer(person, lambda d: d.release(id_))
            may = self.may_review(person, model) and model.state == "in_review" and model.assignee == person
            if self.came(result, model, expected=may):
                model.state, model.assignee = "submitted", None

    @rule(person=reviewers, number=which, item=st.sampled_from(["phone", "provider", "usual-contract"]))
    def request_info(self, person: str, number: int, item: str) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.reviewer(person, lambda d: d.request_info(id_, [item], "?"))
            if self.review(person, model, result):
                model.state, model.reopened, model.settled = "info_requested", {item}, set()

    @rule(person=reviewers, number=which, amount=st.sampled_from([100_000, 500_000, 600_000]))
    def approve(self, person: str, number: int, amount: int) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.reviewer(person, lambda d: d.approve(id_, Decimal(amount)))
            fits = model.programme != offer().programme or self.granted + amount <= POT
            if not self.review(person, model, result, fits=fits):
                return
            if amount > 500_000:
                model.state, model.proposed = "second_review", amount
            else:
                self.grant(model, amount)

    @rule(person=reviewers, number=which)
    def confirm(self, person: str, number: int) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.reviewer(person, lambda d: d.confirm(id_))
            fits = model.programme != offer().programme or self.granted + model.proposed <= POT
            may = self.may_review(person, model) and model.state == "second_review" and fits
            if self.came(result, model, expected=may and person != model.assignee):
                self.grant(model, model.proposed)

    def grant(self, model: Model, amount: int) -> None:
        model.state, model.granted = "approved", amount
        if model.programme == offer().programme:
            self.granted += amount

    @rule(person=reviewers, number=which)
    def reject(self, person: str, number: int) -> None:
        if found := self.pick(number):
            id_, model = found
            result = self.reviewer(person, lambda d: d.reject(id_, {"floor": "too small"}))
            if self.review(person, model, result):
                model.state = "rejected"

    @invariant()
    def what_is_stored_is_what_must_be(self) -> None:
        if not hasattr(self, "models"):
            return
        records = Errand(self.store.database).records
        seen = set()
        for id_, model in self.models.items():
            it = self.wait(records.find(id_))
            assert it is not None
            assert (it.state, it.answers, it.version) == (model.state, model.answers, model.events)
            assert {file.sha256[0] for file in it.files} == model.files
            assert it.granted_cny == (model.granted or None)
            key = (it.credit_code, it.offer.programme)
            assert not (it.is_open and it.credit_code and key in seen)
            seen |= {key} if it.is_open and it.credit_code else set()
        budget = self.wait(records.budget(offer().programme, "2026"))
        assert budget is not None
        assert budget.granted_cny == self.granted <= POT


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=8, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)
