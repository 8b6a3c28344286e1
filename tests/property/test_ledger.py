"""Edits, tools, updates and reviews in any order: a stale text never counts as done."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import polib
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from clausekit.catalogue.messages import Message
from clausekit.errors import Fault
from clausekit.language.checks.status import measure_progress
from clausekit.language.ledger import fingerprint, read_ledger
from clausekit.language.reviewing import plan_review
from clausekit.language.translations import Translations
from clausekit.language.updating import plan_update

KEYS = ("a.one/title", "a.two/title", "b.one/title")
_keys = st.sampled_from(KEYS)


class Sets(RuleBasedStateMachine):
    """A language with three texts, and what truly happened to each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        (self.root / "es" / "clauses").mkdir(parents=True)
        self.sources = {key: f"Source 0 of {key}" for key in KEYS}
        self.former = {key: [text] for key, text in self.sources.items()}
        self.made_from: dict[str, set[str]] = {}
        self.signed: set[tuple[str, str]] = set()
        self.count = 0

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @property
    def messages(self) -> list[Message]:
        return [Message(key, text, key[0]) for key, text in self.sources.items()]

    def _file(self, key: str) -> Path:
        return self.root / "es" / "clauses" / f"{key[0]}.po"

    def _files(self) -> list[Path]:
        return sorted((self.root / "es" / "clauses").iterdir())

    def _write(self, files: dict[str, str]) -> None:
        for place, text in files.items():
            path = self.root / place
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")

    @initialize()
    def begin(self) -> None:
        self._write(dict(plan_update(self.root, self.messages, ["es"]).files))

    @rule()
    def update(self) -> None:
        before = {entry.msgctxt: entry.msgstr for path in self._files()
                  for entry in polib.pofile(str(path)) if not entry.obsolete}  # fmt: skip
        self._write(dict(plan_update(self.root, self.messages, ["es"]).files))
        after = {entry.msgctxt: entry.msgstr for path in self._files()
                 for entry in polib.pofile(str(path)) if not entry.obsolete}  # fmt: skip
        assert {key: text for key, text in before.items() if text and key in after} == {
            key: text for key, text in after.items() if text
        }
        again = plan_update(self.root, self.messages, ["es"]).files
        assert all((self.root / place).read_text("utf-8") == text for place, text in again.items())

    @rule(key=_keys)
    def change_the_source(self, key: str) -> None:
        self.count += 1
        self.sources[key] = f"Source {self.count} of {key}"
        self.former[key].append(self.sources[key])

    @rule(key=_keys)
    def take_the_change_back(self, key: str) -> None:
        self.sources[key] = self.former[key][0]

    @rule(key=_keys, keeps_mark=st.booleans())
    def translate(self, key: str, keeps_mark: bool) -> None:
        parsed = polib.pofile(str(self._file(key)))
        self.count += 1
        for entry in parsed:
            if entry.msgctxt == key and not entry.obsolete:
                entry.msgstr = f"Texto {self.count}"
                self.made_from[entry.msgstr] = {entry.msgid}
                if not keeps_mark:
                    entry.flags = []
        parsed.save(str(self._file(key)))

    @rule(width=st.sampled_from([0, 20, 78]), marks=st.booleans(), former=st.booleans(),
          spaces=st.booleans(), obsolete=st.booleans(), turned=st.booleans())  # fmt: skip
    def pass_through_a_tool(
        self, width: int, marks: bool, former: bool, spaces: bool, obsolete: bool, turned: bool
    ) -> None:
        for path in self._files():
            old = polib.pofile(str(path))
            new = polib.POFile(wrapwidth=width)
            new.metadata = {**old.metadata, "X-Generator": "A tool"}
            for entry in reversed(old) if turned else old:
                if marks:
                    entry.flags = []
                if former:
                    entry.previous_msgid = None
                if spaces:
                    entry.msgstr = entry.msgstr.replace(" ", "\u00a0")
                    self.made_from.setdefault(entry.msgstr, set()).update(
                        self.made_from.get(entry.msgstr.replace("\u00a0", " "), ())
                    )
                if not entry.obsolete or obsolete:
                    new.append(entry)
            new.save(str(path))

    @rule(key=_keys, named=st.booleans())
    def review(self, key: str, named: bool) -> None:
        entry = next(e for e in polib.pofile(str(self._file(key)))
                     if e.msgctxt == key and not e.obsolete)  # fmt: skip
        if named and entry.msgid != self.sources[key]:
            return
        plan = plan_review(
            self.root, self.messages, ["es"], reviewer="R",
            keys=[key] if named else (), themes=() if named else [key[0]],
        )  # fmt: skip
        self._write(dict(plan.files))
        if named and entry.msgstr:
            self.signed.add((self.sources[key], fingerprint(entry.msgstr)))
        for domain_key in KEYS if not named else ():
            if domain_key[0] == key[0] and domain_key not in (*plan.stale, *plan.missing):
                text = self._text(domain_key)
                self.signed.add((self.sources[domain_key], fingerprint(text)))

    def _text(self, key: str) -> str:
        return next(e.msgstr for e in polib.pofile(str(self._file(key)))
                    if e.msgctxt == key and not e.obsolete)  # fmt: skip

    @rule(key=_keys)
    def drop_and_bring_back(self, key: str) -> None:
        text = self.sources.pop(key)
        self._write(dict(plan_update(self.root, self.messages, ["es"]).files))
        self.sources[key] = text
        self._write(dict(plan_update(self.root, self.messages, ["es"]).files))

    @invariant()
    def nothing_stale_counts_as_done(self) -> None:
        if not self._files():
            return
        texts = Translations.load(self.messages, "es", root=self.root)
        done = reviewed = 0
        for key, source in self.sources.items():
            found = texts.find(key)
            if isinstance(found, Fault):
                continue
            done += 1
            mark = fingerprint(found[0])
            renders = source in self.made_from[found[0]] or (source, mark) in self.signed
            assert renders, f"{found[0]!r} counts as a translation of {source!r}"
            if texts.is_reviewed(key):
                reviewed += 1
                assert (source, mark) in self.signed
        rows = list(measure_progress(self.root, self.messages, ["es"]))
        assert sum(row.done for row in rows) == done
        assert sum(row.reviewed for row in rows) == reviewed
        assert all(row.texts == row.done + row.stale + row.missing for row in rows)

    @invariant()
    def the_ledger_merges_line_by_line(self) -> None:
        file = self.root / "es" / "ledger" / "es.jsonl"
        if file.is_file():
            lines = file.read_text("utf-8").splitlines()
            assert [re.match(r'\{"key": "([^"]+)"', line)[1] for line in lines] == sorted(
                re.match(r'\{"key": "([^"]+)"', line)[1] for line in lines
            )
            assert read_ledger(self.root, "es").write() == file.read_text("utf-8")


Sets.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
test_a_stale_text_never_counts_as_done = Sets.TestCase
