"""Forms that readers choose from: whichever they take, the text must be the same.

Word writes a drawing in two forms, for itself and for older readers, and some signs. Which form
a program takes hangs on the vocabularies that it knows; so whatever differs between them is said to
some and not to others.

Source:
    ECMA-376 part 3 (markup compatibility), 7 and 9.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.markup import MC, OFF, local_name, w
from clausekit.word.names import WPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

__all__ = ["check_choices", "check_demands"]

_ALTERNATE, _CHOICE = f"{{{MC}}}AlternateContent", f"{{{MC}}}Choice"
_MUST: Final = f"{{{MC}}}MustUnderstand"
_TAKEN: Final = {
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": WPS,
}
"""What Word has known since 2010, and LibreOffice knows by these very names."""
_DRAWN: Final = (w("drawing"), w("pict"))
_SIGN: Final = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
"""A sign outside of what two bytes can count, with its font."""
_FONTS: Final = w("rFonts")
_LONGEST: Final = 16
"""Characters of a sign: an emoji may be put together of several."""
_SAID: Final = {
    **dict.fromkeys((w("br"), w("cr"), w("tab")), " "), w("noBreakHyphen"): "-",
    w("softHyphen"): "",
}  # fmt: skip
"""What else is read as text."""
_SIGNS: Final = ("font", "char")
"""What says which sign stands there that is written by its number."""
_HIDDEN: Final = ("visibility:hidden", "display:none")
_BLANKS: Final = re.compile(r"\s+")
_MANY: Final = 2_000
"""Choices in a part; each asks for the vocabularies that it knows."""
_DEEPEST: Final = 5
"""Choices inside each other; each is read again for those around it."""
_MOST: Final = 20
_SHOWN: Final = 60


def check_choices(root: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for text that some readers show and others do not.

    Args:
        root: A part with text.
        where: Its place, for messages.
    """
    told = dict.fromkeys(_problems(root))
    for problem in list(told)[:_MOST]:
        yield Fault(
            "frame.misplaced",
            f"Readers would show different text: {problem}.",
            where,
            "Make that drawing or sign anew in Word, or take it out.",
        )


def check_demands(root: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for a part that only those who know a vocabulary may open."""
    if any(_MUST in element.attrib for element in root.iter("*")):
        yield Fault(
            "frame.misplaced",
            "The part asks its readers to know a vocabulary (MustUnderstand); others do not open "
            "it.",
            where,
            "Open the file in Word and save it again.",
        )


def _problems(root: etree._Element) -> Iterator[str]:
    choices = list(islice(root.iter(_ALTERNATE), _MANY + 1))
    if len(choices) > _MANY:
        yield f"the part has more than {_MANY} choices"
        return
    for element in choices:
        yield from _judge(element)
    if any(next(one.iter(w("t")), None) is not None for one in dict.fromkeys(_hidden(root))):
        yield "a drawing with text is hidden, which not all programs heed"


def _hidden(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the drawings that are hidden."""
    for element in root.iter("{*}docPr"):
        parent = element.getparent()
        if parent is not None and element.get("hidden", "0") not in OFF:
            yield parent
    for element in root.iter("{urn:schemas-microsoft-com:vml}*"):
        style = "".join(element.get("style", "").split()).casefold()
        if any(one in style for one in _HIDDEN):
            yield element


def _judge(choice: etree._Element) -> Iterator[str]:
    """Tell what is wrong with the forms of one thing."""
    forms = [*choice.iterchildren("*")]
    if not forms:
        yield "there is a choice without a form"
        return
    parent = choice.getparent()
    above = str(parent.tag) if parent is not None else ""
    inside = [child for form in forms for child in form.iterchildren("*")]
    if above == w("rPr"):
        if any(child.tag != _FONTS for child in inside):
            yield "there is a choice in the properties of a text"
        return
    if above == w("r"):
        if _is_sign(forms):
            return
        if any(child.tag not in _DRAWN for child in inside):
            yield "there is a choice between other things than drawings"
            return
    elif next(choice.iterancestors(*_DRAWN), None) is None:
        yield f"there is a choice in {above.rpartition('}')[2][:_SHOWN]}"
        return
    if len(list(islice(choice.iterancestors(_ALTERNATE), _DEEPEST))) == _DEEPEST:
        yield "choices lie too deep in each other"
        return
    said = [_said(form) for form in forms]
    if len(set(said)) == 1 and (not said[0] or forms[-1].tag != _CHOICE):
        return
    if not any(said[1:]) and forms[0].tag == _CHOICE and _is_taken(forms[0]):
        return
    first, *others = [text[:_SHOWN] for text in said]
    other = next((text for text in others if text != first), "")
    yield f"the forms of a drawing say {first!r} and {other!r}"


def _is_sign(forms: list[etree._Element]) -> bool:
    """Tell whether the forms are those of a sign, as a number and as a character."""
    if len(forms) != 2 or any(len(form) > 1 for form in forms):
        return False
    one, other = ([*form.iterchildren("*")] for form in forms)
    text = other[0].text or "" if other and other[0].tag == w("t") else ""
    return (
        all(child.tag == _SIGN for child in one)
        and 0 < len(text) <= _LONGEST
        and not any(unicodedata.category(sign) in ("Lu", "Ll", "Lt", "Lo", "Nd") for sign in text)
    )


def _is_taken(form: etree._Element) -> bool:
    """Tell whether all programs that matter take a form."""
    required = set(form.get("Requires", "").split())
    known = form.nsmap  # lxml makes it anew each time
    return bool(required) and all(
        prefix in _TAKEN and known.get(prefix) == _TAKEN[prefix] for prefix in required
    )


def _said(form: etree._Element) -> str:
    """Return the words of a form; of a choice inside it those of its first."""
    words: list[str] = []
    _say(form, words, [])
    return "".join(words).strip()


def _say(element: etree._Element, words: list[str], solid: list[str]) -> int:
    """Add the words in an element, and count their letters.

    Args:
        element: What is read.
        words: They are added to these.
        solid: To these without blanks, and to nothing where they are blank.
    """
    begin, letters, path = len(solid), 0, ""
    for child in element.iterchildren("*"):
        name = local_name(child)
        said = ""
        if child.tag == _ALTERNATE:
            first = next(child.iterchildren("*"), None)
            letters += _say(first, words, solid) if first is not None else 0
        elif name == "t":
            said = child.text or ""
        elif name == "instrText":
            said = (child.text or "").strip()
        elif child.tag in _SAID:
            said = _SAID[str(child.tag)]
        elif child.tag == w("sym"):
            said = "".join(child.get(w(key), "") for key in _SIGNS)
        elif name == "textpath":
            path += child.get("string", "")
        else:
            letters += _say(child, words, solid)
            said = "\n" if child.tag == w("p") else ""
        letters += _add(said, words, solid)
    # Text along a path stands in the box of its shape too, for those who draw none. It is compared
    # with what is as long, so that a deep tree is not read again at each of its depths.
    drawn = _BLANKS.sub("", path)
    if len(drawn) != letters or drawn != "".join(solid[begin:]):
        letters += _add(path, words, solid)
    return letters


def _add(said: str, words: list[str], solid: list[str]) -> int:
    if said:
        words.append(said)
    if bare := _BLANKS.sub("", said):
        solid.append(bare)
    return len(bare)
