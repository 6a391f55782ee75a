"""Audits: what a plan's graph and text say against themselves, as findings to act on."""

from __future__ import annotations

from plankg.audit.auditor import Auditor, load_checks
from plankg.audit.checks import Check, Checks
from plankg.audit.plan_store import PlanFiles
from plankg.findings.finding import Finding, Side

__all__ = ["Auditor", "Check", "Checks", "Finding", "PlanFiles", "Side", "load_checks"]
