"""The core of a clause: the one sentence that says most of what it asks."""

from __future__ import annotations

import re

from clausekit.assembly.setting import Setting
from clausekit.model.clause import Clause, Obligor
from clausekit.model.document import Line
from clausekit.model.wording import Paragraph

# The English wording decides, so that the core is the same paragraph in every language.
_DUTY = re.compile(
    r"(?:^|[.,;] )(?:[Tt]he )?\{supplier\}[^.;]*?\bshall\b"
    r"|(?:[Ee]ach party|[Nn]either party|[Tt]he parties) shall"
)

__all__ = ["binds_supplier", "core_of"]


def binds_supplier(clause: Clause) -> bool:
    """Tell whether *clause* asks something of the supplier."""
    return clause.obligor is not Obligor.BUYER


def core_of(clause: Clause, setting: Setting) -> tuple[Line, ...]:
    """Return the first paragraph that obliges the supplier, with its items, without its notes."""
    article = setting.articles[clause.id]
    standing = [paragraph for _, paragraph in article.paragraphs]
    core = next((p for p in standing if _obliges_supplier(p)), standing[0])
    key, values = f"{clause.id}/paragraph.{core.id}", setting.clause_values(clause)
    return setting.composer.lettered(key, len(core.items), values)


def _obliges_supplier(paragraph: Paragraph) -> bool:
    return paragraph.nature is not None and bool(_DUTY.search(paragraph.text))
