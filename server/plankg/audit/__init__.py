"""Audits: what a plan's graph and text say against themselves, as findings to act on."""

from __future__ import annotations

from plankg.audit.auditor import Auditor, load_checks
from plankg.audit.checks import Check, Checks
from plankg.audit.findings import Finding, Side
from plankg.audit.plan_store import PlanFiles

__all__ = ["Auditor", "Check", "Checks", "Finding", "PlanFiles", "Side", "load_checks"]
