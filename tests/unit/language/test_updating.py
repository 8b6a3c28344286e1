"""Updates go by key and by the ledger; reviews sign what stands; an editorial claim is checked."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from clausekit.catalogue.messages import Message
from clausekit.errors import InputError, TranslationError, UnknownName
from clausekit.language.checks.status import Progress, measure_progress
from clausekit.language.ledger import Ledger, Record, fingerprint, read_ledger
from clausekit.language.reviewing import plan_review
from clausekit.language.updating import plan_update

PAY = Message("a.pay/paragraph.one", "The {supplier} shall pay within thirty (30) days.", "a")
TITLE = Message("a.pay/title", "Payement of wages", "a", "Heading of the article.")
OTHER = Message("b.other/title", "Other", "b")
ALL = [TITLE, PAY, OTHER]
PAGA = "El {supplier} pagará en treinta (30) días."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return sets with one language, translated and signed."""
    (tmp_path / "en").mkdir()
    for name in ("terms.toml", "grammar.toml", "checks.toml"):
        from clausekit.resources import templates_root

        (tmp_path / "en" / name).write_bytes((templates_root() / "en" / name).read_bytes())
    (tmp_path / "es" / "clauses").mkdir(parents=True)
    update(tmp_path)
    translate(tmp_path, PAY.key, PAGA)
    translate(tmp_path, TITLE.key, "Pago de los salarios")
    translate(tmp_path, OTHER.key, "Otro")
    review(tmp_path)
    return tmp_path


def write(root: Path, files: dict[str, str]) -> None:
    for place, text in files.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, "utf-8")


def update(root: Path, messages: list[Message] = ALL, editorial: tuple[str, ...] = ()) -> None:
    plan = plan_update(root, messages, ["es"], editorial=editorial)
    assert plan.faults == ()
    write(root, dict(plan.files))


def review(root: Path, messages: list[Message] = ALL, **wanted: tuple[str, ...]) -> None:
    write(root, dict(plan_review(root, messages, ["es"], reviewer="R. Reader", **wanted).files))


def entry(root: Path, key: str) -> polib.POEntry:
    for path in sorted((root / "es" / "clauses").glob("*.po")):
        for found in polib.pofile(str(path)):
            if found.msgctxt == key and not found.obsolete:
                return found
    raise LookupError(key)


def translate(root: Path, key: str, text: str, *, keep_mark: bool = False) -> None:
    for path in sorted((root / "es" / "clauses").glob("*.po")):
        parsed = polib.pofile(str(path), wrapwidth=0)
        for found in parsed:
            if found.msgctxt == key and not found.obsolete:
                found.msgstr = text
                found.flags = found.flags if keep_mark else []
        parsed.save(str(path))


def drop_marks(root: Path) -> None:
    for path in (root / "es" / "clauses").glob("*.po"):
        parsed = polib.pofile(str(path), wrapwidth=78)
        for found in parsed:
            found.flags, found.previous_msgid = [], None
        parsed.save(str(path))


def total(root: Path, messages: list[Message] = ALL) -> Progress:
    rows = list(measure_progress(root, messages, ["es"]))
    return Progress(
        "es", "all",
        *(sum(getattr(row, name) for row in rows)
          for name in ("texts", "reviewed", "stale", "missing", "words_left")),
    )  # fmt: skip


def changed(message: Message, source: str) -> list[Message]:
    return [Message(m.key, source, m.domain, m.note) if m is message else m for m in ALL]


def test_what_is_signed_is_reviewed(root: Path) -> None:
    assert total(root) == Progress("es", "all", 3, 3, 0, 0, 0)
    record = read_ledger(root, "es").signed[PAY.key]
    assert record == Record(fingerprint(PAY.source), fingerprint(PAGA), "R. Reader", "translated")


def test_a_dropped_mark_makes_no_text_truer(root: Path) -> None:
    new = changed(PAY, "The {supplier} shall pay within forty (40) days.")
    update(root, new)
    assert entry(root, PAY.key).fuzzy
    assert entry(root, PAY.key).previous_msgid == PAY.source
    drop_marks(root)
    assert total(root, new).stale == 1
    update(root, new)
    assert entry(root, PAY.key).fuzzy
    translate(root, PAY.key, "El {supplier} pagará en cuarenta (40) días.")
    assert (total(root, new).stale, total(root, new).reviewed, total(root, new).done) == (0, 2, 3)


def test_a_signed_text_may_render_the_new_wording_as_it_is(root: Path) -> None:
    new = changed(OTHER, "Others")
    update(root, new)
    review(root, new)
    assert total(root, new).stale == 1
    review(root, new, keys=(OTHER.key,))
    assert (total(root, new).stale, total(root, new).reviewed) == (0, 3)
    assert not entry(root, OTHER.key).fuzzy


def test_a_text_beside_former_english_cannot_be_signed(root: Path) -> None:
    new = changed(OTHER, "Others")
    with pytest.raises(InputError, match="former English") as caught:
        review(root, new, keys=(OTHER.key,))
    assert caught.value.code == "templates.behind"


def test_an_edit_of_spaces_and_quotation_marks_takes_no_signature_away(root: Path) -> None:
    translate(root, PAY.key, PAGA.replace(" ", "\u00a0"))
    assert total(root).reviewed == 3


def test_a_change_that_is_taken_back_needs_nobody(root: Path) -> None:
    update(root, changed(PAY, "The {supplier} shall pay at once."))
    update(root)
    assert not entry(root, PAY.key).fuzzy
    assert total(root).reviewed == 3


def test_a_text_moves_with_its_key_to_another_file(root: Path) -> None:
    moved = [TITLE, Message(PAY.key, PAY.source, "b"), OTHER]
    update(root, moved)
    assert total(root, moved).reviewed == 3
    assert PAGA not in (root / "es" / "clauses" / "a.po").read_text("utf-8")


