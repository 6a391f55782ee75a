"""Keeps one person's decision about a link in its file, at once and whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from plankg.atomic_files import replace_files
from plankg.errors import LinkError
from plankg.iris import Iris
from plankg.linking.link_files import links_in, metadata_in, own_file, written
from plankg.linking.links import Link
from plankg.sole_writer import sole_writer
from plankg.workspace import Workspace

_MANUAL = "https://w3id.org/semapv/vocab/ManualMappingCuration"


def accepted(link: Link, who: str, when: date, why: str = "") -> Link:
    """Return the link as a person accepts it; its rule stays its author."""
    return replace(link, tool=False, further=_signed(link, who, when, why))


def rejected(link: Link, who: str, when: date, why: str) -> Link:
    """Return the link's opposite, as a person states it."""
    return replace(link, tool=False, negated=True, further=_signed(link, who, when, why))


def with_predicate(link: Link, predicate: str, who: str, when: date, why: str) -> Link:
    """Return the link with another predicate: a link of the person's own."""
    further = dict(link.further) | {
        "author_label": who,
        "mapping_date": when.isoformat(),
        "comment": why,
        "confidence": "",
    }
    dropped = ("author_id", "similarity_score", "similarity_measure", "confidence")
    kept = {slot: cell for slot, cell in further.items() if slot not in dropped and cell}
    return replace(link, predicate=predicate, justification=_MANUAL, tool=False, further=kept)


def keep_decision(
    workspace: Workspace,
    name: str,
    proposed: Link,
    decided: Link,
    tell: Callable[[str], None] = lambda _: None,
) -> Path:
    """Put `decided` in the place of `proposed` in a file of links; return the file.

    The file is read anew, so that what was changed there meanwhile stays.

    Raises:
        LinkError: the proposal stands there no more, or the file is wrong.
        WorkspaceBusyError: another process is writing.
    """
    with sole_writer(workspace, tell):
        path, iris = own_file(workspace, name), Iris(workspace.base)
        links = list(links_in(path, iris)) if path.is_file() else []
        places = [at for at, link in enumerate(links) if link.tool and link.key == proposed.key]
        if not places:
            told = proposed.told()
            raise LinkError(f"{path}: it proposes {told} no more; run 'plankg link' again")
        links[places[0]] = decided
        replace_files({path: written(name, links, metadata_in(path), iris)})
    return path


def _signed(link: Link, who: str, when: date, why: str) -> dict[str, str]:
    signed = {"reviewer_label": who, "review_date": when.isoformat()}
    # The standard's measure of a reviewer's agreement with the row as it now stands.
    signed["reviewer_agreement"] = "1.0"
    return dict(link.further) | signed | ({"comment": why} if why else {})
