"""The wording of a clause, read into its pieces.

A translator writes the sentence as it reads for the default name of a party, with names in
braces: ``Las obligaciones del {supplier}``. ``{supplier:obligado|obligada}`` agrees with the
party, ``{supplier:deberá/deberán}`` with its number, ``{ref:fl.fees}`` points at another clause.
``{{`` and ``}}`` are braces that are printed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from clausekit.errors import Fault, LanguageError
from clausekit.record import record

__all__ = ["Literal", "Placeholder", "Ref", "parse", "placeholders"]

_INSIDE = re.compile(
    r"ref:(?P<target>[A-Za-z0-9_][\w./-]*)"
    r"|(?P<name>[A-Za-z_][\w.-]*)(?P<plural>\+)?(?::(?P<spec>.+))?",
    re.DOTALL,
)
_WORDS = re.compile("[^{}]+")
_BRACE = re.compile("[{}]")
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_CONTROL = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_UNFIT = re.compile(f"[{_PRIVATE}{_CONTROL}]")
_IS_PRIVATE = re.compile(f"[{_PRIVATE}]")
_MOST = 100
"""As many faults as are told of one text."""
_STYLES = frozenset({"f", "m", "n", "words", "figures", "both"})


@record
class Literal:
    """Words that are printed as they stand."""

    text: str


@record
class Ref:
    """A reference to another clause, to be numbered when the document is put together."""

    target: str


@record
class Placeholder:
    """A place for a party, a quantity or a fact.

    Attributes:
        name: What stands here.
        plural: Whether the plural of a party's name is wanted.
        styles: How a number is written: a gender, ``words`` or ``figures``.
        forms: Forms that agree with the name: by number, then by gender.
        column: Where the placeholder starts in the wording, counted from one.
    """

    name: str
    plural: bool = False
    styles: tuple[str, ...] = ()
    forms: tuple[tuple[str, ...], ...] = ()
    column: int = 1


@lru_cache(maxsize=8192)
def parse(text: str) -> tuple[Literal | Placeholder | Ref, ...]:
    """Read the wording of a clause into its pieces.

    Args:
        text: The wording with its placeholders.

    Returns:
        Words, placeholders and references in their order.

    Raises:
        LanguageError: A brace has no partner, a placeholder cannot be read or a character cannot
            be printed; the first hundred such places are told.

    Example:
        >>> parse("Pay {amount}.")[1]
        Placeholder(name='amount', plural=False, styles=(), forms=(), column=5)
    """
    pieces: list[Literal | Placeholder | Ref] = []
    faults = [_unfit(found) for found in islice(_UNFIT.finditer(text), _MOST)]
    words: list[str] = []

    def close_words() -> None:
        if words:
            pieces.append(Literal("".join(words)))
            words.clear()

    at = 0
    while at < len(text) and len(faults) < _MOST:
        plain = _WORDS.match(text, at)
        if plain is not None:
            words.append(plain[0])
            at = plain.end()
        elif text.startswith(("{{", "}}"), at):
            words.append(text[at])
            at += 2
        elif text[at] == "}":
            faults.append(_unbalanced(at, "A closing brace has no opening one."))
            at += 1
        else:
            end = _find_end(text, at)
            if end is None:
                faults.append(_unbalanced(at, "An opening brace is never closed."))
                at += 1
                continue
            found = _read(text[at + 1 : end], at + 1)
            if isinstance(found, Fault):
                faults.append(found)
            else:
                close_words()
                pieces.append(found)
            at = end + 1
    close_words()
    if faults:
        raise LanguageError(*faults)
    return tuple(pieces)


def placeholders(text: str) -> frozenset[str]:
    """Return the names and references that a wording uses, to compare it with its translation.

    Example:
        >>> sorted(placeholders("{supplier:is/are} told within {notice}; see {ref:fl.fees}"))
        ['notice', 'ref:fl.fees', 'supplier']
    """
    return frozenset(
        f"ref:{piece.target}" if isinstance(piece, Ref) else piece.name
        for piece in parse(text)
        if not isinstance(piece, Literal)
    )


def _unfit(found: re.Match[str]) -> Fault:
    where = f"column {found.start() + 1}"
    name = f"U+{ord(found[0]):04X}"
    if _IS_PRIVATE.fullmatch(found[0]):
        return Fault(
            "language.private-character",
            f"The character {name} has no meaning that everybody shares.",
            where=where,
            hint="Write a character that every font knows.",
        )
    return Fault(
        "language.control-character",
        f"The character {name} is no text.",
        where=where,
        hint="Take it out; wording has no line breaks or tabs.",
    )


def _find_end(text: str, start: int) -> int | None:
    # The next brace decides. To look for each kind by itself would read on to the end of the text.
    found = _BRACE.search(text, start + 1)
    return found.start() if found is not None and found[0] == "}" else None


def _unbalanced(at: int, message: str) -> Fault:
    return Fault(
        "language.unbalanced-brace",
        message,
        where=f"column {at + 1}",
        hint="Write {{ or }} for a brace that is printed.",
    )


def _read(inside: str, column: int) -> Placeholder | Ref | Fault:
    read = _INSIDE.fullmatch(inside)
    where = f"column {column}"
    if read is None:
        return Fault(
            "language.bad-placeholder",
            f"Cannot read the placeholder {{{inside}}}.",
            where=where,
            hint="Write {name}, {name+}, {name:one|other} or {ref:clause.id}.",
        )
    if read["target"]:
        return Ref(read["target"])
    spec = read["spec"] or ""
    if "|" in spec or "/" in spec:
        forms = tuple(tuple(number.split("|")) for number in spec.split("/"))
        if len(forms) > 2 or len({len(number) for number in forms}) > 1:
            return Fault(
                "language.bad-agreement",
                f"The forms {spec!r} do not fit together.",
                where=where,
                hint="Write one form for each gender, parted by |, then after / the plural ones.",
            )
        return Placeholder(read["name"], bool(read["plural"]), (), forms, column)
    styles = tuple(re.split(r"[\s,]+", spec.strip())) if spec.strip() else ()
    if not _STYLES.issuperset(styles):
        return Fault(
            "language.bad-agreement",
            f"Cannot read {spec!r} in the placeholder {{{inside}}}.",
            where=where,
            hint="Write forms parted by | or /, or one of: f, m, words, figures.",
        )
    return Placeholder(read["name"], bool(read["plural"]), styles, (), column)
