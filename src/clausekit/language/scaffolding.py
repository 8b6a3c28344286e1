"""A new language, or a new national variant, as files full of questions.

What the Unicode CLDR knows (the name of the language, units, the words of a list) is filled in;
what only a linguist knows is asked. The questions are in the folder ``scaffold``, in plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from clausekit.errors import Fault, InputError, UnknownName
from clausekit.language.files import find_tags, read_files
from clausekit.language.merging import merge
from clausekit.language.questions import OPEN

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from babel import Locale

    from clausekit.catalogue.messages import Message

__all__ = ["scaffold_language", "scaffold_variant", "word_tag_of"]

_UNITS = {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year"}
_PARTIES = {
    "supplier": (
        "supplier", "contractor", "awardee", "company", "service-provider", "consultant",
        "consortium", "cooperative",
    ),
    "buyer": (
        "buyer", "contracting-authority", "public-body", "municipality", "ministry", "agency",
        "institution", "administration", "state", "client",
    ),
}  # fmt: skip


def scaffold_language(
    root: Traversable,
    code: str,
    messages: Iterable[Message],
    *,
    titles: Iterable[tuple[str, str]] = (),
) -> dict[str, str]:
    """Return the files of a new language, by their path below the template sets.

    Those by which a language is known stand at the end: one that was begun and not written to its
    end is none yet, and can be begun once more.

    Args:
        root: The folder of the template sets.
        code: ISO 639 code of the language: ``it``.
        messages: What the catalogue says.
        titles: Id and English title of each instrument; its official title is asked for.

    Raises:
        InputError: The language is there already.
        UnknownName: The Unicode CLDR knows no such language.
    """
    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise _strange(code, "A language has two or three small letters, such as it.")
    if code in find_tags(root):
        raise _present(code)
    locale = _locale(code)
    values = _known(code, locale)
    found = {f"{code}/checks.toml": _fill("checks.toml", values)}
    domains: dict[str, list[Message]] = {}
    for message in messages:
        domains.setdefault(message.domain, []).append(message)
    for domain, own in domains.items():
        found[f"{code}/clauses/{domain}.po"] = merge(None, own, language=code)
    found[f"{code}/terms.toml"] = _fill("terms.toml", values) + _parties() + _titles(titles)
    found[f"{code}/grammar.toml"] = _fill("grammar.toml", values)
    return found


def scaffold_variant(root: Traversable, tag: str) -> dict[str, str]:
    """Return the file of a new national variant, by its path below the template sets.

    Args:
        root: The folder of the template sets.
        tag: Language and country: ``es-PE``.

    Raises:
        InputError: The variant is there already.
        UnknownName: Its language has no files, or the Unicode CLDR knows no such variant.
    """
    if not re.fullmatch(r"[a-z]{2,3}-[A-Z]{2}", tag):
        raise _strange(tag, "A variant is a language and a country, such as es-PE.")
    code = tag.partition("-")[0]
    known = find_tags(root)
    if tag in known:
        raise _present(tag)
    if code not in known:
        raise _strange(tag, f"There is no language {code!r} yet; begin it with new-language.")
    locale = _locale(tag)
    values = {"name": _name(locale, tag), "word_tag": tag, "babel": tag}
    text = _fill("variant.toml", values)
    for word, answers in _vocabulary(root, code, known).items():
        others = "; ".join(f"{other} writes “{answer}”" for other, answer in answers)
        text += f"\n# {others}.\n{_quoted(word)} = {_quoted(OPEN)}\n"
    return {f"{code}/variants/{tag}.toml": text}


def word_tag_of(code: str) -> str:
    """Return the tag that Word most likely has for a language.

    Example:
        >>> word_tag_of("it")
        'it-IT'
    """
    from babel.core import get_global

    likely = get_global("likely_subtags").get(code, code).split("_")
    return f"{likely[0]}-{likely[-1]}" if len(likely) > 1 else code


def _vocabulary(
    root: Traversable, code: str, known: Iterable[str]
) -> dict[str, list[tuple[str, str]]]:
    """Return the words that other variants replace, with what each of them writes."""
    import tomllib

    found: dict[str, list[tuple[str, str]]] = {}
    for tag in known:
        if not tag.startswith(f"{code}-"):
            continue
        over = tomllib.loads(read_files(root / code, code, tag).over)
        for word, answer in over.get("vocabulary", {}).items():
            put = answer["put"] if isinstance(answer, dict) else answer
            if put != word:
                found.setdefault(word, []).append((tag, put))
    return dict(sorted(found.items()))


def _known(code: str, locale: Locale) -> dict[str, str]:
    """Return what the CLDR knows of a language, each as a value of TOML."""
    from babel.units import format_unit

    values = {
        "name": _name(locale, code),
        "word_tag": word_tag_of(code),
        "babel": word_tag_of(code),
        "date": _date(locale),
        "and": _conjunction(locale, "standard"),
        "or": _conjunction(locale, "or"),
    }
    for unit, name in _UNITS.items():
        for form, number in (("one", 1), ("many", 5)):
            written = format_unit(number, f"duration-{name}", "long", locale=locale)
            word = re.sub(r"\d", "", written).strip()
            # Babel writes the name of the unit itself where its locale has none.
            values[f"{unit}_{form}"] = OPEN if not word or "duration" in word else word
    return values


def _name(locale: Locale, tag: str) -> str:
    return str(locale.get_display_name(locale) or tag)


def _date(locale: Locale) -> str:
    pattern = str(locale.date_formats["long"].pattern)
    pattern = re.sub(r"'([^']*)'", r"\1", pattern)
    for letters, name in (("d+", "{day}"), ("M+|L+", "{month}"), ("y+", "{year}")):
        pattern = re.sub(rf"(?<![A-Za-z{{])(?:{letters})(?![A-Za-z}}])", name, pattern)
    sound = all(name in pattern for name in ("{day}", "{month}", "{year}"))
    return pattern if sound else OPEN


def _conjunction(locale: Locale, kind: str) -> str:
    pattern = str(dict(locale.list_patterns.get(kind, {})).get("2", ""))
    word = pattern.replace("{0}", "").replace("{1}", "").strip(" ,")
    return word or OPEN


def _parties() -> str:
    blocks = []
    for party, choices in _PARTIES.items():
        for choice in choices:
            blocks.append(
                f"\n[{party}.{choice}]\nform = {_quoted(OPEN)}\nplural = {_quoted(OPEN)}\n"
                f"gender = {_quoted(OPEN)}\n"
            )
    return "".join(blocks)


def _titles(titles: Iterable[tuple[str, str]]) -> str:
    lines = [
        "\n# The official title of each instrument. Do not translate one: copy it.",
        "[titles]",
    ]
    for name, title in titles:
        lines += [f"# {' '.join(title.split())}", f"{_quoted(name)} = {_quoted(OPEN)}"]
    return "\n".join(lines) + "\n" if len(lines) > 2 else ""


def _fill(name: str, values: dict[str, str]) -> str:
    text = (files("clausekit.language") / "scaffold" / name).read_text("utf-8")
    return re.sub(r"<<(\w+)>>", lambda found: values[found[1]], text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _locale(tag: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        raise _strange(tag, "Use a code of ISO 639, and of ISO 3166 for a country.") from None


def _strange(tag: str, hint: str) -> UnknownName:
    return UnknownName(Fault("language.unknown", f"There is no language {tag!r}.", hint=hint))


def _present(tag: str) -> InputError:
    message = f"The language {tag!r} is there already."
    return InputError(Fault("templates.present", message, tag, "Edit its files."))
