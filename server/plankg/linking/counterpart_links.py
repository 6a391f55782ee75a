"""Turns what an endpoint answered into proposals, in a file of links of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plankg.errors import InputError
from plankg.iris import Iris
from plankg.linking.answer_cache import AnswerCache, Counterpart
from plankg.linking.counterparts import Interview, Manners
from plankg.linking.link_files import link_files, links_in, metadata_in, own_file, written
from plankg.linking.merging import Merged, merged
from plankg.linking.model import CLOSE, LEXICAL, SAME, Kind, Proposal, Reason, Thing
from plankg.linking.proposing import VERSION
from plankg.linking.templates import Template
from plankg.linking.workspace_links import things_of
from plankg.ontology_files import ontology_files
from plankg.register import Register
from plankg.remote.asking import Endpoint
from plankg.remote.failures import EndpointError
from plankg.remote.transport import Credentials, checked_url
from plankg.sole_writer import sole_writer
from plankg.workspace import Workspace
from plankg.writing.change import changed

# A name says nothing of the area or the time that is meant, so that nothing holds without review.
_ONE, _SEVERAL = 0.8, 0.6
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_COUNTRY = "中国"

# The things of each kind that counterparts are sought of, with the names to ask for.
Sought = Mapping[Kind, Sequence[tuple[Thing, tuple[str, ...]]]]


@dataclass(frozen=True)
class Search:
    """A search for counterparts of a workspace's things: where, by which template, how.

    `name` names the files, ``bodies.<name>.sssom.tsv``.
    """

    workspace: Workspace
    template: Template
    endpoint: str
    name: str
    manners: Manners = field(default_factory=Manners)
    credentials: Credentials = field(default_factory=Credentials)
    anew: bool = False

    def run(
        self, kinds: Sequence[Kind], plans: Sequence[str], tell: Callable[[str], None]
    ) -> dict[Kind, Merged]:
        """Ask, and write what was found; what was answered before a failure is written, too.

        Raises:
            EndpointError: the endpoint fails; nothing that it answered is lost.
            InputError: the address or the name cannot be one.
        """
        checked_url(self.endpoint)
        if not _NAME.fullmatch(self.name):
            raise InputError(
                f"{self.name!r} cannot name a file of links: use letters like wikidata"
            )
        chosen = [kind for kind in self.template.kinds if kind in kinds]
        sought = self._sought(chosen, plans)
        cache = self._cache()
        names = [name for pairs in sought.values() for _, own in pairs for name in own]
        try:
            self._interview(cache).ask(names, tell)
        except EndpointError:
            self._write(sought, cache, tell)
            raise
        return self._write(sought, cache, tell)

    def _cache(self) -> AnswerCache:
        folder = self.workspace.state / "counterparts"
        cache = AnswerCache(folder, self.endpoint, self.template.text)
        if self.anew:
            cache.forget()
        return cache

    def _interview(self, cache: AnswerCache) -> Interview:
        endpoint = Endpoint(self.endpoint, self.credentials, concurrent=1, queue_seconds=1)
        return Interview(endpoint, self.template, cache, self.manners)

    def _sought(self, kinds: Sequence[Kind], plans: Sequence[str]) -> Sought:
        workspace = self.workspace
        register = Register.load(*workspace.register_folders)
        things = things_of(workspace, ontology_files(workspace))
        return {
            kind: [
                (one, telling_names(one, register))
                for one in things.of_kind(kind)
                if not plans or one.plans & set(plans)
            ]
            for kind in kinds
        }

    def _write(
        self, sought: Sought, cache: AnswerCache, tell: Callable[[str], None]
    ) -> dict[Kind, Merged]:
        with sole_writer(self.workspace, tell) as own:
            results, files = self._merged(own, sought, cache)
            with changed(own.state, files):
                return results

    def _merged(
        self, workspace: Workspace, sought: Sought, cache: AnswerCache
    ) -> tuple[dict[Kind, Merged], dict[Path, bytes]]:
        """Return the links of each kind, and what their files are to hold."""
        iris, existing = Iris(workspace.base), link_files(workspace)
        rule = iris.rule(f"linking.counterparts.{self.template.name}@{VERSION}")
        results: dict[Kind, Merged] = {}
        files: dict[Path, bytes] = {}
        for kind, pairs in sought.items():
            name = f"{kind}.{self.name}"
            path = existing.get(name)
            before = links_in(path, iris) if path else ()
            asked = {thing.iri for thing, _ in pairs}
            results[kind] = merged(
                before,
                _proposals(kind, pairs, cache, self.template),
                rule,
                lambda link, asked=asked: link.subject in asked,  # type: ignore[misc]
            )
            if results[kind].links or path:
                content = written(name, results[kind].links, metadata_in(path), iris)
                files[own_file(workspace, name)] = content
        return results, files


def telling_names(thing: Thing, register: Register) -> tuple[str, ...]:
    """Return the names that say by themselves what is meant.

    A body's must name its area: 科技局 is the name of three thousand bodies.
    """
    if thing.kind != "bodies":
        return (thing.label,)
    if thing.area == _COUNTRY:
        return thing.names
    entry = register.areas.get(thing.area)
    area = entry.name if entry else thing.area.rpartition("/")[2]
    return tuple(name for name in thing.names if area in name and name != area)


def _proposals(
    kind: Kind,
    sought: Iterable[tuple[Thing, tuple[str, ...]]],
    cache: AnswerCache,
    template: Template,
) -> Iterator[Proposal]:
    predicate = CLOSE if kind in ("indicators", "industries") else SAME
    for thing, names in sought:
        found = {one.iri: (name, one) for name in names for one in cache.of(name)}
        score = _ONE if len(found) == 1 else _SEVERAL
        for name, one in found.values():
            other = Thing(kind, one.iri, one.label or name)
            yield Proposal(thing, predicate, other, score, LEXICAL, _reasons(name, one, found))


def _reasons(
    name: str, one: Counterpart, found: dict[str, tuple[str, Counterpart]]
) -> tuple[Reason, ...]:
    reasons = [Reason(f"同名：{name}", f"the same name: {name}")]
    if one.note:
        reasons.append(Reason(f"对方说明：{one.note}", f"said to be: {one.note}"))
    if len(found) > 1:
        count = len(found)
        reasons.append(Reason(f"同名者共{count}个", f"one of {count} of that name"))
    return tuple(reasons)
