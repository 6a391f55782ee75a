"""Lays new proposals over what a file says already: what people decided stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from plankg.linking.links import Link
from plankg.linking.model import Proposal, Sighting, Thing

_SEMAPV = "https://w3id.org/semapv/vocab/"
_BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class Merged:
    """The links of a file after proposing anew, and what became of the proposals.

    `suppressed` were not written, since a person has decided about the pair.
    """

    links: tuple[Link, ...]
    new: tuple[Link, ...]
    gone: tuple[Link, ...]
    suppressed: int


def merged(
    existing: Iterable[Link],
    proposals: Iterable[Proposal],
    rule: str,
    is_concerned: Callable[[Link], bool] = lambda _: True,
) -> Merged:
    """Return the links: people's, then `proposals` about pairs that nobody has decided about.

    `rule` is the IRI of the rule that proposes. Earlier proposals that are not made again go, if
    they are among those that it `is_concerned` with.
    """
    before = tuple(existing)
    kept = [link for link in before if not (link.tool and is_concerned(link))]
    decided = {link.pair for link in before if not link.tool}
    made = {link.key: link for link in (link_from(one, rule) for one in proposals)}
    fresh = [link for link in made.values() if link.pair not in decided]
    keys = {link.key for link in kept}
    links = (*kept, *(link for link in fresh if link.key not in keys))
    old, now = {link.key for link in before}, {link.key for link in links}
    return Merged(
        links=links,
        new=tuple(link for link in links if link.key not in old),
        gone=tuple(link for link in before if link.key not in now),
        suppressed=len(made) - len(fresh),
    )


def link_from(proposal: Proposal, rule: str) -> Link:
    """Return a proposal as a link that nobody has signed yet."""
    further = {
        "subject_label": _words(proposal.subject.label),
        "object_label": _words(proposal.object.label),
        "author_id": rule,
        "confidence": f"{proposal.score:.2f}",
        "comment": comment_of(proposal),
        "subject_quote": quote_of(proposal.subject),
        "object_quote": quote_of(proposal.object),
    }
    if proposal.similarity is not None:
        further |= {
            "similarity_score": f"{proposal.similarity:.2f}",
            "similarity_measure": "Indel similarity",
        }
    return Link(
        subject=proposal.subject.iri,
        predicate=proposal.predicate,
        object=proposal.object.iri,
        negated=False,
        justification=f"{_SEMAPV}{proposal.justification}",
        further={slot: cell for slot, cell in further.items() if cell},
        tool=True,
    )


def comment_of(proposal: Proposal) -> str:
    """Return the reasons in words: the Chinese ones, `` / ``, the English ones."""
    chinese = "；".join(reason.zh for reason in proposal.reasons)
    english = "; ".join(reason.en for reason in proposal.reasons)
    return _words(f"{chinese}{_BETWEEN}{english}") if proposal.reasons else ""


def reasons_in(comment: str) -> tuple[tuple[str, str], ...]:
    """Return the parts of a comment with their languages; a person's own words have none."""
    chinese, between, english = comment.partition(_BETWEEN)
    if not comment:
        return ()
    return ((chinese, "zh"), (english, "en")) if between else ((comment, ""),)


def quote_of(thing: Thing) -> str:
    """Return a thing's evidence in words: ``plan：quote``, of the first plan by its slug."""
    seen: Sighting | None = next((one for one in thing.sightings if one.quote), None)
    return _words(f"{seen.plan}：{seen.quote}") if seen else ""


def _words(text: str) -> str:
    """Return `text` on one line, as a cell of a spreadsheet holds it."""
    return " ".join(text.split())
