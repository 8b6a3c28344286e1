"""Nothing missing, stale or malformed is ever printed; all of it is told at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest

from clausekit import Catalogue, Tender, assemble, select
from clausekit.assembly import opening
from clausekit.catalogue.messages import Message, messages
from clausekit.errors import Fault, TranslationError
from clausekit.language.merging import merge
from clausekit.language.translations import Translations
from clausekit.model.document import CrossReference, Paragraph
from clausekit.resources import templates_root
from facts import tender_facts

REPAY = "fl.fees/paragraph.repay"
Edit = Callable[[polib.POEntry], object]


def _set(**fields: str) -> Edit:
    return lambda entry: [setattr(entry, name, value) for name, value in fields.items()]


def _drop(placeholder: str) -> Edit:
    return lambda entry: setattr(entry, "msgstr", entry.msgstr.replace(placeholder, ""))


# what happens to an entry -> the code with which the document is refused
DEFECTS: list[tuple[str, str, Edit]] = [
    (REPAY, "translation.missing", _set(msgstr="")),
    (REPAY, "translation.stale", _set(msgid="A former wording.")),
    (REPAY, "translation.placeholders", _drop("{repayment}")),
    (REPAY, "translation.placeholders", lambda e: setattr(e, "msgstr", e.msgstr + " {deadline}")),
    ("fl.fees/title", "translation.missing", _set(msgstr="")),
    ("ladder.L3/title", "translation.missing", _set(msgstr="")),
    ("definition.worker/term", "translation.missing", _set(msgstr="")),
    ("document.tender-annex/title", "translation.stale", _set(msgid="x")),
    ("phrase.schedule.ladders", "translation.missing", _set(msgstr="")),
]


def translations(language: str) -> dict[str, str]:
    files = (Path(str(templates_root())) / language / "clauses").glob("*.po")
    return {entry.msgctxt: entry.msgstr for file in files for entry in polib.pofile(str(file))}


def _faults(templates: Any, language: str) -> tuple[Fault, ...]:
    tender = Tender.model_validate(tender_facts())
    with pytest.raises(TranslationError) as caught:
        templates.assemble(tender, kind="tender-annex", language=language)
    return caught.value.faults


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
@pytest.mark.parametrize(("key", "code", "edit"), DEFECTS)
def test_a_defect_is_told_with_file_and_key(
    own_templates: Any, language: str, key: str, code: str, edit: Edit
) -> None:
    file = own_templates.edit(language, key, edit)
    (fault,) = _faults(own_templates, language)
    assert fault.code == code
    assert file in fault.where
    assert fault.where.endswith(key)
    assert fault.where.startswith(language)


def test_all_defects_are_told_at_once(own_templates: Any) -> None:
    for key, _, edit in DEFECTS[1:2] + DEFECTS[4:]:
        own_templates.edit("es", key, edit)
    assert {fault.code for fault in _faults(own_templates, "es")} == {
        "translation.missing",
        "translation.stale",
    }
    assert len(_faults(own_templates, "es")) == 6


def test_a_defect_is_told_every_time(
    own_templates: Any, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was composed with a fault is not remembered as if it were sound."""
    own_templates.edit("es", REPAY, _set(msgstr=""))
    # Read once, as the shipped wording is: both documents have one memory.
    wording = Translations.load(messages(catalogue), "es", root=own_templates.root)
    monkeypatch.setattr(opening, "_translations", lambda *_: wording)
    first = _faults(own_templates, "es")
    assert first == _faults(own_templates, "es")
    assert [fault.code for fault in first] == ["translation.missing"]


def test_what_no_reviewer_signed_is_told_by_its_key(own_templates: Any) -> None:
    shipped = translations("es")
    for key in (REPAY, "fl.fees/title"):
        own_templates.edit("es", key, _set(msgstr=shipped[key]))
    tender = Tender.model_validate(tender_facts())
    for _ in range(2):
        document = own_templates.assemble(tender, kind="tender-annex", language="es")
        unreviewed = document.provenance.unreviewed
        # The shipped ledger signs the shipped wording; all other wording here is English.
        assert REPAY not in unreviewed
        assert "fl.fees/title" not in unreviewed
        assert "document.tender-annex/title" in unreviewed
    english = own_templates.assemble(tender, kind="tender-annex", language="en")
    assert english.provenance.unreviewed == ()


