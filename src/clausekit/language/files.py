"""The files that describe a language: where they stand, and their texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from clausekit.errors import Fault, nearest
from clausekit.language.toml import read_text
from clausekit.record import record
from clausekit.resources import readable

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "LANGUAGE_FILES", "LanguageFiles", "find_tags", "language_files", "read_files", "unknown_tag",
]  # fmt: skip

LANGUAGE_FILES = ("terms.toml", "grammar.toml")
"""What a folder holds that is a language."""


@record
class LanguageFiles:
    """The texts that describe one language; the same texts make the same language."""

    code: str
    variant: str | None
    terms: str
    grammar: str
    over: str
    """The file of the variant; empty without one."""

    @property
    def tag(self) -> str:
        """The tag of the variant, or of the language."""
        return self.variant or self.code

    @property
    def places(self) -> Mapping[str, str]:
        """Each text by the name of its file."""
        variant = {f"{self.code}/variants/{self.variant}.toml": self.over} if self.over else {}
        return {
            f"{self.code}/terms.toml": self.terms,
            f"{self.code}/grammar.toml": self.grammar,
        } | variant


@readable()
def find_tags(root: Traversable) -> tuple[str, ...]:
    """Return the tags of the languages and variants that have their files in *root*.

    Raises:
        InputError: A folder there may not be read.
    """
    tags: list[str] = []
    for folder in root.iterdir():
        if not all((folder / name).is_file() for name in LANGUAGE_FILES):
            continue
        tags.append(folder.name)
        variants = folder / "variants"
        if variants.is_dir():
            tags.extend(
                file.name.removesuffix(".toml")
                for file in variants.iterdir()
                if file.name.endswith(".toml")
            )
    return tuple(sorted(tags))


def unknown_tag(tag: str, wanted: str, known: Mapping[str, str]) -> Fault:
    """Return what is told where no language goes by *tag*.

    Args:
        tag: What was asked for, as it was written.
        wanted: The same in small letters, with hyphens.
        known: The tags that there are, by their small letters.
    """
    bare = wanted.partition("-")[0]
    # A country without a variant of its own is served by the language itself.
    country_only = bare in known and re.fullmatch(r"[a-z]{2}-[a-z]{2}", wanted)
    near = f"Did you mean {bare!r}?" if country_only else nearest(tag, known.values())
    listed = f" There are: {', '.join(sorted(known.values()))}."
    hint = near + listed if near.startswith("Did") else near
    return Fault("language.unknown", f"There is no language {tag!r}.", hint=hint)


def language_files(tag: str, root: Traversable) -> LanguageFiles:
    """Read the files in *root* that describe a language or a variant by its tag."""
    code, _, region = tag.partition("-")
    return read_files(root / code, code, tag if region else None)


def read_files(folder: Traversable, code: str, variant: str | None) -> LanguageFiles:
    """Read the files of the language in *folder*, and that of *variant*."""
    return LanguageFiles(
        code,
        variant,
        read_text(folder / "terms.toml", f"{code}/terms.toml"),
        read_text(folder / "grammar.toml", f"{code}/grammar.toml"),
        read_text(folder / "variants" / f"{variant}.toml", f"{code}/variants/{variant}.toml")
        if variant is not None
        else "",
    )
