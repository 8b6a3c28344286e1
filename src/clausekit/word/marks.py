"""The marks of fields: where one begins, what its instruction says, and where it ends.

Source:
    ECMA-376 part 1, 17.16.18 (``fldChar``), 17.16.19 (``fldSimple``), 17.16.23 (``instrText``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from clausekit.word.markup import local_name, w

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["LONGEST", "Field", "Fields", "State", "bound_controls", "named_by", "read_fields"]

_MARK, _SIMPLE = w("fldChar"), w("fldSimple")
_INSTRUCTIONS: Final = (w("instrText"), w("delInstrText"))
_TEXTS: Final = (w("t"), w("delText"))
_PIECES: Final = (_MARK, _SIMPLE, *_INSTRUCTIONS)
_DEEPEST: Final = 20
"""As many fields as may stand one inside the other."""
_SAID: Final = {
    **dict.fromkeys((w("p"), w("tab"), w("br"), w("cr")), "\n"),
    **dict.fromkeys((w("noBreakHyphen"), w("softHyphen")), "-"),
}
"""What else an instruction says."""
_NAME: Final = re.compile(r"\s*([A-Za-z]+|=|\S?)")
_DELETED: Final = (w("delInstrText"), w("delText"))
_KINDS: Final = ("begin", "separate", "end")
_BOXES: Final = tuple(w(name) for name in ("comment", "endnote", "footnote", "txbxContent"))
"""Texts of their own, in which a field begins and ends."""
_NOTE_MARK: Final = w("footnoteReference")
LONGEST: Final = 10_000
"""Letters of an instruction; one with an address has some hundred."""
_IN_INSTRUCTION: Final = frozenset(
    w(name)
    for name in (
        "bookmarkEnd", "bookmarkStart", "br", "cr", "lastRenderedPageBreak", "noBreakHyphen", "p",
        "proofErr", "r", "softHyphen", "tab",
    )
) | {_MARK, _SIMPLE, *_INSTRUCTIONS}  # fmt: skip
"""What may stand between the beginning of a field and its result."""
_PROPERTIES: Final = (w("rPr"), w("pPr"), _MARK)
"""Whose content may stand there too."""
_MOST: Final = 20
_SHOWN: Final = 40
_CHOICES: Final = ("{*}Choice", "{*}Fallback")


@dataclass(slots=True, eq=False)
class Field:
    """A field.

    Args:
        choice: The form for newer or older readers in which it begins; None outside of any.
        words: The pieces of its instruction.
        before: Those before the first field inside it.
        region: All text before its result, that of the fields inside it included.
        nested: Whether a field stands in its instruction.
        separated: Whether its result has begun.
        split: Whether it goes on in another form than the one in which it began.
        odd: What else stands in its instruction; empty for nothing.
        holder: The element that holds the run in which it begins.
        length: Letters of its region.
    """

    choice: etree._Element | None = None
    words: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    region: list[str] = field(default_factory=list)
    nested: bool = False
    separated: bool = False
    split: bool = False
    odd: str = ""
    holder: etree._Element | None = None
    length: int = 0

    @property
    def kind(self) -> str:
        """The name of the field, such as ``PAGE``; empty where it says none."""
        found = _NAME.match("".join(self.words))
        return found[1].upper() if found else ""

    def hear(self, words: list[str], *, own: bool) -> None:
        """Take words of the instruction, its own or those of a field inside it."""
        self.length += sum(map(len, words))
        if self.length > LONGEST:
            self.odd = self.odd or f"more than {LONGEST} letters"
            return
        said = [word for word in words if word]
        self.region += said
        if own:
            self.words += said


State = tuple[tuple[Field, ...], bool]
"""The fields in which a text stands, and whether any of them is still at its instruction."""

_FORM_NAME: Final = w("name")
_OUT: Final[State] = ((), False)


@dataclass(slots=True)
class Fields:
    """The fields of a part.

    Args:
        fields: All of them.
        odd: Marks that stand where none can, in words.
        bound: The content controls that take their text from data.
        states: Where each text, and each mark of a footnote, stands that is inside a field.
        simple: The fields that each element of a simple field is: one, or it is odd.
    """

    fields: list[Field] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    bound: frozenset[etree._Element] = frozenset()
    states: dict[etree._Element, State] = field(default_factory=dict)
    simple: dict[etree._Element, list[Field]] = field(default_factory=dict)

    def tell(self, problem: str) -> None:
        """Note what is wrong, as often as anybody reads it."""
        if len(self.odd) < _MOST:
            self.odd.append(problem)

    def state(self, text: etree._Element) -> State:
        """Return where a text or the mark of a note stands among fields."""
        return self.states.get(text, _OUT)

    def around(self, text: etree._Element) -> list[Field]:
        """Return all fields in which a text stands, with those around its text box."""
        found = [*self.state(text)[0]]
        for holder in text.iterancestors(_SIMPLE, *_BOXES):
            found += self.simple[holder] if holder.tag == _SIMPLE else self.state(holder)[0]
        return found


def bound_controls(root: etree._Element) -> frozenset[etree._Element]:
    """Return the content controls of a part that take their text from data."""
    properties = (binding.getparent() for binding in root.iter("{*}dataBinding"))
    controls = (one.getparent() for one in properties if one is not None)
    return frozenset(control for control in controls if control is not None)


def named_by(root: etree._Element) -> set[str]:
    """Return the names, in lower case, under which fields keep something, as bookmarks do.

    Each word that they say may be one: ``SET``, ``SEQ`` and fields of forms have names.
    """
    found = {word for one in read_fields(root).fields for word in _names("".join(one.words))}
    return found | {one.get(w("val"), "").casefold() for one in root.iter(_FORM_NAME)}


def _names(words: str) -> list[str]:
    return words.casefold().replace('"', " ").split()


def read_fields(root: etree._Element) -> Fields:
    """Read the fields of a part. A text box in the midst of one is a text of its own."""
    found = Fields(bound=bound_controls(root))
    stacks: dict[etree._Element | None, list[Field]] = {}
    boxes: dict[etree._Element, etree._Element | None] = {}
    if next(root.iter(_MARK, _SIMPLE, *_INSTRUCTIONS), None) is None:
        return found
    for element in root.iter("*"):
        tag = element.tag
        if not stacks and tag not in _PIECES:
            continue
        box = _box(element, boxes)
        if tag == _MARK or tag in _INSTRUCTIONS:
            _take_mark(element, stacks.setdefault(box, []), found)
        elif tag == _SIMPLE:
            _take_simple(element, stacks.get(box, []), found)
        elif open_ := stacks.get(box):
            _take_other(element, open_, found)
        if not stacks.get(box):
            stacks.pop(box, None)
    for left in stacks.values():
        found.fields += left
    return found


def _box(
    element: etree._Element, boxes: dict[etree._Element, etree._Element | None]
) -> etree._Element | None:
    """Return the text of its own in which an element stands; what holds it is asked once."""
    parent = element.getparent()
    if parent is None:
        return None
    if parent not in boxes:
        boxes[parent] = (
            parent if parent.tag in _BOXES else next(parent.iterancestors(*_BOXES), None)
        )
    return boxes[parent]


def _take_mark(element: etree._Element, open_: list[Field], found: Fields) -> None:
    kinds = _values(element, "fldCharType") if element.tag == _MARK else []
    if element.tag == _MARK and (len(kinds) != 1 or kinds[0] not in _KINDS):
        found.tell("a mark that neither begins, separates nor ends")
        return
    choice = next(element.iterancestors(*_CHOICES), None)
    if kinds == ["begin"] and len(open_) >= _DEEPEST:
        found.tell(f"more than {_DEEPEST} inside each other")
        return
    if kinds == ["begin"]:
        _enter(open_)
        open_.append(Field(choice, holder=_holder(element)))
        if found.bound and any(one in found.bound for one in element.iterancestors(w("sdt"))):
            open_[-1].odd = "data to which a control is bound"
        return
    if not open_:
        found.tell(f"{local_name(element)} outside a field")
        if not kinds:
            words = _words(element)
            said = Field(choice)
            said.hear(words, own=True)
            said.before = said.words
            found.fields.append(said)
        return
    current = open_[-1]
    current.split |= choice is not current.choice
    here = _holder(element)
    beside = not current.separated
    if here is not current.holder and not _are_paragraphs(here, current.holder, beside=beside):
        current.odd = current.odd or "the end of what it began in"
    if not kinds:
        if element.tag in _DELETED:
            current.odd = current.odd or "deleted text"
        _say(open_, _words(element))
    elif kinds == ["separate"]:
        if current.separated:
            current.odd = current.odd or "a second beginning of its result"
        current.separated = True
    else:
        found.fields.append(open_.pop())


def _take_simple(element: etree._Element, open_: list[Field], found: Fields) -> None:
    _enter(open_)
    for simple in found.simple.setdefault(element, [*_simple_fields(element)]):
        found.fields.append(simple)
        for outer in open_:
            if not outer.separated:
                outer.hear(simple.words, own=False)


def _simple_fields(element: etree._Element) -> Iterator[Field]:
    """Yield a field for each instruction that an element has; more than one are odd."""
    for words in _values(element, "instr"):
        simple = Field()
        simple.hear([words], own=True)
        simple.before = simple.words
        yield simple


def _take_other(element: etree._Element, open_: list[Field], found: Fields) -> None:
    waiting = [one for one in open_ if not one.separated]
    if element.tag in _TEXTS or element.tag in _BOXES or element.tag == _NOTE_MARK:
        found.states[element] = (tuple(open_), bool(waiting))
    if element.tag in _TEXTS and waiting:
        # Of the fields around it this is instruction; and Word takes it for one anyway.
        _say(open_, _words(element))
    if open_[-1].separated or next(element.iterancestors(*_PROPERTIES), None) is not None:
        return
    if element.tag in _SAID:
        _say(open_, [_SAID[str(element.tag)]])
    if element.tag not in _IN_INSTRUCTION and element.tag not in _PROPERTIES:
        open_[-1].odd = open_[-1].odd or local_name(element)[:_SHOWN]


def _enter(open_: list[Field]) -> None:
    """Note that a field begins inside those that are open."""
    if open_ and not open_[-1].separated:
        if not open_[-1].nested:
            open_[-1].before = list(open_[-1].words)
        open_[-1].nested = True


def _say(open_: list[Field], words: list[str]) -> None:
    """Add words to the innermost field, and to what stands before the results of those around."""
    for one in open_:
        if not one.separated:
            one.hear(words, own=one is open_[-1])


def _holder(mark: etree._Element) -> etree._Element | None:
    """Return what holds the run of a mark."""
    run = mark.getparent()
    return run.getparent() if run is not None else None


def _are_paragraphs(
    one: etree._Element | None, other: etree._Element | None, *, beside: bool
) -> bool:
    """Tell whether both are paragraphs, and stand in the same place where they must."""
    if one is None or other is None or not one.tag == other.tag == w("p"):
        return False
    return not beside or one.getparent() is other.getparent()


def _words(element: etree._Element) -> list[str]:
    return [element.text or "", *(child.tail or "" for child in element)]


def _values(element: etree._Element, name: str) -> list[str]:
    """Return the values of all attributes with a name, in whatever namespace."""
    return [
        str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name
    ]
