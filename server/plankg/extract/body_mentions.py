"""The bodies of a printed list, each with its role and its place in the list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plankg.model import Basis, Confidence, Role, Span


@dataclass(frozen=True)
class BodyMention:
    """One printed body in a list: its name without 等, role, and place in the list.

    `everywhere` says that it is not printed there, but declared once for all lists; `level` is the
    省 that it shares with the first of its list (省发展改革委、财政厅), where it prints none. What
    it alone answers for is `part`, which some targets name (负责|储气|设施建设), and `sentence`.
    """

    span: Span
    name: str
    role: Role
    position: int
    group: int
    basis: Basis = "stated"
    collective: bool = False
    confidence: Confidence = "printed"
    rule: str = "responsibilities.list@2"
    everywhere: bool = False
    level: str = ""
    part: str = ""
    sentence: Span | None = None

    @property
    def full_name(self) -> str:
        """The name with the level that it shares with others of its list."""
        return self.level + self.name


@dataclass(frozen=True)
class BodyList:
    """A printed list of bodies. `span` covers it with its brackets or label."""

    span: Span
    mentions: tuple[BodyMention, ...]


def beside_lead(mentions: tuple[BodyMention, ...]) -> tuple[BodyMention, ...]:
    """Return the bodies of 责任单位：… that stand beside 牵头单位：…: they join the lead."""
    return tuple(
        replace(mention, role="participant") if mention.role == "responsible" else mention
        for mention in mentions
    )
