"""Every clause in every language: translated, current, and saying the same as the English.

A failure names the language and the key of the text; the file is the theme of the clause.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from clausekit import Catalogue, Document, Selection, Tender, assemble, load_language, select
from clausekit.catalogue.messages import Message, is_note, messages
from clausekit.errors import DocumentError, Fault
from clausekit.language.locale import available_languages
from clausekit.language.po import read_po
from clausekit.language.translations import Translations
from clausekit.language.wording import placeholders
from clausekit.model.definition import forms
from clausekit.model.document import CrossReference, Footnote, Paragraph, Slot, Table
from clausekit.model.tender import Stage, SupplierSize, Tier
from clausekit.resources import templates_root
from facts import shipped, tender_facts

LANGUAGES = ("es", "en", "fr", "pt")
TRANSLATED = ("es", "fr", "pt")
KINDS = ("supplier-code", "tender-annex")
MESSAGES = {message.key: message for message in messages(shipped())}


def _owner(key: str) -> str:
    group = key.split(".")[0]
    return group if group in {"good", "name", "phrase", "rule"} else key.split("/")[0]


STAGES = [stage for stage in Stage if stage is not Stage.CLOSE_OUT]
KEYS: dict[str, list[str]] = {}
"""The keys of every owner."""
for _key in MESSAGES:
    KEYS.setdefault(_owner(_key), []).append(_key)
OWNERS = sorted(KEYS)
EVERYWHERE = [(owner, language) for language in TRANSLATED for owner in OWNERS]


@cache
def _translations(language: str) -> Translations:
    return Translations.load(MESSAGES.values(), language)


@cache
def _texts(owner: str, language: str) -> dict[str, tuple[Message, str]]:
    """Return the texts of *owner* that stand; what is missing is the concern of one test alone."""
    found = {}
    for key in KEYS[owner]:
        text = _translations(language).find(key)
        if not isinstance(text, Fault):
            found[key] = (MESSAGES[key], text[0])
    return found


def _without_placeholders(text: str) -> str:
    return re.sub(r"\{[^{}]*\}", "", text)


@pytest.mark.parametrize(("owner", "language"), EVERYWHERE)
def test_every_text_is_translated_and_current(owner: str, language: str) -> None:
    found = [_translations(language).find(key) for key in KEYS[owner]]
    assert [str(fault) for fault in found if isinstance(fault, Fault)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_waits_for_a_reviewer(language: str) -> None:
    files = [file for file in (templates_root() / language / "clauses").iterdir()
             if file.name.endswith(".po")]  # fmt: skip
    fuzzy = [f"{file.name}: {entry.msgctxt}" for file in files for entry in read_po(file)
             if "fuzzy" in entry.flags]  # fmt: skip
    assert files
    assert fuzzy == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_file_holds_texts_that_the_catalogue_does_not_know(language: str) -> None:
    unknown = [
        f"{file.name}: {entry.msgctxt}"
        for file in (templates_root() / language / "clauses").iterdir()
        if file.name.endswith(".po")
        for entry in read_po(file)
        if not entry.obsolete
        and MESSAGES.get(entry.msgctxt or "", Message("", "", "")).domain
        != file.name.removesuffix(".po")
    ]
    assert unknown == []


@pytest.mark.parametrize(("owner", "language"), [*EVERYWHERE, *((o, "en") for o in OWNERS)])
def test_words_before_a_party_fit_its_default_name(owner: str, language: str) -> None:
    spoken = load_language(language)
    misread = {
        key: leads for key, (_, text) in _texts(owner, language).items()
        if (leads := spoken.misread_leads(text))
    }  # fmt: skip
    assert misread == {}


@pytest.mark.parametrize(("owner", "language"), EVERYWHERE)
def test_placeholders_are_those_of_the_english(owner: str, language: str) -> None:
    differing = {
        key: placeholders(message.source) ^ placeholders(text)
        for key, (message, text) in _texts(owner, language).items()
        if placeholders(message.source) != placeholders(text)
    }
    assert differing == {}


@pytest.mark.parametrize(("owner", "language"), EVERYWHERE)
def test_no_number_stands_in_the_wording_itself(owner: str, language: str) -> None:
    literal = {
        key: text for key, (message, text) in _texts(owner, language).items()
        if re.search(r"\d", _without_placeholders(text))
        and not re.search(r"\d", _without_placeholders(message.source))
    }  # fmt: skip
    assert literal == {}


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest))


@cache
def _terms(language: str) -> dict[str, tuple[str, ...]]:
    """Return the forms of every defined term, by definition."""
    found = {}
    for key, message in MESSAGES.items():
        if not key.endswith("/term"):
            continue
        text = (message.source, False) if language == "en" else _translations(language).find(key)
        if not isinstance(text, Fault):
            found[key] = forms(text[0])
    return found


@cache
def _term_search(language: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """Return which definition each form of a term belongs to, and what finds them all."""
    owner = {form: key for key, words in _terms(language).items() for form in words}
    return owner, _pattern(tuple(owner))


def _used(text: str, language: str, *, start: bool) -> set[str]:
    """Return the definitions whose terms stand in *text*; a longer term hides a shorter one.

    A capital at the *start* of a text may be that of any first word.
    """
    owner, every = _term_search(language)
    return {owner[match[0]] for match in every.finditer(text) if match.start() or start}


@pytest.mark.parametrize(("owner", "language"), EVERYWHERE)
def test_defined_terms_are_used_as_in_the_english(owner: str, language: str) -> None:
    known = set(_terms(language))
    lost = {}
    for key, (message, text) in _texts(owner, language).items():
        # Notes say the words in their plain sense; the titles of lists are official.
        if is_note(key) or key.endswith("/term") or key.startswith("name.source."):
            continue
        expected = _used(message.source, "en", start=False) & known
        missing = expected - _used(text, language, start=True)
        if missing:
            lost[key] = sorted(missing)
    assert lost == {}


# A prohibition that loses its negation turns into a permission.
NEGATIONS = {
    "es": r"\b(?:no|ni|sin|ningún|ninguna|ninguno|nadie|nunca|tampoco|se prohíbe|prohibid[oa]s?)\b",
    "fr": r"\b(?:ne|ni|sans|aucune?|nul(?:le)?|jamais|interdit(?:e|s|es)?)\b|\bn['’]|\bnon\b",
    "pt": r"\b(?:não|nem|sem|nenhum|nenhuma|ninguém|nunca|vedad[oa]s?|proibid[oa]s?)\b",
}


@pytest.mark.parametrize(("owner", "language"), EVERYWHERE)
def test_a_prohibition_stays_a_prohibition(owner: str, language: str) -> None:
    negation = re.compile(NEGATIONS[language], re.IGNORECASE)
    turned = {
        key: text for key, (message, text) in _texts(owner, language).items()
        if re.search(r"\b(?:shall|may) not\b", message.source) and not negation.search(text)
    }  # fmt: skip
    assert turned == {}


# Function words of the other languages; none of them is a word of this one.
FOREIGN = {
    "es": r"(?<![-\w])(?:the|shall|of|and|with|des|dans|avec|sont|não|pelo|pela|com|uma|são)\b",
    "fr": r"(?<![-\w])(?:the|shall|of|and|with|los|las|con|del|não|pelo|pela|com|uma|são)\b",
    "pt": r"(?<![-\w])(?:the|shall|of|and|with|los|las|con|del|les|des|dans|avec|sont)\b",
}


@pytest.mark.parametrize(("owner", "language"), EVERYWHERE)
def test_no_word_of_another_language_is_left(owner: str, language: str) -> None:
    foreign = re.compile(FOREIGN[language])
    left = {
        key: foreign.findall(_without_placeholders(text))
        for key, (_, text) in _texts(owner, language).items()
        if foreign.search(_without_placeholders(text))
    }
    assert left == {}


# Words that look right and are not, and forms that a contract in the language avoids.
FALSE_FRIENDS = {
    "es": r"\bdeber(?:á|án) de\b|\bbrechas?\b|\bremedios?\b|\beventualmente\b|\bevidenciar\b",
    "fr": r"\bdevr(?:a|ont|ait|aient)\b|\bcontractants?\b|\bremèdes?\b|\bactuels? (?:et|ou) pot",
    "pt": r"\bremédios?\b|\bbrechas?\b|-se-[áã]|\b[dn]uma?\b|\batua(?:l|is) (?:e|ou) pot",
}


@pytest.mark.parametrize(("owner", "language"), EVERYWHERE)
def test_no_false_friend_of_the_glossary_is_used(owner: str, language: str) -> None:
    friends = re.compile(FALSE_FRIENDS[language], re.IGNORECASE)
    found = {
        key: friends.findall(text)
        for key, (_, text) in _texts(owner, language).items()
        if friends.search(text)
    }
    assert found == {}


@pytest.mark.parametrize(("owner", "language"), EVERYWHERE)
def test_a_text_ends_as_the_english_does(owner: str, language: str) -> None:
    ends = {
        key: text for key, (message, text) in _texts(owner, language).items()
        if (message.source[-1] if message.source[-1] in ".:;" else "")
        != (text.rstrip()[-1] if text.rstrip()[-1] in ".:;" else "")
    }  # fmt: skip
    assert ends == {}


def _tender(**changes: object) -> Tender:
    return Tender.model_validate(tender_facts(**changes))


@cache
def _selected(size: str, tier: str) -> Selection:
    return select(_tender(sector="textiles", supplier_size=size, tier=tier), shipped())


@cache
def _document(kind: str, language: str, size: str, tier: str) -> Document:
    return assemble(_selected(size, tier), kind=kind, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "tier", "size"), list(product(KINDS, Tier, SupplierSize)))
def test_every_tier_and_size_builds(
    kind: str, tier: Tier, size: SupplierSize, language: str
) -> None:
    document = _document(kind, language, size.value, tier.value)
    assert document.language.split("-")[0] == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "stage"), list(product(KINDS, [s for s in Stage if s is not Stage.CLOSE_OUT]))
)
def test_every_stage_builds(kind: str, stage: Stage, language: str, catalogue: Catalogue) -> None:
    tender = _tender(stage=stage.value, tier="advanced")
    assert assemble(select(tender, catalogue), kind=kind, language=language)


@pytest.mark.parametrize("kind", KINDS)
def test_at_close_out_nothing_is_drafted(kind: str, catalogue: Catalogue) -> None:
    with pytest.raises(DocumentError, match="too-late"):
        assemble(select(_tender(stage="close-out"), catalogue), kind=kind, language="en")


# One language after the other: what was prepared of its wording is at hand for the next document.
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("terms", ["default", "contractor", "company", "ministry"])
@pytest.mark.parametrize("tag", available_languages())
def test_every_variant_builds_with_other_names_of_the_parties(
    kind: str, tag: str, terms: str
) -> None:
    parties = {} if terms == "default" else (
        {"buyer": "ministry"} if terms == "ministry" else {"supplier": terms}
    )  # fmt: skip
    selection = _selected("unknown", "advanced")
    document = assemble(selection, kind=kind, language=tag, parties=parties)
    assert document.language.startswith(tag)


def _lines(document: Document) -> list[Paragraph]:
    found: list[Paragraph] = []
    for slot in (Slot.CLAUSES, Slot.SCHEDULES):
        for block in document.sections[slot]:
            if isinstance(block, Paragraph) and block.role.value != "definition":
                found.append(block)
            elif isinstance(block, Table):
                found += [p for row in block.rows for cell in row for p in cell.paragraphs]
    return found


def _figures(paragraph: Paragraph) -> list[str]:
    text = "".join(piece for piece in paragraph.content if isinstance(piece, str))
    return sorted(re.findall(r"\d+", text))


def _targets(paragraph: Paragraph) -> list[str]:
    pieces = paragraph.content
    return sorted(piece.target for piece in pieces if isinstance(piece, CrossReference))


def _noted(paragraph: Paragraph) -> bool:
    return any(isinstance(piece, Footnote) for piece in paragraph.content)


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize(("kind", "size"), list(product(KINDS, ["micro", "large"])))
def test_numbers_references_and_notes_are_the_same_in_every_language(
    kind: str, size: str, language: str
) -> None:
    english = _lines(_document(kind, "en", size, "advanced"))
    other = _lines(_document(kind, language, size, "advanced"))
    assert [(p.role, p.number, p.anchor) for p in other] == [
        (p.role, p.number, p.anchor) for p in english
    ]
    differing = [
        (theirs.number or theirs.anchor, _figures(ours), _figures(theirs))
        for ours, theirs in zip(english, other, strict=True)
        if (_figures(ours), _targets(ours), _noted(ours))
        != (_figures(theirs), _targets(theirs), _noted(theirs))
    ]
    assert differing == []


def test_what_is_printed_of_the_ending_is_what_every_termination_keeps_to(
    catalogue: Catalogue,
) -> None:
    values = catalogue.clauses["end.suspend"].values
    assert values["at_most"].standard == catalogue.suspension.at_most
    assert values["renewals"].standard.amount == catalogue.suspension.renewals


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
@pytest.mark.parametrize("language", TRANSLATED)
def test_gettext_accepts_every_file(language: str) -> None:
    for file in sorted(Path(str(templates_root() / language / "clauses")).glob("*.po")):
        done = subprocess.run(
            ["msgfmt", "-c", "-o", "-", str(file)], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
