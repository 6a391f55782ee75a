"""Proposes links for a workspace and lays them over its files of links, all files at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plankg.errors import NotFoundError, WorkspaceError
from plankg.iris import Iris
from plankg.linking.link_files import kind_of, link_files, links_in, metadata_in, own_file, written
from plankg.linking.links import Link
from plankg.linking.merging import Merged, merged
from plankg.linking.model import KINDS, Kind, Proposal, Thing
from plankg.linking.proposing import LinkRules, proposals_for, rule_iri
from plankg.linking.things import Things
from plankg.linking.workspace_links import Standing, things_of
from plankg.lookups import Lookups
from plankg.ontology import load_ontology
from plankg.ontology_files import ontology_files
from plankg.register import Register
from plankg.workspace import Workspace
from plankg.writing.change import changed


@dataclass(frozen=True)
class LinkReport:
    """What linking did: the links of each kind, and the files that it changed or would change.

    `others` are the links of files that linking does not write, such as counterparts elsewhere.
    `unmatched` are people's decisions about what is in no plan any more; they stay in the files.
    """

    merged: Mapping[Kind, Merged]
    others: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    files: Mapping[Path, bytes] = field(default_factory=dict)
    unmatched: tuple[Link, ...] = ()

    def links(self) -> Iterator[tuple[str, Link]]:
        """Yield all links with the names of their files, the surest of each file first."""
        files: dict[str, tuple[Link, ...]] = {
            kind: result.links for kind, result in self.merged.items()
        }
        for name, links in (files | dict(self.others)).items():
            for link in sorted(links, key=lambda one: (-one.score, one.key)):
                yield name, link

    @property
    def changed(self) -> tuple[Path, ...]:
        """The files that hold, or held, something else."""
        return tuple(path for path, content in self.files.items() if not _has(path, content))


def relink(
    workspace: Workspace, plans: Collection[str] = (), kinds: Collection[Kind] = KINDS
) -> LinkReport:
    """Return what the files of links should hold, without writing any.

    With `plans` only proposals that concern one of these plans are made anew.

    Raises:
        NotFoundError: there is no such plan.
        LinkError: a file of links is wrong.
        WorkspaceError: nothing is published, or a register or table is broken.
    """
    published = {plan.slug for plan in workspace.published()}
    if missing := sorted(set(plans) - published):
        known = ", ".join(sorted(published)) or "none"
        raise NotFoundError(f"no plan {missing[0]!r} is published here; there are: {known}")
    if not published:
        raise WorkspaceError("no plan is published here: add one with 'plankg add FILE'")
    ontology, iris = ontology_files(workspace), Iris(workspace.base)
    things = things_of(workspace, ontology)
    lookups = Lookups.load(*workspace.lookup_folders)
    register = Register.load(*workspace.register_folders)
    loaded = load_ontology(workspace.assets, base=workspace.base)
    rules = LinkRules.of(lookups, register, loaded, iris)
    proposals = proposals_for(things, rules, kinds)
    return _laid_over(workspace, proposals, _Concern(things, frozenset(plans)), ontology, things)


def write_links(workspace: Workspace, report: LinkReport) -> tuple[Path, ...]:
    """Write the files that changed, all or none; return them.

    For the process whose turn it is to write (`plankg.sole_writer`).

    Raises:
        WorkspaceError: one cannot be written; all is as it was.
    """
    written = report.changed
    if written:
        with changed(workspace.state, {path: report.files[path] for path in written}):
            pass
    return written


def refuse_packaged(workspace: Workspace) -> None:
    """Refuse to write into the packaged plan's files.

    Raises:
        WorkspaceError: it is no workspace of the user's.
    """
    if not workspace.writable:
        raise WorkspaceError(
            "the packaged plan's links are not written: --list shows them; make a workspace with"
            " 'plankg init DIR'"
        )


@dataclass(frozen=True)
class _Concern:
    """Which links are to be proposed anew: all, or those that one of some plans speaks of."""

    things: Things
    plans: frozenset[str]

    def about(self, thing: Thing | None) -> bool:
        return not self.plans or (thing is not None and bool(thing.plans & self.plans))

    def of_link(self, link: Link) -> bool:
        get: Callable[[str], Thing | None] = self.things.get
        return not self.plans or any(self.about(get(iri)) for iri in link.pair)

    def of_proposal(self, proposal: Proposal) -> bool:
        return self.about(proposal.subject) or self.about(proposal.object)


def _laid_over(
    workspace: Workspace,
    proposals: Mapping[Kind, tuple[Proposal, ...]],
    concern: _Concern,
    ontology: Mapping[str, bytes],
    things: Things,
) -> LinkReport:
    iris, existing = Iris(workspace.base), link_files(workspace)
    standing = Standing(iris, things, ontology)
    results: dict[Kind, Merged] = {}
    files: dict[Path, bytes] = {}
    for kind, made in proposals.items():
        path = existing.get(kind)
        before = links_in(path, iris) if path else ()
        wanted = [one for one in made if concern.of_proposal(one)]
        results[kind] = merged(before, wanted, rule_iri(kind, iris), concern.of_link)
        if results[kind].links or path:
            content = written(kind, results[kind].links, metadata_in(path), iris)
            files[own_file(workspace, kind)] = content
    every = {name: links_in(path, iris) for name, path in existing.items()}
    others = {
        name: links
        for name, links in every.items()
        if name not in proposals and kind_of(name) in (*proposals, None)
    }
    unmatched = tuple(
        link for links in every.values() for link in links if not link.tool and not standing(link)
    )
    return LinkReport(results, others, files, unmatched)


def _has(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
