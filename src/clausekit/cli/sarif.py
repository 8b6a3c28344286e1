"""Findings as SARIF 2.1.0, the format that code hosts and editors read.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clausekit.language.checks.finding import Finding, Severity

__all__ = ["to_sarif"]

_LEVELS = {"error": "error", "warning": "warning", "information": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(
    findings: Iterable[Finding], rules: Mapping[str, tuple[Severity, str]], *, version: str
) -> dict[str, Any]:
    """Return *findings* as one run of clausekit.

    Args:
        findings: What the checks told, with paths as the user wrote them.
        rules: Every code with its severity and its hint.
        version: The version of clausekit.
    """
    order = {code: number for number, code in enumerate(rules)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "clausekit",
                        "version": version,
                        "rules": [_rule(code, *about) for code, about in rules.items()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, order[finding.code]) for finding in findings],
            }
        ],
    }


def _rule(code: str, severity: Severity, hint: str) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": hint},
        "help": {"text": f"See the page on findings, {code}. {hint}"},
        "defaultConfiguration": {"level": _LEVELS[severity.value]},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": max(1, finding.line)}
    message = str(finding).split("] ", maxsplit=1)[1]
    logical = (
        {"logicalLocations": [{"fullyQualifiedName": finding.key, "kind": "resource"}]}
        if finding.key
        else {}
    )
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity.value],
        "message": {"text": f"{message}. {finding.hint}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(finding.file)},
                    "region": region,
                },
                **logical,
            }
        ],
        "properties": {
            "key": finding.key,
            "column": finding.column,
            "found": finding.found,
            "expected": finding.expected,
        },
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/:._-~")
