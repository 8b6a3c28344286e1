"""What a tag may say.

A frame is a stranger's file. A tag may name a fact, pass it through a few filters, and depend on
a condition. Everything else that Jinja could do is refused here, and the sandbox stands behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jinja2 import TemplateSyntaxError, nodes

from clausekit.errors import Fault, nearest
from clausekit.model.document import FACT_NAMES
from clausekit.word.sandbox import FILTERS, environment
from clausekit.word.tags import SLOT_NAMES, Tag
from clausekit.word.text import invalid_character

__all__ = ["TOO_DEEP", "judge_tag", "strange_nodes"]

TOO_DEEP: Final = (MemoryError, RecursionError, SyntaxError, ValueError)
"""What Jinja and Python raise for a tag that is nested too deeply, or holds too long a number."""

LONGEST_TAG: Final = 1_000
"""Characters of a tag; a condition on two facts has a tenth of them."""
DEEPEST_TAG: Final = 25
"""As many nodes of a tag as may stand one inside the other."""
_QUOTES: Final = re.compile("[“”„‟‘’‚‛«»]")
_NODES: Final = (
    nodes.Output,
    nodes.If,
    nodes.Name,
    nodes.Const,
    nodes.Filter,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.CondExpr,
    nodes.TemplateData,
)
_ARGUMENTS: Final = {"default": 2}
"""How many arguments a filter may have; the others have none."""
_ALLOWED: Final = (
    f"A tag may name a fact, use if, elif, else and endif, and the filters {', '.join(FILTERS)}."
)


def judge_tag(tag: Tag) -> Iterator[Fault]:
    """Yield the faults in what a tag says."""
    if tag.form in ("r", "tc"):
        yield tag.fault(
            "frame.forbidden", f"The form {tag.form!r} of tags cannot be used", _ALLOWED
        )
        return
    if tag.opener == "{#":
        return
    if _QUOTES.search(tag.body):
        yield tag.fault(
            "frame.curly-quotes",
            "A tag has curly quotes",
            "Use straight quotes: undo Word's correction with Ctrl+Z right after typing.",
        )
        return
    if re.match(r"[-+]", tag.text[2:]) or re.search(r"[-+]$", tag.text[:-2]):
        yield tag.fault("frame.forbidden", "A tag cannot swallow the space around it", _ALLOWED)
        return
    if tag.opener == "{%":
        yield from _judge_statement(tag)
    elif tag.form == "tr":
        yield tag.fault("frame.forbidden", "A value cannot replace a row of a table", _ALLOWED)
    elif tag.form == "p":
        yield from _judge_slot(tag)
    else:
        yield from _judge_expression(tag, "{{ " + tag.body + " }}")


def _judge_statement(tag: Tag) -> Iterator[Fault]:
    word, _, rest = tag.body.partition(" ")
    if word in ("if", "elif"):
        yield from _judge_expression(tag, "{% if " + rest + " %}{% endif %}")
    elif word not in ("else", "endif"):
        yield tag.fault("frame.forbidden", f"{word or 'An empty tag'!r} cannot be used", _ALLOWED)
    elif rest:
        yield tag.fault("frame.broken-tag", f"Nothing may follow {word!r}")


def _judge_slot(tag: Tag) -> Iterator[Fault]:
    if tag.body in FACT_NAMES:
        yield tag.fault(
            "frame.fact-form",
            "A fact cannot replace a paragraph",
            f"Write {{{{ {tag.body} }}}}, without the p.",
        )
    elif tag.body not in SLOT_NAMES:
        yield tag.fault(
            "frame.unknown-slot", "There is no such place for blocks", nearest(tag.body, SLOT_NAMES)
        )


def _judge_expression(tag: Tag, source: str) -> Iterator[Fault]:
    try:
        tree = environment().parse(source) if len(source) <= LONGEST_TAG else None
        if tree is None or _too_deep(tree):
            yield tag.fault("frame.broken-tag", "A tag is too long or nested too deeply")
            return
        faults = list(_judge_tree(tag, tree))
        if not faults:
            # Python has limits of its own for what Jinja makes of a tag.
            environment().from_string(source)
    except TemplateSyntaxError as error:
        said = f"A tag cannot be read ({error.message})"
        faults = [
            tag.fault("frame.broken-tag", said, "Write {{ buyer_name }} or {% if supplier_name %}.")
        ]
    except TOO_DEEP:
        faults = [tag.fault("frame.broken-tag", "A tag is too long or nested too deeply")]
    yield from faults


def _too_deep(tree: nodes.Node) -> bool:
    """Tell whether a tag is nested deeper than Jinja compiles in reasonable time.

    Its compiler looks at every node once for each node above it, and more: a chain of 180 filters
    takes ten seconds.
    """
    level = [tree]
    for _ in range(DEEPEST_TAG):
        level = [child for node in level for child in node.iter_child_nodes()]
    return bool(level)


def _judge_tree(tag: Tag, tree: nodes.Template) -> Iterator[Fault]:
    for node in tree.find_all(nodes.Filter):
        if node.name not in FILTERS:
            yield tag.fault(
                "frame.forbidden", f"There is no filter {node.name!r}", nearest(node.name, FILTERS)
            )
            return
    if strange_nodes(tree):
        yield tag.fault("frame.forbidden", "A tag does what no template may do", _ALLOWED)
        return
    for name in tree.find_all(nodes.Name):
        if name.name in SLOT_NAMES:
            yield tag.fault(
                "frame.slot-form",
                "Blocks need a paragraph of their own",
                f"Write {{{{p {name.name} }}}}, alone in its paragraph.",
            )
        elif name.name not in FACT_NAMES:
            hint = nearest(name.name, FACT_NAMES)
            yield tag.fault("frame.unknown-name", f"There is no fact {name.name!r}", hint)


def strange_nodes(tree: nodes.Template) -> list[nodes.Node]:
    """Return what no template may do: calls, attributes, loops, imports, numbers, arithmetic.

    Example:
        >>> strange_nodes(environment().parse("{{ buyer_name.upper() }}"))[0].__class__.__name__
        'Call'
    """
    return [node for node in tree.find_all(nodes.Node) if _is_strange(node)]


def _is_strange(node: nodes.Node) -> bool:
    # Whatever passes must work with every value that a fact can have.
    match node:
        case nodes.Filter():
            return (
                len(node.args) > _ARGUMENTS.get(node.name or "", 0)
                or bool(node.kwargs)
                or node.dyn_args is not None
                or node.dyn_kwargs is not None
            )
        case nodes.Operand():
            return node.op not in ("eq", "ne")
        case nodes.CondExpr():
            return node.expr2 is None
        case nodes.Const(value=str(text)):
            return bool(invalid_character(text))
        case nodes.Const():
            return not (node.value is None or isinstance(node.value, bool))
    return not isinstance(node, _NODES)
