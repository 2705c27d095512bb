"""What joining and judging promise: reversible, nothing silent, the same state from the same links."""

from __future__ import annotations

import random
from typing import Any

import pytest

from communique.errors import NotFound, UsageError
from communique.join import JOINS
from communique.model.report import Report
from communique.register import Register
from communique.register.case_query import group_cases
from communique.register.cases import settle_cases
from communique.register.follow_query import assess, find_assessments, find_followings
from communique.register.joining import join_claims
from communique.register.judgements import judge, list_judgements, undo
from tests.engines import Engine
from tests.register.conftest import Add, make_record

MET = "Xi Jinping met Asif Ali Zardari in Beijing on Wednesday."
ZARDARI = {"person": "p1", "name": "Asif Ali Zardari", "country": "PAK", "role": None}
XI = {"person": "p2", "name": "Xi Jinping", "country": "CHN", "role": None}
BEIJING = {"name": "Beijing", "country": "CHN", "lat": 39.9, "lon": 116.4}


def meet(add: Add, report: str, published: str, outlet: str, **fields: Any) -> int:
    text = f"{MET} {report}"
    defaults = {"participants": [ZARDARI, XI], "place": BEIJING, "date": "2025-02-05"}
    return add(report, text, "engagements", "met Asif", published, outlet, fields=defaults | fields).claims[0]


def state(register: Register) -> list[tuple[int, int]]:
    return [tuple(row) for row in register.connection.execute('SELECT key, "case" FROM node ORDER BY key')]


def state_of(register: Register, claim: int) -> int:
    return dict(state(register))[node_of(register, claim)]


def node_of(register: Register, claim: int) -> int:
    return int(register.connection.execute("SELECT node FROM claim_node WHERE claim = ?", (claim,)).fetchone()[0])


def test_one_meeting_told_by_two_outlets_is_one_case_with_both_claims(register: Register, add: Add) -> None:
    meet(add, "r1", "2025-02-05", "Margalla Wire")
    meet(add, "r2", "2025-02-06", "Gulf Ledger")
    ((_, claims),) = group_cases(register, "engagements", register.claims("c.kind = 'engagements'"))
    assert {c.source.outlet for c in claims} == {"Margalla Wire", "Gulf Ledger"}


@pytest.mark.parametrize(
    "other",
    [
        {
            "participants": [
                {"person": "p1", "name": "Ishaq Dar", "country": "PAK"},
                {"person": "p2", "name": "Wang Yi", "country": "CHN"},
            ],
            "place": None,
        },
        {"date": "2025-02-09"},
        {"status": "planned"},
        {"parties": ["CHN", "IRN"]},
    ],
    ids=["other persons", "another day", "foreseen, not held", "another side"],
)
def test_another_meeting_is_another_case(register: Register, add: Add, other: dict[str, Any]) -> None:
    meet(add, "r1", "2025-02-05", "Margalla Wire")
    meet(add, "r2", "2025-02-06", "Gulf Ledger", **other)
    assert len(group_cases(register, "engagements", register.claims("c.kind = 'engagements'"))) == 2


def test_a_chain_of_likenesses_does_not_make_one_meeting_of_a_week(register: Register, add: Add) -> None:
    for day in range(3, 10):
        meet(add, f"r{day}", f"2025-02-{day:02d}", "Margalla Wire", date=f"2025-02-{day:02d}")
    assert len(group_cases(register, "engagements", register.claims("c.kind = 'engagements'"))) >= 3


def test_undoing_a_judgement_restores_the_state_exactly(register: Register, add: Add) -> None:
    claims = [meet(add, f"r{n}", "2025-02-05", f"Outlet {n}") for n in range(4)]
    nodes = [node_of(register, claim) for claim in claims]
    before = state(register)
    key = judge(register, "same", nodes[0], nodes[1], "different", "amina", "two sessions")
    assert state(register) != before
    undo(register, key)
    assert state(register) == before
    assert [j.undone_at is not None for j in list_judgements(register)] == [True]


def test_any_sequence_of_judgements_undone_in_any_order_restores_the_state(register: Register, add: Add) -> None:
    claims = [meet(add, f"r{n}", "2025-02-05", f"Outlet {n}", date=f"2025-02-0{4 + n % 3}") for n in range(6)]
    nodes = [node_of(register, claim) for claim in claims]
    before = state(register)
    chance = random.Random(7)
    keys = []
    for _ in range(12):
        a, b = chance.sample(nodes, 2)
        keys.append(judge(register, "same", a, b, chance.choice(["same", "different", "unsure"]), "amina", "trial"))
    chance.shuffle(keys)
    for key in keys:
        undo(register, key)
    assert state(register) == before


