"""Findings as people, programs and CI services read them: one module a format.

Each gives the whole of its text; nothing is printed here.
"""

from podcastkit.checks.report.model import Report

__all__ = ["Report"]
