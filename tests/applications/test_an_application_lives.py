"""An application from the first answer to the decision, on both databases."""

from decimal import Decimal

import pytest

from bot.applications.application import Application
from bot.applications.history import broken
from bot.store import Store
from tests.applications.acting import Scene, a_file, done, why
from tests.applications.samples import CODES, code, offer


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


async def test_a_founder_fills_in_submits_and_is_granted_the_amount(scene: Scene) -> None:
    await scene.staffed()
    application = await scene.submitted("t:amy", 1)
    reference = application.reference or ""
    done(await scene.reviewer("t:rita", lambda d: d.claim(reference)))
    granted = done(await scene.reviewer("t:rita", lambda d: d.approve(reference, Decimal(400_000))))
    assert (granted.state, granted.granted_cny) == ("approved", Decimal(400_000))


async def test_a_founder_who_submits_twice_has_one_application(scene: Scene) -> None:
    application = await scene.submitted("t:amy", 1)
    again = await scene.founder("t:amy", lambda d: d.submit(application.id))
    assert why(again) == "already-submitted"
    started = await scene.founder("t:amy", lambda d: d.start(offer(), {}))
    assert isinstance(started, Application)
    assert started.id == application.id


async def test_what_a_founder_said_before_is_filled_in_and_waits_for_confirmation(scene: Scene) -> None:
    await scene.submitted("t:amy", 1)
    other = offer(programme="guangxi-nanning-compute-voucher-2025")
    started = await scene.founder("t:amy", lambda d: d.start(other, {"purpose": "inference"}))
    assert isinstance(started, Application)
    assert set(started.to_confirm) >= {"company_name", "credit_code", "purpose"}
    assert "phone" not in started.answers
    assert [field.id for field in started.gaps][:2] == ["provider", "period_start"]
    assert why(await scene.founder("t:amy", lambda d: d.submit(started.id))) == "incomplete"


async def test_personal_data_are_asked_for_after_consent(scene: Scene) -> None:
    started = await scene.founder("t:amy", lambda d: d.start(offer(), {}))
    assert isinstance(started, Application)
    early = await scene.founder("t:amy", lambda d: d.answer(started.id, "phone", "13800138000"))
    assert why(early) == "consent-first"


async def test_a_changed_rule_keeps_the_draft_and_asks_only_what_is_new(scene: Scene) -> None:
    id_ = await scene.draft("t:amy", 1)
    changed = offer(asks_bank=True, release="2026-11-24.1")

    async def refresh(desk):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        return await desk.refresh(await desk.show(id_), changed)

    application = await scene.founder("t:amy", refresh)
    assert [field.id for field in application.gaps] == ["bank_name", "bank_account"]
    assert application.answers["company_name"]


async def test_a_colleague_joins_the_company_s_application_with_the_founder_s_consent(scene: Scene) -> None:
    application = await scene.submitted("t:amy", 1)
    draft = await scene.founder("t:bob", lambda d: d.start(offer(), {}))
    assert isinstance(draft, Application)
    taken = await scene.founder("t:bob", lambda d: d.answer(draft.id, "credit_code", code(1)))
    assert why(taken) == "company-applies-already"
    done(await scene.founder("t:bob", lambda d: d.ask_to_join(application.id)))
    assert why(await scene.founder("t:bob", lambda d: d.show(application.id))) == "unknown-application"
    from bot.applications.joining import handle

    joined = done(
        await scene.founder(
            "t:amy", lambda d: d.decide_on_joining(application.id, handle("t:bob"), admitted=True)
        )
    )
    assert joined.colleagues == ("t:bob",)
    mine = await scene.founder("t:bob", lambda d: d.mine())
    assert {a.id: a.state for a in mine} == {application.id: "submitted", draft.id: "withdrawn"}


