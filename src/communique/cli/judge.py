"""`communique judge`, `assess` and `undo`: a person's decisions, with who and why, and taking them back."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from communique.cli.answering import RegisterFile, Who, Why

Verdict = Annotated[
    str,
    typer.Argument(
        metavar="VERDICT", help="same, different or unsure of two; confirm or reject a follow-up or a claim."
    ),
]
One = Annotated[int, typer.Argument(metavar="A", help="Number of a claim (of the earlier one for a follow-up).")]
Other = Annotated[int | None, typer.Argument(metavar="B", help="Number of the other claim.", show_default=False)]
Cases = Annotated[bool, typer.Option("--cases", help="A and B are numbers of cases (column case).")]
Day = Annotated[str | None, typer.Option("--day", metavar="DATE", help="Day of the status; default today.")]
Evidence = Annotated[int | None, typer.Option("--evidence", metavar="CLAIM", help="Number of the claim that shows it.")]


def judge(
    verdict: Verdict,
    a: One,
    why: Why,
    b: Other = None,
    cases: Cases = False,
    who: Who = None,
    register: RegisterFile = None,
) -> None:
    """Decide on a suggestion, two claims, or one.

    same, different or unsure: do A and B tell of the same thing? confirm, reject or unsure: is the follow-up from A to
    B right, or claim A alone?"""
    from communique.cli.answering import need_who, open_register
    from communique.register.verdicts import judge_claims

    with open_register(register, readonly=False) as opened:
        number = judge_claims(opened, verdict, a, b, need_who(who), why, are_cases=cases)
    typer.echo(f"Judgement {number} kept. Take it back with: communique undo {number}")


def assess(
    undertaking: Annotated[int, typer.Argument(metavar="CLAIM", help="Number of the undertaking (communique ledger).")],
    status: Annotated[
        str,
        typer.Argument(
            metavar="STATUS",
            help="reaffirmed, 'in progress', 'partly done', done, stalled, withdrawn, contradicted, 'expired with "
            "nothing found' or 'not yet assessed'.",
        ),
    ],
    why: Why,
    day: Day = None,
    evidence: Evidence = None,
    who: Who = None,
    register: RegisterFile = None,
) -> None:
    """Give an undertaking a status on a day.

    Earlier ones stay in its series."""
    from communique.cli.answering import need_who, open_register
    from communique.register.verdicts import assess_undertaking

    with open_register(register, readonly=False) as opened:
        number = assess_undertaking(
            opened, undertaking, status, day or date.today().isoformat(), evidence, need_who(who), why
        )
    typer.echo(f"Status s{number} kept. Take it back with: communique undo s{number}")


def undo(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="Number of a judgement, or of a status (s3).")],
    register: RegisterFile = None,
) -> None:
    """Take a decision back.

    The register is then as if it had not been made."""
    from communique.cli.answering import open_register
    from communique.register.verdicts import undo_number

    with open_register(register, readonly=False) as opened:
        typer.echo(undo_number(opened, number))
