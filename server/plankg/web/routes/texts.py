"""A plan's text: as it is for programs, with a marked passage for people.

The ledger covers the text without gap, so that its entries in order are the text.
"""

from __future__ import annotations

from flask import Response, request

from plankg.web.refusals import UnknownError
from plankg.web.request import linker, negotiated, page, service
from plankg.web.texts import lines_of, passage_in

PLAIN = "text/plain"


def text_of(iri: str) -> str:
    """Return the text that a text resource stands for.

    Raises:
        UnknownError: no ledger of its plan is published.
    """
    plan = plan_of(iri)
    ledger = f"{service().base}graph/{plan.removeprefix(f'{service().base}id/')}/ledger"
    rows = service().ask("text", plan=plan, ledger=ledger).rows
    if not rows:
        raise UnknownError("text", iri=plan)
    return "".join(row["exact"] for row in rows)


def plan_of(iri: str) -> str:
    """Return the plan whose text a text resource is."""
    return iri.removesuffix("/text")


def plain_text(iri: str) -> Response:
    """Return the text as it is, byte for byte what the offsets count in."""
    return negotiated(text_of(iri).encode(), f"{PLAIN}; charset=utf-8")


def text_page(iri: str) -> Response:
    """Show the text; ``?start=…&end=…`` marks a passage and gives it an anchor."""
    text, links = text_of(iri), linker()
    passage = passage_in(len(text), request.args.get("start"), request.args.get("end"))
    plans = service().ask("plans", plan=plan_of(iri)).rows
    return page(
        "text.html",
        title=plans[0]["title"] if plans else links.addresses.short(iri),
        lines=lines_of(text, passage),
        passage=passage,
        plan_href=links.href(plan_of(iri)),
        plain_href=f"{links.page('data')}/{links.addresses.described(iri)}.txt",
    )