def test_a_defect_elsewhere_does_not_stop_a_document(own_templates: Any) -> None:
    own_templates.edit("es", "pay.living/title", _set(msgstr=""))
    own_templates.edit("fr", REPAY, _set(msgstr=""))
    tender = Tender.model_validate(tender_facts())
    assert own_templates.assemble(tender, kind="tender-annex", language="es")


def test_nothing_falls_back_to_another_language(own_templates: Any) -> None:
    own_templates.file("pt", "forced-labour").unlink()
    faults = _faults(own_templates, "pt")
    assert {fault.code for fault in faults} == {"translation.missing"}
    assert all("forced-labour.po" in fault.where for fault in faults)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "translation.not-utf8"),
        (b"this is no PO file\n", "translation.malformed-po"),
        (b"", "translation.malformed-po"),
        (b" \n\n", "translation.malformed-po"),
        (b'msgid "x"\nmsgstr "y"\n', "translation.no-key"),
        (
            b'msgctxt "a"\nmsgid "x"\nmsgstr "y"\n\nmsgctxt "a"\nmsgid "z"\nmsgstr "y"\n',
            "translation.duplicate-key",
        ),
    ],
)
def test_a_broken_file_is_named(own_templates: Any, content: bytes, code: str) -> None:
    own_templates.file("es", "buyer").write_bytes(content)
    (fault,) = _faults(own_templates, "es")
    assert fault.code == code
    assert fault.where.startswith("es/clauses/buyer.po")


def test_all_broken_files_are_told_together(own_templates: Any) -> None:
    for name in ("buyer", "general"):
        own_templates.file("es", name).write_bytes(b"\xff")
    (own_templates.root / "es" / "variants" / "es-CL.po").write_bytes(b"\xff")
    assert [fault.where for fault in _faults(own_templates, "es")] == [
        "es/clauses/buyer.po", "es/clauses/general.po",
    ]  # fmt: skip
    for name in ("buyer", "general"):
        own_templates.file("es", name).unlink()
    (fault,) = _faults(own_templates, "es-CL")
    assert fault.where == "es/variants/es-CL.po"


def test_a_folder_with_the_name_of_a_file_is_told(own_templates: Any) -> None:
    (own_templates.file("es", "buyer").parent / "x.po").mkdir()
    (fault,) = _faults(own_templates, "es")
    assert (fault.code, fault.where) == ("translation.unreadable", "es/clauses/x.po")


def test_a_broken_brace_is_told_with_its_place_and_all_other_faults(own_templates: Any) -> None:
    own_templates.edit("es", REPAY, _set(msgstr="El {supplier} y } el {buyer"))
    own_templates.edit("es", "fl.fees/title", _set(msgstr=""))
    faults = {fault.code: fault for fault in _faults(own_templates, "es")}
    assert set(faults) == {"language.unbalanced-brace", "translation.missing"}
    broken = faults["language.unbalanced-brace"]
    assert broken.where == f"es-CL, forced-labour.po, {REPAY}"
    assert "column 17" in broken.message
    assert "column 22" in broken.message


def test_template_sets_may_be_named_by_a_text(own_templates: Any) -> None:
    chosen = select(Tender.model_validate(tender_facts()), own_templates.catalogue)
    root = own_templates.root
    named = assemble(chosen, kind="tender-annex", language="es", templates=str(root))
    assert named == assemble(chosen, kind="tender-annex", language="es", templates=root)


def test_an_obsolete_entry_is_no_translation(own_templates: Any) -> None:
    own_templates.edit("es", REPAY, lambda entry: setattr(entry, "obsolete", True))
    (fault,) = _faults(own_templates, "es")
    assert fault.code == "translation.missing"


