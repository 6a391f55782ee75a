"""What a check reports: results, violations first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["violation", "warning", "info"]

_RANK: dict[Severity, int] = {"violation": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing that is wrong.

    `focus` is the IRI of the node at fault and `label` how to show it; the messages name it. A
    shape that looks at a whole plan with one query (pySHACL starts each query anew, so that one
    for every node would take minutes) reports the node at fault as its value: it is the `focus`
    here, too. `path` is the property, ``""`` if the fault is not one property's. `value` is the
    offending value, ``""`` if there is none. `shape` is the IRI of the shape that says so, ``""``
    for what no shape can say (`plankg.check_quotes`); `component` says which kind
    of constraint of it, ``""`` likewise.
    """

    severity: Severity
    focus: str
    label: str
    path: str
    value: str
    message_zh: str
    message_en: str
    shape: str
    component: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All results, violations first; then by node, path, shape and value."""

    results: tuple[CheckResult, ...]

    @property
    def violations(self) -> tuple[CheckResult, ...]:
        """What stops publication."""
        return tuple(result for result in self.results if result.severity == "violation")

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings may be there."""
        return not self.violations

    def including(self, results: Iterable[CheckResult]) -> CheckReport:
        """Return the report with further results, all in its order."""
        return in_order((*self.results, *results))


def in_order(results: Iterable[CheckResult]) -> CheckReport:
    """Return the report of these results, each once."""
    return CheckReport(tuple(sorted(set(results), key=_order)))


def _order(result: CheckResult) -> tuple[int, str, str, str, str, str, str]:
    rank = _RANK[result.severity]
    kind = (result.shape, result.component)
    return (rank, result.focus, result.path, *kind, result.value, result.message_en)
