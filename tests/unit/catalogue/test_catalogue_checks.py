"""What a catalogue must keep to beyond its types: each rule is broken once, on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clausekit.catalogue import checks, words

FORCED = "clauses/forced-labour.yaml"
ENDING = "clauses/ending.yaml"
ANNEX = "documents/tender-annex.yaml"
PLAN = "documents/verification-plan.yaml"
REASONS = "documents/reasons-file.yaml"
ALIGNMENT = "alignment.yaml"


def _by_id(records: list[dict[str, Any]], identity: str) -> dict[str, Any]:
    return next(record for record in records if record["id"] == identity)


def _paragraph(data: list[dict[str, Any]], index: int = 0) -> dict[str, Any]:
    return data[0]["paragraphs"][index]


def _reworded(text: str) -> Callable[[Any], object]:
    return lambda data: _paragraph(data).update(text=text)


def _cited(source: str) -> Callable[[Any], object]:
    return lambda data: _paragraph(data).update(sources=[source])


def _to_ladder(data: Any, ladder: str) -> None:
    data[0].pop("termination")
    data[0].update(remedy=ladder)


def _unsure(data: Any) -> None:
    _by_id(data, "ILO-C029")["pinpoints"][0].update(confidence="medium", ref="art. 1(1)")


def _word(name: str, text: str) -> Callable[[Any], object]:
    return lambda data: data["words"].update({name: text})


# file, what is done -> code, place, part of message or hint
BROKEN: list[tuple[str, Callable[[Any], object], str, str, str]] = [
    (FORCED, _cited("ILO-C92 art. 1"), "catalogue.unknown-instrument",
     r"forced-labour\.yaml, line \d+: fl\.ban/paragraph\.", "ILO-C"),
    (FORCED, _cited("ILO-C029 art. 222(1)"), "catalogue.unknown-pinpoint",
     r"forced-labour\.yaml, line \d+: fl\.ban/paragraph\.", "art. 2"),
    ("instruments.yaml", _unsure, "catalogue.unsure-pinpoint",
     r"forced-labour\.yaml, line \d+: fl\.ban/paragraph\.", "confidence"),
    ("definitions.yaml", lambda data: data[0].update(sources=["NOWHERE"]),
     "catalogue.unknown-instrument", r"definitions\.yaml, line \d+: definition\.", ""),
    # the words of forms
    (REASONS, lambda data: data["words"].pop("column.subject"), "catalogue.missing-word",
     r"reasons-file\.yaml, line \d+: document\.reasons-file/word\.column\.subject", "`words`"),
    (REASONS, _word("column.subjekt", "x"), "catalogue.unknown-word",
     r"reasons-file\.yaml, line \d+: document\.reasons-file/word\.column\.subjekt",
     "column.subject"),
    (REASONS, _word("answers.one", "{risk}: {numbers}"), "catalogue.unknown-placeholder",
     r"reasons-file\.yaml, line \d+: document\.reasons-file/word\.answers\.one", "risks"),
    (PLAN, lambda data: data.update(words={}), "catalogue.missing-word",
     r"verification-plan\.yaml, line \d+: .*word\.table\.matrix", "'table.matrix'"),
    ("documents/declaration.yaml", lambda data: data.update(words={"due": "x"}),
     "catalogue.unknown-word", r"declaration\.yaml, line \d+: .*word\.due", "Take it out."),
    ("ladders.yaml", lambda data: data[0].update(sources=["NOWHERE"]),
     "catalogue.unknown-instrument", r"ladders\.yaml, line 1: ladder\.L0", ""),
    (ANNEX, lambda data: data["preamble"]["recitals"][0].update(sources=["NOWHERE"]),
     "catalogue.unknown-instrument", r"tender-annex\.yaml, line \d+: document\.tender-annex", ""),
    (FORCED, _reworded("The {supplier} shall act under Article {ref:fl.feez}."),
     "catalogue.unknown-reference", r"forced-labour\.yaml, line \d+: fl\.ban", "'fl.fees'"),
    (FORCED, _reworded("The {suplier} shall act."),
     "catalogue.unknown-placeholder", r"forced-labour\.yaml, line \d+: fl\.ban", "'supplier'"),
    (FORCED, _reworded("The {supplier} shall act within 30 days."),
     "catalogue.literal-number", r"forced-labour\.yaml, line \d+: fl\.ban", "value"),
    (FORCED, _reworded("The {supplier} shall comply with the Forced Labour Convention."),
     "catalogue.treaty-duty", r"forced-labour\.yaml, line \d+: fl\.ban", "principles"),
    (ANNEX, lambda data: data["parts"][1]["articles"].append("fl.bann"),
     "catalogue.unknown-article", r"tender-annex\.yaml, line 1: document", "'fl.ban'"),
    (ANNEX, lambda data: data["parts"][1]["articles"].remove("fl.ban"),
     "catalogue.clause-without-place", r"tender-annex\.yaml, line 1: document", "'fl.ban'"),
    ("definitions.yaml", lambda data: data[1].update(term=data[0]["term"]),
     "catalogue.term-defined-twice", r"definitions\.yaml, line \d+: definition\.", "as well"),
    ("definitions.yaml", lambda data: data[0].update(term="Quokka | Quokkas"),
     "catalogue.term-not-used", r"definitions\.yaml, line \d+: definition\.", "never used"),
    ("clauses/organising.yaml", lambda data: data[0].pop("principle"),
     "catalogue.principle-not-covered", "", "freedom-of-association"),
    ("clauses/organising.yaml", lambda data: data[0].update(tier="advanced"),
     "catalogue.principle-not-covered", "", "freedom-of-association"),
    ("clauses/voice-and-remedy.yaml",
     lambda data: _by_id(data, "rem.noretaliation").update(tier="advanced"),
     "catalogue.core-clause-missing", "", "retaliation"),
    (ENDING, lambda data: _by_id(data, "end.terminate").update(tier="intermediate"),
     "catalogue.core-clause-missing", "", "last resort"),
    ("clauses/buyer.yaml", lambda data: [clause.update(tier="advanced") for clause in data],
     "catalogue.unbalanced", "", "duties of the buyer"),
    (FORCED, lambda data: _to_ladder(data, "L1"),
     "catalogue.severe-harm-ladder", r"forced-labour\.yaml, line 1: fl\.ban", "L3"),
    ("clauses/child-labour.yaml", lambda data: _to_ladder(data, "L2"),
     "catalogue.severe-harm-ladder", r"child-labour\.yaml, line 1: cl\.ban", "L3"),
    ("rules.yaml", lambda data: data.pop("core"),
     "catalogue.missing-rule", "", "'core'"),
    ("sectors.yaml", lambda data: data.pop(0),
     "catalogue.missing-sector-profile", "", "'textiles'"),
    ("phrases.yaml", lambda data: data.pop("method.site-visit"),
     "catalogue.missing-phrase", "", "'method.site-visit'"),
    ("ending.yaml", lambda data: data.update(notice="90 days"),
     "catalogue.ending-differs", r"ending\.yaml, line \d+: end\.terminate", "90 days"),
    ("ending.yaml", lambda data: data["hearing"].update(notice="20 days"),
     "catalogue.ending-differs", r"ending\.yaml, line \d+: end\.terminate", "20 days"),
    ("ending.yaml", lambda data: data["suspension"].update(at_most="45 days"),
     "catalogue.ending-differs", r"ending\.yaml, line \d+: end\.suspend", "45 days"),
    ("ending.yaml", lambda data: data["suspension"].update(renewals=0),
     "catalogue.ending-differs", r"ending\.yaml, line \d+: end\.suspend", "'renewals'"),
    (FORCED, _reworded("The {supplier shall act."),
     "catalogue.bad-placeholder", r"forced-labour\.yaml, line \d+: fl\.ban", "column 5"),
    (FORCED, _reworded("The {supplier} shall act under Article {ref:fl.fees/nowhere}."),
     "catalogue.unknown-reference", r"forced-labour\.yaml, line \d+: fl\.ban", "fl.fees/"),
    ("phrases.yaml", lambda data: data.update({"list.last": "{}"}),
     "catalogue.bad-placeholder", "phrase.list.last", "column 1"),
    ("rules.yaml", lambda data: data.update(sector="The sector “{sectro}” needs this clause."),
     "catalogue.unknown-placeholder", "rules.yaml: sector", "'sector'"),
    ("rules.yaml", lambda data: data.update(duration="It runs for {months:d} months."),
     "catalogue.unknown-placeholder", "rules.yaml: duration", "without a format"),
    ("rules.yaml", lambda data: data.update({"no-reason": "No fact {calls."}),
     "catalogue.bad-placeholder", "rules.yaml: no-reason", ""),
    ("rules.yaml", lambda data: data.pop("small-supplier"),
     "catalogue.missing-rule", "", "'small-supplier'"),
    ("rules.yaml", lambda data: data.pop("look.unknown-code.hint"),
     "catalogue.missing-rule", "", "'look.unknown-code.hint'"),
    ("rules.yaml", lambda data: data.update({"look.unknown-code": "There is no {kode}."}),
     "catalogue.unknown-placeholder", "rules.yaml: look.unknown-code", "'code'"),
    ("names.yaml", lambda data: data["risk"].pop("safety"),
     "catalogue.missing-name", "", "'risk.safety'"),
    (ALIGNMENT, lambda data: data.pop(0), "catalogue.missing-alignment", "", "'ilo'"),
    (ALIGNMENT, lambda data: data[1]["rows"][9].pop("remark"),
     "catalogue.unexplained-gap", r"alignment\.yaml, line \d+: alignment\.ungp", "principle 10"),
    (ALIGNMENT, lambda data: data[0]["rows"][0].update(source="ILO-C92"),
     "catalogue.unknown-instrument", r"alignment\.yaml, line \d+: alignment\.ilo", "ILO-C"),
    (ALIGNMENT, lambda data: data[2]["rows"][0].update(served_by=["dd.asess"]),
     "catalogue.unknown-article", r"alignment\.yaml, line \d+: alignment\.oecd", "dd.assess"),
    (PLAN, lambda data: data["sections"][0]["content"][0].update(sources=["NOWHERE"]),
     "catalogue.unknown-instrument", r"verification-plan\.yaml, line \d+: document\.ver", ""),
    (PLAN, lambda data: data["sections"][0]["content"][0].update(text="Within {dayz} days."),
     "catalogue.unknown-placeholder", r"verification-plan\.yaml, line \d+: document\.ver", ""),
    (PLAN, lambda data: data["sections"][0]["content"][0].update(text="Within 30 days."),
     "catalogue.literal-number", r"verification-plan\.yaml, line \d+: document\.ver", "value"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "code", "place", "told"), BROKEN)
def test_a_broken_rule_is_told_with_its_code(
    broken: Any, name: str, change: Callable[[Any], object], code: str, place: str, told: str
) -> None:
    broken.edit(name, change)
    faults = [fault for fault in broken.faults() if fault.code == code]
    assert faults
    assert any(re.match(place, fault.where) for fault in faults), faults
    assert any(told in f"{fault.message} {fault.hint}" for fault in faults), faults


def test_all_broken_rules_are_told_at_once(broken: Any) -> None:
    broken.edit(FORCED, lambda data: _to_ladder(data, "L1"))
    broken.edit(FORCED, lambda data: _paragraph(data, 1).update(sources=["NOWHERE"]))
    broken.edit("rules.yaml", lambda data: data.pop("core"))
    codes = {fault.code for fault in broken.faults()}
    assert codes >= {
        "catalogue.severe-harm-ladder",
        "catalogue.unknown-instrument",
        "catalogue.missing-rule",
    }


def test_every_code_of_the_checks_is_broken_on_purpose() -> None:
    # The checks on sets, wording, periods and the budget are broken in tests/unit/invariants.
    source = Path(checks.__file__).read_text() + Path(words.__file__).read_text()
    raised = set(re.findall(r'"(catalogue\.[a-z-]+)"', source))
    raised |= {"catalogue.missing-rule", "catalogue.missing-sector-profile"}
    raised |= {f"catalogue.missing-{what}" for what in ("alignment", "name", "phrase")}
    elsewhere = {
        "catalogue.principle-not-covered", "catalogue.core-clause-missing", "catalogue.unbalanced",
    }  # fmt: skip
    assert raised | elsewhere == {code for _, _, code, _, _ in BROKEN}
