"""Leads a person from one doubtful link to the next, and keeps each answer at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import click

from plankg.cli.output import counted, say
from plankg.cli.review_questions import Quit, ask, choice, needed
from plankg.errors import LinkError, WorkspaceBusyError
from plankg.linking.deciding import accepted, keep_decision, rejected, with_predicate
from plankg.linking.link_files import kind_of
from plankg.linking.links import Link
from plankg.linking.model import (
    BROAD,
    CLASSIFIED,
    CLOSE,
    EXACT,
    LINKED,
    NARROW,
    PREDICATES,
    RELATED,
    REPLACED_BY,
    REPLACES,
    SAME,
    SEE_ALSO,
)
from plankg.workspace import Workspace

_MENU = "[a]ccept, [r]eject, [o]ther predicate, [s]kip, [q]uit"
_WORDS: Mapping[str, str] = {
    EXACT: "the same concept (skos:exactMatch)",
    CLOSE: "nearly the same (skos:closeMatch)",
    BROAD: "the second is broader (skos:broadMatch)",
    NARROW: "the second is narrower (skos:narrowMatch)",
    RELATED: "related (skos:relatedMatch)",
    SAME: "one and the same (owl:sameAs)",
    LINKED: "two bodies that are linked (org:linkedTo)",
    CLASSIFIED: "the second classifies the first (org:classification)",
    REPLACES: "the first replaces the second (dcterms:replaces)",
    REPLACED_BY: "the second replaces the first (dcterms:isReplacedBy)",
    SEE_ALSO: "worth a look (rdfs:seeAlso)",
}


def review_links(
    workspace: Workspace, links: Sequence[tuple[str, Link]], who: str, when: date
) -> None:
    """Walk through `links`, given with the names of their files, until the person has enough."""
    kept = 0
    try:
        name = who or (needed("your name") if links else "")
        for number, (file, link) in enumerate(links, start=1):
            kept += _Visit(workspace, file, link, name, when).decide(f"{number}/{len(links)}")
    except Quit:
        click.echo()
    say(f"{counted(kept, 'decision')} kept")
    if kept:
        say(f"'plankg build --workspace {workspace.root}' applies them")


class _Visit:
    """One link before one person."""

    def __init__(self, workspace: Workspace, file: str, link: Link, who: str, when: date) -> None:
        self._workspace = workspace
        self._file = file
        self._link = link
        self._who = who
        self._when = when

    def decide(self, count: str) -> bool:
        """Show the link, ask about it, keep the answer; say whether there was one.

        Raises:
            Quit: the person wants to stop.
        """
        self._show(count)
        answer = choice(_MENU, "aros")
        if answer == "s":
            return False
        return self._kept(self._decided(answer))

    def _show(self, count: str) -> None:
        link = self._link
        shown = _WORDS.get(link.predicate, link.predicate)
        click.echo(f"\n[{count}] {self._file}  {link.score:.2f}  {shown}")
        for side in ("subject", "object"):
            click.echo(f"  {link.further.get(f'{side}_label', getattr(link, side))}")
            click.echo(f"    {link.further.get(f'{side}_quote', getattr(link, side))}")
        click.echo(f"  {link.further.get('comment', '')}")

    def _decided(self, answer: str) -> Link:
        signature = self._who, self._when
        if answer == "a":
            return accepted(self._link, *signature, ask("why (empty: as proposed)"))
        if answer == "r":
            return rejected(self._link, *signature, needed("why"))
        return with_predicate(self._link, self._other(), *signature, needed("why"))

    def _other(self) -> str:
        kind = kind_of(self._file)
        fitting = PREDICATES[kind] if kind else tuple(_WORDS)
        others = [one for one in fitting if one != self._link.predicate]
        menu = "\n".join(f"[{at}] {_WORDS[one]}" for at, one in enumerate(others, start=1))
        keys = "".join(str(at) for at in range(1, len(others) + 1))
        return others[int(choice(menu, keys)) - 1]

    def _kept(self, decided: Link) -> bool:
        try:
            keep_decision(self._workspace, self._file, self._link, decided, click.echo)
        except (LinkError, WorkspaceBusyError) as error:
            click.echo(f"  {error}")
            return False
        click.echo(f"  kept: {decided.told()}")
        return True
