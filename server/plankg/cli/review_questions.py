"""Asks a person in the terminal: words, one of some keys, the fields of a decision."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import click

from plankg.decision_fields import ReviewTable, Verdict, faults_of, field_hints, field_value
from plankg.field_kinds import FieldValue
from plankg.target_bodies import NAME_SIGN

with contextlib.suppress(ImportError):
    import readline  # noqa: F401 - lets input() take back a whole Chinese sign, and recall lines


class Quit(Exception):  # noqa: N818 - the person's wish, no error
    """The person wants to stop, or the input has ended."""


def ask(prompt: str, default: str = "") -> str:
    """Return what the person types, `default` for an empty line; the prompt shows it.

    Raises:
        Quit: the input has ended, or was interrupted.
    """
    return _line(f"{prompt} [{default}]: " if default else f"{prompt}: ") or default


def needed(prompt: str) -> str:
    """Return words that the person cannot do without typing."""
    while not (words := ask(prompt)):
        click.echo("  this cannot be empty")
    return words


def choice(menu: str, keys: str) -> str:
    """Return one of the keys, by a menu that shows what each of them does.

    Raises:
        Quit: the person typed q.
    """
    for line in menu.splitlines():
        click.echo(f"  {line}")
    while True:
        answer = _line("> ")[:1].lower()
        if answer == "q":
            raise Quit
        if answer and answer in keys:
            return answer
        click.echo(f"  type one of {', '.join(keys)}, q")


def number_up_to(prompt: str, last: int) -> int:
    """Return a number from 1 to `last`; where that is 1 there is nothing to ask."""
    while last > 1:
        words = ask(f"{prompt} (1 to {last})", "1")
        if words.isdecimal() and 1 <= int(words) <= last:
            return int(words)
        click.echo(f"  a number from 1 to {last}")
    return 1


def fields_of_decision(table: ReviewTable, verdict: Verdict) -> dict[str, FieldValue]:
    """Return the fields that the person sets; none if they think better of it.

    What may stand in each is shown first. A wrong line is told and asked again, and so is what is
    still missing when an empty line ends them.
    """
    for hint in field_hints(table, verdict):
        click.echo(f"    {hint}")
    fields: dict[str, FieldValue] = {}
    while True:
        line = ask("field=value (an empty line ends)")
        if line:
            try:
                name, value = _field(table, line)
                fields[name] = value
            except ValueError as error:
                click.echo(f"  {error}")
        elif not fields or not (fault := faults_of(table, verdict, fields)):
            return fields
        else:
            click.echo(f"  {fault}")


def shown(value: object) -> str:
    """Return a field's value as it is typed and written."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return NAME_SIGN.join(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _line(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except (EOFError, KeyboardInterrupt) as error:
        raise Quit from error


def _field(table: ReviewTable, line: str) -> tuple[str, FieldValue]:
    name, equals, words = line.replace("＝", "=", 1).partition("=")
    if not equals:
        raise ValueError("write a field, '=', and its value")
    return name.strip(), field_value(table, name.strip(), words)
