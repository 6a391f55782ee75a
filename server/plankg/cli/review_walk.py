"""Leads a person from one doubtful fact to the next, and keeps each answer at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import click

from plankg.cli.review_questions import ask, choice, fields_of_decision, needed, number_up_to, shown
from plankg.decision_fields import ReviewTable, Verdict, field_names
from plankg.decisions import Decision
from plankg.doubts import Doubtful, sentence_at
from plankg.errors import ReviewError, WorkspaceBusyError
from plankg.field_kinds import FieldValue
from plankg.model import LedgerEntry
from plankg.review_files import append_reviews, read_reviews
from plankg.reviews import apply
from plankg.sole_writer import sole_writer
from plankg.source_reading import ReviewedPlan, SourceReader
from plankg.words_in_plan import PlanWords

_ACCEPTED = "与原文相符"
_VERDICTS: Mapping[str, Verdict] = {"a": "accept", "r": "reject", "c": "change"}
_ADDED: Mapping[str, ReviewTable] = {
    "t": "targets",
    "b": "responsibilities",
    "e": "elements",
    "c": "carriers",
    "m": "mentions",
}
_NAMES: Mapping[ReviewTable, str] = {
    "targets": "target",
    "responsibilities": "body",
    "elements": "element",
    "carriers": "carrier",
    "mentions": "mention",
    "plan": "what the plan says of itself",
    "ledger": "sentence",
}
_KINDS = "[t]arget, [b]ody, [e]lement, [c]arrier, [m]ention of a programme or document"
_ABOUT_FACT = "[a]ccept, [r]eject, [c]hange, [n]ew fact beside it, [s]kip, [q]uit"
_ABOUT_PLAN = "[a]ccept, [c]hange, [s]kip, [q]uit"
_ABOUT_SENTENCE = f"[r]eject: nothing is committed to; [s]kip, [q]uit\nor add a {_KINDS}"
_NEXT = f"[s]kip to the next, [q]uit\nor add another {_KINDS}"


class Walk:
    """One person's way through one plan's doubts."""

    def __init__(self, reader: SourceReader, plan: ReviewedPlan, who: str, when: date) -> None:
        self._reader = reader
        self._plan = plan
        self._who = who or needed("your name")
        self._when = when

    def visit(self, doubtful: Doubtful, count: str) -> None:
        """Show a doubtful fact or sentence, ask about it, keep the decision.

        Raises:
            Quit: the person wants to stop.
        """
        subject = doubtful.subject
        place = doubtful.where or ("–" if doubtful.table == "plan" else "(preamble)")
        click.echo(f"\n[{count}] {place}  {doubtful.doubt}: {_NAMES[doubtful.table]}")
        click.echo(f"  {self._sentence(doubtful)}")
        if in_file := self._in_file(doubtful):
            click.echo(f"  ({in_file})")
        if isinstance(subject, LedgerEntry):
            click.echo(f"  {subject.reason}")
            self._ask_about_sentence(doubtful)
            return
        for name, value in self.fields_of(doubtful):
            click.echo(f"    {name}: {value or '–'}")
        if doubtful.table == "plan":
            self._ask_about_plan(doubtful)
        else:
            self._ask_about_fact(doubtful)

    @staticmethod
    def fields_of(doubtful: Doubtful) -> list[tuple[str, str]]:
        """Return the fields of a fact that can be changed, with what they say."""
        names = field_names(doubtful.table)
        return [(name, shown(getattr(doubtful.subject, name))) for name in names]

    def _ask_about_fact(self, doubtful: Doubtful) -> None:
        while (answer := choice(_ABOUT_FACT, "arcns")) != "s":
            if answer == "n":
                self._add(doubtful, _ADDED[choice(_KINDS, "tbecm")])
            elif self._decide(doubtful, _VERDICTS[answer]):
                return

    def _ask_about_plan(self, doubtful: Doubtful) -> None:
        while (answer := choice(_ABOUT_PLAN, "acs")) != "s":
            quote = ask("the words that show it", doubtful.quote)
            if self._is_printed(doubtful, quote) and self._decide(
                replace(doubtful, quote=quote), _VERDICTS[answer]
            ):
                return

    def _ask_about_sentence(self, doubtful: Doubtful) -> None:
        menu = _ABOUT_SENTENCE
        while (answer := choice(menu, "rtbecms")) != "s":
            if answer == "r":
                if self._decide(doubtful, "reject"):
                    return
            elif self._add(doubtful, _ADDED[answer]):
                menu = _NEXT

    def _decide(self, doubtful: Doubtful, verdict: Verdict) -> bool:
        fields = fields_of_decision(doubtful.table, verdict) if verdict == "change" else {}
        if verdict == "change" and not fields:
            return False
        why = ask("why", _ACCEPTED) if verdict == "accept" else needed("why")
        return self._kept(self._decision(doubtful, verdict, fields, why))

    def _add(self, doubtful: Doubtful, table: ReviewTable) -> bool:
        quote = ask("quote, as it is printed (an empty line goes back)")
        if not (quote and self._is_printed(doubtful, quote)):
            return False
        places = self._places(doubtful, quote)
        occurrence = number_up_to("it stands there more than once: which", places)
        fields = fields_of_decision(table, "add")
        if not fields:
            return False
        fact = replace(doubtful, table=table, quote=quote, occurrence=occurrence)
        return self._kept(self._decision(fact, "add", fields, needed("why")))

    def _is_printed(self, doubtful: Doubtful, quote: str) -> bool:
        if quote and self._places(doubtful, quote):
            return True
        where = f"at {doubtful.where!r}" if doubtful.where else "in the plan"
        click.echo(f"  these words do not stand {where}: {quote!r}")
        return False

    def _places(self, doubtful: Doubtful, quote: str) -> int:
        return len(PlanWords(self._plan.extracted).places(doubtful.where, quote))

    def _kept(self, decision: Decision) -> bool:
        """Write the decision if it makes sense of the plan; say so where it doesn't."""
        try:
            plan = self._plan.extracted
            # With what was decided before: a body may be added to an element that a person added.
            decisions = (*read_reviews(self._plan.reviews), decision)
            _, unmatched = apply(plan, decisions, self._reader.register, self._reader.iris)
            if decision in unmatched:
                raise ReviewError(f"nothing to {decision.verdict} there: {decision.told()}")
            with sole_writer(self._reader.workspace, click.echo):
                append_reviews(self._plan.reviews, plan.meta.slug, [decision])
        except (ReviewError, WorkspaceBusyError) as error:
            click.echo(f"  {error}")
            return False
        click.echo(f"  kept: {decision.told()}")
        return True

    def _decision(
        self, doubtful: Doubtful, verdict: Verdict, fields: Mapping[str, FieldValue], why: str
    ) -> Decision:
        return Decision(
            verdict=verdict,
            where=doubtful.where,
            quote=doubtful.quote,
            who=self._who,
            when=self._when,
            why=why,
            table=doubtful.table,
            occurrence=doubtful.occurrence,
            fields=dict(fields),
        )

    def _in_file(self, doubtful: Doubtful) -> str:
        """Return where the words stood in a file with pages or cells, its first and last place."""
        span = doubtful.span
        places = self._plan.extracted.document.places(span.start, span.end)
        return " – ".join(dict.fromkeys([*places[:1], *places[-1:]]))

    def _sentence(self, doubtful: Doubtful) -> str:
        """Return the sentence with the quote in brackets, on one line."""
        text, span = self._plan.extracted.text, doubtful.span
        if isinstance(doubtful.subject, LedgerEntry):
            return " ".join(doubtful.subject.quote.split())
        around = sentence_at(self._plan.extracted, span)
        before, after = text[around.start : span.start], text[span.end : around.end]
        return " ".join(f"{before}【{span.of(text)}】{after}".split())
