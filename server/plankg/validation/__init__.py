"""Runs SHACL: quickly with two native engines, or with pySHACL, which is the reference."""

from plankg.validation.fast import FastShapes
from plankg.validation.oracle import run_oracle
from plankg.validation.report import ReportReader
from plankg.validation.results import CheckReport, CheckResult, Severity, in_order
from plankg.validation.support import Division, divided

__all__ = [
    "CheckReport",
    "CheckResult",
    "Division",
    "FastShapes",
    "ReportReader",
    "Severity",
    "divided",
    "in_order",
    "run_oracle",
]
