"""Asks a person about one doubtful fact after the other, and keeps each answer at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import click

from plankg.decision_fields import (
    FieldValue,
    ReviewTable,
    Verdict,
    faults_of,
    field_names,
    field_value,
    required_fields,
)
from plankg.decisions import Decision
from plankg.doubts import Doubtful, sentence_at
from plankg.errors import ReviewError
from plankg.model import LedgerEntry
from plankg.review_files import append_reviews, read_reviews
from plankg.reviews import apply
from plankg.source_reading import ReviewedPlan, SourceReader
from plankg.target_bodies import NAME_SIGN

_ACCEPTED = "与原文相符"
_OF_FACTS: Mapping[str, Verdict] = {"a": "accept", "r": "reject", "c": "change"}
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
    "plan": "data of the plan",
    "ledger": "sentence",
}
_KINDS = "[t]arget, [b]ody, [e]lement, [c]arrier, [m]ention of a programme or document"
_ABOUT_FACT = "[a]ccept, [r]eject, [c]hange, [n]ew fact beside it, [s]kip, [q]uit: "
_ABOUT_PLAN = "[a]ccept, [c]hange, [s]kip, [q]uit: "


class Quit(Exception):  # noqa: N818 - the person's wish, no error
    """The person wants to stop, or the input has ended."""


def ask(prompt: str, default: str = "") -> str:
    """Return what the person types, `default` for an empty line.

    Raises:
        Quit: the input has ended.
    """
    try:
        return input(prompt).strip() or default
    except EOFError as error:
        raise Quit from error


class Walk:
    """One person's way through one plan's doubts."""

    def __init__(self, reader: SourceReader, plan: ReviewedPlan, who: str, when: date) -> None:
        self._reader = reader
        self._plan = plan
        self._who = who or self._needed("your name: ")
        self._when = when

    def visit(self, doubtful: Doubtful, count: str) -> None:
        """Show a doubtful fact or sentence, ask about it, keep the decision.

        Raises:
            Quit: the person wants to stop.
        """
        subject = doubtful.subject
        place = "the plan itself" if doubtful.table == "plan" else doubtful.where or "preamble"
        click.echo(f"\n[{count}] {place}  {doubtful.doubt} {_NAMES[doubtful.table]}")
        click.echo(f"  {self._sentence(doubtful)}")
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
        values = [(name, getattr(doubtful.subject, name)) for name in field_names(doubtful.table)]
        return [(name, _shown(value)) for name, value in values]

    def _ask_about_fact(self, doubtful: Doubtful) -> None:
        while True:
            answer = _choice(_ABOUT_FACT, "arcnsq")
            if answer == "s":
                return
            if answer == "n":
                self._add(doubtful, _ADDED[_choice(f"{_KINDS}: ", "tbecm")])
            elif self._decide(doubtful, _OF_FACTS[answer]):
                return

    def _ask_about_plan(self, doubtful: Doubtful) -> None:
        while (answer := _choice(_ABOUT_PLAN, "acsq")) != "s":
            quote = ask(f"the words that show it [{doubtful.quote}]: ", doubtful.quote)
            if self._decide(replace(doubtful, quote=quote), _OF_FACTS[answer]):
                return

    def _decide(self, doubtful: Doubtful, verdict: Verdict) -> bool:
        fields = self._fields(doubtful.table) if verdict == "change" else {}
        if verdict == "change" and not fields:
            return False
        accepted = verdict == "accept"
        why = ask(f"why [{_ACCEPTED}]: ", _ACCEPTED) if accepted else self._needed("why: ")
        return self._kept(self._decision(doubtful, verdict, fields, why, doubtful.table))

    def _ask_about_sentence(self, doubtful: Doubtful) -> None:
        prompt = f"[r]eject (nothing is committed to), add a {_KINDS}, [s]kip, [q]uit: "
        while True:
            answer = _choice(prompt, "rtbecmsq")
            if answer == "s":
                return
            if answer == "r":
                if self._decide(doubtful, "reject"):
                    return
            elif self._add(doubtful, _ADDED[answer]):
                prompt = f"add another {_KINDS}, [s]kip to the next, [q]uit: "

    def _add(self, doubtful: Doubtful, table: ReviewTable) -> bool:
        quote = self._needed("quote: ")
        click.echo(f"  needed: {', '.join(required_fields(table))}")
        fields = self._fields(table)
        if fault := faults_of(table, "add", fields):
            click.echo(f"  {fault}")
            return False
        occurrence = int(self._count("occurrence of the quote there [1]: "))
        decision = self._decision(doubtful, "add", fields, self._needed("why: "), table)
        return self._kept(replace(decision, quote=quote, occurrence=occurrence))

    def _fields(self, table: ReviewTable) -> dict[str, FieldValue]:
        """Ask for fields until an empty line; wrong ones are told and asked again."""
        click.echo(f"  fields: {', '.join(field_names(table))}")
        fields: dict[str, FieldValue] = {}
        while line := ask("  field=value (an empty line ends): "):
            name, equals, words = line.partition("=")
            try:
                if not equals:
                    raise ValueError("write a field, '=', and its value")
                fields[name.strip()] = field_value(table, name.strip(), words)
            except ValueError as error:
                click.echo(f"  {error}")
        return fields

    def _kept(self, decision: Decision) -> bool:
        """Write the decision if it makes sense of the plan; say so where it doesn't."""
        try:
            plan = self._plan.extracted
            # With what was decided before: a body may be added to an element that a person added.
            decisions = (*read_reviews(self._plan.reviews), decision)
            _, unmatched = apply(plan, decisions, self._reader.register, self._reader.iris)
            if decision in unmatched:
                raise ReviewError(f"these words do not stand at {decision.where!r}")
            append_reviews(self._plan.reviews, plan.meta.slug, [decision])
        except ReviewError as error:
            click.echo(f"  {error}")
            return False
        return True

    def _decision(
        self,
        doubtful: Doubtful,
        verdict: Verdict,
        fields: Mapping[str, FieldValue],
        why: str,
        table: ReviewTable,
    ) -> Decision:
        return Decision(
            verdict=verdict,
            where=doubtful.where,
            quote=doubtful.quote,
            who=self._who,
            when=self._when,
            why=why,
            table=table,
            occurrence=doubtful.occurrence,
            fields=dict(fields),
        )

    def _sentence(self, doubtful: Doubtful) -> str:
        """Return the sentence with the quote in brackets, on one line."""
        text, span = self._plan.extracted.text, doubtful.span
        if isinstance(doubtful.subject, LedgerEntry):
            return " ".join(doubtful.subject.quote.split())
        around = sentence_at(self._plan.extracted, span)
        before, after = text[around.start : span.start], text[span.end : around.end]
        return " ".join(f"{before}【{span.of(text)}】{after}".split())

    def _needed(self, prompt: str) -> str:
        while not (words := ask(prompt)):
            click.echo("  this cannot be empty")
        return words

    def _count(self, prompt: str) -> str:
        while not (words := ask(prompt, "1")).isdecimal() or int(words) < 1:
            click.echo("  a number from 1")
        return words


def _choice(prompt: str, keys: str) -> str:
    while True:
        answer = ask(prompt)[:1].lower()
        if answer == "q":
            raise Quit
        if answer and answer in keys:
            return answer
        click.echo(f"  type one of {', '.join(keys)}")


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return NAME_SIGN.join(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