def test_a_variant_may_word_a_text_of_its_own(own_templates: Any) -> None:
    title = own_templates.catalogue.clauses["fl.fees"].title
    variant = polib.POFile()
    variant.append(polib.POEntry(msgctxt="fl.fees/title", msgid=title, msgstr="Solo en Chile"))
    variant.save(str(own_templates.root / "es" / "variants" / "es-CL.po"))
    for country, own in (("CL", True), ("MX", False)):
        facts = tender_facts(buyer={"name": "B", "country": country})
        document = own_templates.assemble(
            Tender.model_validate(facts), kind="tender-annex", language="es"
        )
        titles = [heading.content for heading in document.headings]
        assert ("Solo en Chile" in titles) is own


def test_the_vocabulary_of_a_variant_leaves_its_own_wording_alone(own_templates: Any) -> None:
    title = own_templates.catalogue.clauses["fl.fees"].title
    for place in ("clauses/forced-labour.po", "variants/pt-PT.po"):
        path = own_templates.root / "pt" / place
        parsed = polib.pofile(str(path)) if path.exists() else polib.POFile()
        entry = parsed.find(title, by="msgid", msgctxt="fl.fees/title")
        if entry is None:
            entry = polib.POEntry(msgctxt="fl.fees/title", msgid=title)
            parsed.append(entry)
        entry.msgstr = "A equipe"
        parsed.save(str(path))
        tender = Tender.model_validate(tender_facts(buyer={"name": "B", "country": "PT"}))
        document = own_templates.assemble(tender, kind="tender-annex", language="pt")
        printed = "A equipa" if place.startswith("clauses") else "A equipe"
        assert printed in [heading.content for heading in document.headings]


def test_a_stale_translation_stays_refused_after_an_update(own_templates: Any) -> None:
    # The update writes the new English beside the old translation; that alone makes it no truer.
    own_templates.edit("es", REPAY, _set(msgid="A former wording.", msgstr="Una redacción previa."))
    file = own_templates.file("es", "forced-labour")
    domain = [m for m in messages(own_templates.catalogue) if m.domain == "forced-labour"]
    merged = merge(polib.pofile(str(file), wrapwidth=0), domain, language="es")
    file.write_text(merged, "utf-8")
    (fault,) = _faults(own_templates, "es")
    assert fault.code in {"translation.stale", "translation.fuzzy"}
    assert fault.where.endswith(REPAY)


@pytest.mark.parametrize("living_first", [True, False])
def test_a_living_translation_wins_over_an_obsolete_one(living_first: bool) -> None:
    living = polib.POEntry(msgctxt="a/title", msgid="Pay", msgstr="Pago")
    dead = polib.POEntry(msgctxt="a/title", msgid="Old", msgstr="Viejo", obsolete=True)
    current = polib.POFile()
    current.extend([living, dead] if living_first else [dead, living])
    message = Message(key="a/title", source="Pay", note="", domain="a")
    merged = polib.pofile(merge(current, [message], language="es"))
    assert [(entry.msgstr, entry.flags) for entry in merged] == [("Pago", [])]


def test_the_head_of_a_file_is_kept() -> None:
    head = (
        '# Translated by Ana Pérez, 2026.\n#\nmsgid ""\nmsgstr ""\n'
        '"Last-Translator: Ana Pérez\\n"\n"Language: xx\\n"\n\n'
    )
    once = merge(polib.pofile(head), [], language="es")
    assert once.startswith("# Translated by Ana Pérez, 2026.\n#\n")
    assert "Last-Translator: Ana Pérez" in once
    assert "Language: es" in once
    assert merge(polib.pofile(once), [], language="es") == once


def test_portugal_writes_the_number_of_an_article_as_an_ordinal(catalogue: Catalogue) -> None:
    tender = Tender.model_validate(tender_facts(buyer={"name": "B", "country": "PT"}))
    document = assemble(select(tender, catalogue), kind="tender-annex", language="pt")
    lines = [block.content for block in document.blocks() if isinstance(block, Paragraph)]
    after = [
        line[at + 2]
        for line in lines
        for at, word in enumerate(line[:-2])
        if isinstance(word, str) and word.endswith("artigo\u00a0")
        if isinstance(line[at + 1], CrossReference)
    ]
    assert len(after) > 20
    assert set(after) == {".º"}