def test_a_pair_judged_different_is_never_in_one_case_however_others_link_them(register: Register, add: Add) -> None:
    first, second = meet(add, "r1", "2025-02-05", "A"), meet(add, "r2", "2025-02-05", "B")
    judge(register, "same", node_of(register, first), node_of(register, second), "different", "amina", "two sessions")
    meet(add, "r3", "2025-02-05", "C")
    cases = dict(state(register))
    assert cases[node_of(register, first)] != cases[node_of(register, second)]


def name(add: Add, report: str, published: str, full: str, office: str | None) -> int:
    text = f"{full} spoke. {report}"
    return add(report, text, "people", full, published, fields={"name": full, "office": office}).claims[0]


def test_two_persons_of_one_name_stay_apart_though_a_third_mention_fits_both(register: Register, add: Add) -> None:
    first = name(add, "r1", "2025-02-01", "Nazir Ahmed", "Chairman of the Accountability Bureau")
    second = name(add, "r2", "2025-02-03", "Nazir Ahmed", "police constable")
    third = name(add, "r3", "2025-02-05", "Nazir Ahmed", None)
    cases = {claim: state_of(register, claim) for claim in (first, second, third)}
    assert cases[first] != cases[second]
    assert cases[third] in (cases[first], cases[second])


def test_joining_one_by_one_gives_the_cases_that_settling_all_gives(register: Register, add: Add) -> None:
    names = [
        "Natalie Baker",
        "Natalie A. Baker",
        "N. Baker",
        "Natalie Ann Baker",
        "Oscar Natalie Baker",
        "Nathan Baker",
    ]
    for number, (full, office) in enumerate([(n, o) for n in names for o in (None, "Ambassador", "Consul")]):
        name(add, f"r{number}", f"2025-02-{1 + number:02d}", full, office)
    before = state(register)
    settle_cases(register.connection, [node for node, _ in before], JOINS)
    assert state(register) == before


def test_two_incidents_of_one_report_are_never_one_case(register: Register, add: Add) -> None:
    kinds = {"kind": "security operation", "place": {"name": "Karak", "country": "PAK", "lat": None, "lon": None}}
    lost = [{"outcome": "killed", "class": "militant", "count": 3, "qualifier": None}]
    text = "Three died in Karak. Three more died in Karak at night."
    report = Report("r1", text, outlet="A", published="2025-03-01", sha256=Report.hash_of(text))
    records = [
        make_record("incidents", 1, text, "Three died", kinds | {"casualties": lost}),
        make_record("incidents", 2, text, "Three more died", kinds | {"casualties": lost}),
    ]
    with register.transaction():
        join_claims(register, register.add(report, {"incidents": records}, [], "test 1").claims)
    add("r2", "In Karak three were killed.", "incidents", "three were killed", fields=kinds | {"casualties": lost})
    grouped = group_cases(register, "incidents", register.claims("c.kind = 'incidents'"))
    assert sorted(len(claims) for _, claims in grouped) == [1, 2]


def test_a_person_can_join_what_no_rule_would(register: Register, add: Add) -> None:
    first, second = meet(add, "r1", "2025-02-05", "A"), meet(add, "r2", "2025-02-06", "B", date="2025-03-09")
    key = judge(
        register, "same", node_of(register, first), node_of(register, second), "same", "amina", "a misprinted month"
    )
    assert len({case for _, case in state(register)}) == 1
    undo(register, key)
    assert len({case for _, case in state(register)}) == 2


def test_a_verdict_that_is_none_says_which_there_are(register: Register) -> None:
    with pytest.raises(UsageError, match="same, different, unsure"):
        judge(register, "same", 1, 2, "perhaps", "amina", "")


def test_undoing_what_was_never_judged_says_so(register: Register) -> None:
    with pytest.raises(NotFound):
        undo(register, 99)