def test_a_text_that_is_given_up_and_comes_back_stands(root: Path) -> None:
    update(root, [TITLE, OTHER])
    assert "#~ msgstr" in (root / "es" / "clauses" / "a.po").read_text("utf-8")
    update(root)
    assert total(root).reviewed == 3


def test_a_slip_of_the_pen_may_be_called_editorial(root: Path) -> None:
    new = changed(TITLE, "Payment of wages")
    update(root, new, editorial=(TITLE.key,))
    assert not entry(root, TITLE.key).fuzzy
    assert total(root, new).reviewed == 3


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("The {supplier} shall pay within forty (40) days.", "a number"),
        ("The {supplier} may pay within thirty (30) days.", "a duty"),
        ("The {supplier} shall not pay within thirty (30) days.", "a prohibition"),
        ("The {supplier} shall pay within thirty (30) weeks.", "a unit"),
        ("The {buyer} shall pay within thirty (30) days.", "a placeholder"),
        ("The {supplier} shall pay within thirty (30) days, save {ref:x.y}.", "a placeholder"),
        ("The {supplier} shall pay within thirty (30) days of 2 May.", "a number"),
        ("The {supplier} shall play within thirty (30) days.", "the words"),
        ("The {supplier} shall pay within thirty (30) days unless asked.", "unless"),
    ],
)
def test_more_than_a_slip_is_refused_with_the_reason(root: Path, source: str, reason: str) -> None:
    before = (root / "es" / "clauses" / "a.po").read_bytes()
    with pytest.raises(InputError, match=reason) as caught:
        update(root, [*changed(PAY, source), Message("c/title", "Please pay", "c")],
               editorial=(PAY.key,))  # fmt: skip
    assert caught.value.code == "templates.not-editorial"
    assert (root / "es" / "clauses" / "a.po").read_bytes() == before


def test_what_has_not_changed_is_no_edit(root: Path) -> None:
    with pytest.raises(InputError) as caught:
        update(root, editorial=(PAY.key, "no.such/title"))
    assert [fault.code for fault in caught.value.faults] == [
        "templates.not-changed", "templates.unknown-key",
    ]  # fmt: skip


def test_an_edit_on_top_of_a_pending_change_is_measured_from_what_was_translated(
    root: Path,
) -> None:
    update(root, changed(PAY, "The {supplier} shall pay within forty (40) days."))
    new = changed(PAY, "The {supplier} shall pay within forty (40) days, please.")
    with pytest.raises(InputError, match="thirty"):
        update(root, new, editorial=(PAY.key,))


def test_a_broken_file_stays_and_the_others_are_updated(root: Path) -> None:
    broken = root / "es" / "clauses" / "a.po"
    broken.write_text(broken.read_text("utf-8") + '\nmsgctxt "x\n', "utf-8")
    before = broken.read_bytes()
    plan = plan_update(root, changed(OTHER, "Others"), ["es"])
    (fault,) = plan.faults
    assert fault.where.startswith("es/clauses/a.po, line ")
    assert "es/clauses/a.po" not in plan.files
    assert "#, fuzzy" in plan.files["es/clauses/b.po"]
    assert broken.read_bytes() == before


def test_the_wording_of_a_variant_follows_the_english(root: Path) -> None:
    place = root / "es" / "variants" / "es-CL.po"
    place.parent.mkdir()
    place.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        f'msgctxt "{OTHER.key}"\nmsgid "Other"\nmsgstr "Distinto"\n',
        "utf-8",
    )
    update(root)
    assert [e.msgctxt for e in polib.pofile(str(place))] == [OTHER.key]
    update(root, changed(OTHER, "Others"))
    (only,) = polib.pofile(str(place))
    assert (only.msgid, only.previous_msgid, only.fuzzy) == ("Others", "Other", True)


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< ours",
        '{"key": "a"}',
        "[]",
        '{"key": 1}',
        '{"key": "a\\ud800", "source": "x", "target": "y", "reviewer": "", "how": ""}',
    ],
)
def test_a_line_that_is_no_record_is_told(root: Path, line: str) -> None:
    file = root / "es" / "ledger" / "es.jsonl"
    file.write_text(f"{file.read_text('utf-8')}{line}\n", "utf-8")
    with pytest.raises(TranslationError) as caught:
        read_ledger(root, "es")
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("translation.bad-ledger", "es/ledger/es.jsonl, line 4")


def test_a_key_that_stands_twice_is_told(root: Path) -> None:
    file = root / "es" / "ledger" / "es.jsonl"
    file.write_text(file.read_text("utf-8") * 2, "utf-8")
    with pytest.raises(TranslationError, match="stands twice"):
        read_ledger(root, "es")


def test_a_signature_needs_a_name_and_known_texts(root: Path) -> None:
    with pytest.raises(InputError, match="needs a name"):
        plan_review(root, ALL, ["es"], reviewer=" ")
    with pytest.raises(UnknownName) as caught:
        plan_review(root, ALL, ["es"], reviewer="R", keys=["a.pai/title"], themes=["c"])
    assert {fault.code for fault in caught.value.faults} == {
        "templates.unknown-key", "templates.unknown-theme",
    }  # fmt: skip


def test_who_signed_first_keeps_the_signature(root: Path) -> None:
    plan = plan_review(root, ALL, ["es"], reviewer="Somebody Else")
    assert plan.signed == 0
    assert "Somebody Else" not in plan.files["es/ledger/es.jsonl"]


def test_an_empty_ledger_knows_nothing() -> None:
    assert not Ledger()
    assert Ledger().write() == ""