async def test_only_what_the_reviewer_reopened_can_be_changed(scene: Scene) -> None:
    await scene.staffed()
    application = await scene.submitted("t:amy", 1)
    id_ = application.id
    done(await scene.reviewer("t:rita", lambda d: d.request_info(id_, ["phone", "usual-contract"], "Please")))
    assert why(await scene.founder("t:amy", lambda d: d.answer(id_, "email", "x@y.cn"))) == "not-reopened"
    assert why(await scene.founder("t:amy", lambda d: d.respond(id_))) == "incomplete"
    done(await scene.founder("t:amy", lambda d: d.answer(id_, "phone", "13900139000")))
    done(await scene.founder("t:amy", lambda d: d.attach(id_, a_file())))
    after = done(await scene.founder("t:amy", lambda d: d.respond(id_)))
    assert (after.state, after.reopened, after.assignee) == ("in_review", (), "t:rita")


async def test_a_large_amount_needs_a_second_pair_of_eyes(scene: Scene) -> None:
    await scene.staffed()
    id_ = (await scene.submitted("t:amy", 1)).id
    asked = done(await scene.reviewer("t:rita", lambda d: d.approve(id_, Decimal(600_000))))
    assert asked.state == "second_review"
    assert why(await scene.reviewer("t:rita", lambda d: d.confirm(id_))) == "second-eyes"
    done(await scene.reviewer("t:ron", lambda d: d.send_back(id_, "Why so much?")))
    done(await scene.reviewer("t:rita", lambda d: d.approve(id_, Decimal(590_000))))
    assert done(await scene.reviewer("t:ron", lambda d: d.confirm(id_))).granted_cny == Decimal(590_000)


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        ("600000.01", "above-ceiling"),
        ("0", "money-zero"),
        ("1.001", "money-fine"),
        ("300000.01", "budget-short"),
    ],
)
async def test_an_amount_beyond_ceiling_or_budget_is_refused(scene: Scene, amount: str, reason: str) -> None:
    await scene.staffed()
    await scene.admin("t:admin", lambda d: d.set_budget(offer().programme, "2026", Decimal(300_000)))
    id_ = (await scene.submitted("t:amy", 1)).id
    assert why(await scene.reviewer("t:rita", lambda d: d.approve(id_, Decimal(amount)))) == reason
    shown = await scene.reviewer("t:rita", lambda d: d.show(id_))
    assert isinstance(shown, Application)
    assert shown.state == "submitted"


async def test_staff_are_warned_when_a_pot_runs_out(scene: Scene) -> None:
    await scene.staffed()
    await scene.admin("t:admin", lambda d: d.set_budget(offer().programme, "2026", Decimal(500_000)))
    id_ = (await scene.submitted("t:amy", 1)).id
    step = await scene.reviewer("t:rita", lambda d: d.approve(id_, Decimal(460_000)))
    assert "notice-budget" in {notice.key for notice in step.notices}  # type: ignore[union-attr]


async def test_a_rejection_names_a_criterion(scene: Scene) -> None:
    await scene.staffed()
    id_ = (await scene.submitted("t:amy", 1)).id
    assert why(await scene.reviewer("t:rita", lambda d: d.reject(id_, {}))) == "give-reasons"
    assert why(await scene.reviewer("t:rita", lambda d: d.reject(id_, {"x": "no"}))) == "unknown-criterion"
    rejected = done(await scene.reviewer("t:rita", lambda d: d.reject(id_, {"floor": "Below the floor"})))
    assert rejected.reasons == {"floor": "Below the floor"}


async def test_after_a_withdrawal_the_company_can_apply_again(scene: Scene) -> None:
    first = await scene.submitted("t:amy", 1)
    done(await scene.founder("t:amy", lambda d: d.withdraw(first.id)))
    second = await scene.submitted("t:amy", 1)
    assert second.id != first.id
    assert second.reference != first.reference


async def test_every_step_stands_in_the_history_with_what_it_changed(scene: Scene) -> None:
    await scene.staffed()
    id_ = (await scene.submitted("t:amy", 1)).id
    done(await scene.founder("t:amy", lambda d: d.withdraw(id_)))

    async def history(desk):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        return await desk.records.history(id_)

    events = await scene.founder("t:amy", history)
    assert [e.number for e in events] == list(range(1, len(events) + 1))
    assert [e.action for e in events][-2:] == ["submit", "withdraw"]
    assert events[-1].before == "submitted"
    assert not broken(events, head=events[-1].hash, version=len(events), erased=False)
    assert "t:amy" not in {event.actor for event in events}
    assert CODES[0] not in str([event.details for event in events])