def test_the_order_of_reports_does_not_change_what_is_joined(register: Register, add: Add, engine: Engine) -> None:
    meet(add, "r1", "2025-02-05", "A")
    meet(add, "r2", "2025-02-06", "B")
    meet(add, "r3", "2025-02-06", "C", participants=[XI])
    grouped = {
        frozenset(c.source.id for c in claims) for _, claims in group_cases(register, "engagements", register.claims())
    }
    with Register(engine.empty()) as other:
        for claim in reversed(register.claims(order="c.key")):
            row = register.connection.execute("SELECT * FROM report WHERE id = ?", (claim.source.id,)).fetchone()
            report = Report(
                row["id"], row["text"], outlet=row["outlet"], published=row["published"], sha256=row["sha256"]
            )
            with other.transaction():
                added = other.add(report, {"engagements": [dict(claim.record)]}, [], "test 1")
                join_claims(other, added.claims)
        again = {
            frozenset(c.source.id for c in claims) for _, claims in group_cases(other, "engagements", other.claims())
        }
    assert again == grouped


def test_an_invitation_accepted_planned_and_held_is_a_chain_with_evidence_on_both_ends(
    register: Register, add: Add
) -> None:
    asked = add(
        "r1",
        "China invited Pakistan's president to visit Beijing in February.",
        "undertakings",
        "invited",
        "2024-12-01",
        act="invite",
        matter="invited Pakistan's president to visit Beijing in February",
    ).claims[0]
    accepted = add(
        "r2",
        "Pakistan accepted the invitation to visit Beijing.",
        "undertakings",
        "accepted",
        "2024-12-20",
        act="accept",
        by=["PAK"],
        to=["CHN"],
        matter="the invitation to visit Beijing",
    ).claims[0]
    visit = {"kind": "visit", "participants": [ZARDARI], "place": BEIJING}
    planned = meet(add, "r3", "2025-01-28", "A", status="planned", date="2025-02-04/2025-02-08", **visit)
    held = meet(add, "r4", "2025-02-05", "A", date="2025-02-04/2025-02-08", **visit)
    chain = find_followings(register, (asked, accepted, planned))
    assert [(f.relation, f.later) for f in chain[asked] if f.later == accepted] == [("accepts", accepted)]
    assert ("holds", held) in [(f.relation, f.later) for f in chain[planned]]
    assert all(f.verdict is None for followings in chain.values() for f in followings), "suggestions wait for a person"


def test_a_rejected_suggestion_is_not_shown_again(register: Register, add: Add) -> None:
    words = "promised to build a hospital in Gwadar for fishing families"
    first = add("r1", f"China {words}.", "undertakings", words, "2024-01-01").claims[0]
    later = add("r2", f"Once more China {words}.", "undertakings", words, "2025-01-01").claims[0]
    assert [f.relation for f in find_followings(register, [first])[first]] == ["restates"]
    judge(register, "follow-up", first, later, "rejected", "amina", "another hospital")
    assert find_followings(register, [first]) == {}


def test_a_status_is_a_dated_series(register: Register, add: Add) -> None:
    words = "promised to build a hospital in Gwadar"
    claim = add("r1", f"China {words}.", "undertakings", words).claims[0]
    assess(register, claim, "in progress", "2025-04-01", None, "amina", "ground was broken")
    assess(register, claim, "done", "2025-09-01", None, "amina", "it opened")
    assert [a.status for a in find_assessments(register, [claim])[claim]] == ["in progress", "done"]
    with pytest.raises(UsageError, match="not yet assessed"):
        assess(register, claim, "kept", "2025-09-01", None, "amina", "")


def test_claims_joined_together_are_joined_as_those_that_came_one_by_one(engine: Engine) -> None:
    def joined(register: Register) -> list[set[tuple[Any, ...]]]:
        db = register.connection
        same = db.execute(
            "SELECT a.claim, b.claim, l.score, l.reasons FROM same_link l"
            " JOIN node a ON a.key = l.a JOIN node b ON b.key = l.b"
        )
        cases = db.execute('SELECT n.claim, f.claim FROM node n JOIN node f ON f.key = n."case"')
        follow = db.execute("SELECT earlier, later, relation, score FROM follow_link")
        nodes = db.execute("SELECT cn.claim, n.claim FROM claim_node cn JOIN node n ON n.key = cn.node")
        return [{tuple(row) for row in rows} for rows in (same, cases, follow, nodes)]

    with Register(engine.golden()) as register:
        one_by_one = joined(register)
        assert all(one_by_one), "nothing in a table proves nothing"
        for table in ("same_link", "follow_link", "block", "waiting", "claim_node", "node"):
            register.connection.execute(f"DELETE FROM {table}")
        with register.transaction():
            join_claims(register, [row[0] for row in register.connection.execute("SELECT key FROM claim")])
        assert joined(register) == one_by_one
