"""The links of a workspace as its build publishes them, and the decisions that match nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from plankg.iris import Iris
from plankg.linking.graphs import links_turtle
from plankg.linking.link_files import link_files, links_in
from plankg.linking.links import Link
from plankg.linking.sameness import Sameness
from plankg.linking.things import Things, dimensions_of
from plankg.workspace import Workspace

# The graph that says what is compared as one; no file of links has this name.
_COMPARED = "compared"


@dataclass(frozen=True)
class WorkspaceLinks:
    """The graphs of links by IRI: those that hold, and those that don't (yet).

    Among those that hold is one of what follows from them: what questions across plans compare
    as one.

    `unmatched` are people's decisions about what is in no plan any more: they are in no graph.
    """

    holding: Mapping[str, bytes] = field(default_factory=dict)
    apart: Mapping[str, bytes] = field(default_factory=dict)
    unmatched: tuple[Link, ...] = ()

    @classmethod
    def of(cls, workspace: Workspace, ontology: Mapping[str, bytes]) -> WorkspaceLinks:
        """Return the links of what the workspace has published.

        Raises:
            LinkError: a file of links is wrong.
            WorkspaceError: a published graph is no Turtle.
        """
        iris = Iris(workspace.base)
        things = things_of(workspace, ontology)
        stands = Standing(iris, things, ontology)
        holding: dict[str, bytes] = {}
        apart: dict[str, bytes] = {}
        every: list[Link] = []
        unmatched: list[Link] = []
        for name, links in links_of(workspace).items():
            known = [link for link in links if stands(link)]
            every += known
            unmatched += [link for link in links if not link.tool and not stands(link)]
            for graphs, folder, states in (
                (holding, "links", ("certain", "accepted")),
                (apart, "proposals", ("proposed", "rejected")),
            ):
                chosen = [link for link in known if link.state in states]
                if chosen:
                    graphs[iris.graph_below(folder, name)] = links_turtle(chosen, iris, things.get)
        holding[iris.graph_below("links", _COMPARED)] = Sameness.of(things, every, iris).turtle(
            iris
        )
        return cls(holding, apart, tuple(unmatched))


class Standing:
    """Says whether both ends of a link are there: in a plan, in the vocabularies, or elsewhere."""

    def __init__(self, iris: Iris, things: Things, ontology: Mapping[str, bytes]) -> None:
        self._iris = iris
        self._things = things
        self._concepts = concepts_of(ontology)

    def __call__(self, link: Link) -> bool:
        """Say so of one link."""
        return self._is_there(link.subject) and self._is_there(link.object)

    def _is_there(self, iri: str) -> bool:
        if iri.startswith(f"{self._iris.base}vocab/"):
            return iri in self._concepts
        return not iri.startswith(self._iris.things) or self._things.get(iri) is not None


def links_of(workspace: Workspace) -> dict[str, tuple[Link, ...]]:
    """Return the links of each file of a workspace, by its name.

    Raises:
        LinkError: a file is wrong.
    """
    iris = Iris(workspace.base)
    return {name: links_in(path, iris) for name, path in sorted(link_files(workspace).items())}


def things_of(workspace: Workspace, ontology: Mapping[str, bytes]) -> Things:
    """Return the things that the published plans of a workspace speak of.

    Raises:
        WorkspaceError: a published graph is no Turtle.
    """
    plans = ((plan.slug, plan.read_graph()) for plan in workspace.published())
    return Things.of(plans, Iris(workspace.base), dimensions_of(ontology.values()))


def concepts_of(ontology: Mapping[str, bytes]) -> frozenset[str]:
    """Return the IRIs of all that the ontology and its vocabularies describe."""
    return frozenset(
        quad.subject.value
        for content in ontology.values()
        for quad in ox.parse(content, ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    )


def warnings_about(unmatched: tuple[Link, ...], tell: Callable[[str], None]) -> None:
    """Tell of each decision that matches nothing, where it stands and what it says."""
    for link in unmatched:
        tell(f"warning: {link.place}: no plan speaks of both sides any more: {link.told()}")
