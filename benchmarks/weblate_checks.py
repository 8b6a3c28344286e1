"""Weblate's checks outside Weblate: Django with the least that they import, and stand-in units.

The list of checks is read from Weblate's own source, since importing its models needs a database.
Checks that compare with other texts of a database (consistency, reused translations, many failing
languages) are the only ones that do not run here.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

__all__ = ["load_checks"]


class _Flags(set[str]):
    """What Weblate's checks ask of a unit's flags."""

    def has_value(self, name: str) -> bool:
        return False

    def has_any(self, names: set[str]) -> bool:
        return bool(self & set(names))

    def format(self) -> str:
        return ", ".join(sorted(self))


def load_checks(flags: tuple[str, ...] = ()) -> Callable[[str, str, str, str], frozenset[str]]:
    """Return a function that runs all target checks that Weblate enables by default.

    Args:
        flags: Flags that a project sets for all its texts, such as ``python-brace-format``.

    Raises:
        ImportError: Weblate, or something that its checks import, is not installed.
    """
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False, SECRET_KEY="none", INSTALLED_APPS=[], SITE_DOMAIN="x.y",
                           AUTOFIX_LIST=[], CHECK_LIST=[])  # fmt: skip
    _stand_in()
    checks = [check for check in _checks() if _is_on(check, set(flags))]

    def run(key: str, language: str, source: str, target: str) -> frozenset[str]:
        unit = _unit(language, source, target, flags)
        return frozenset(
            check.check_id for check in checks if check.check_target([source], [target], unit)
        )

    return run


def _stand_in() -> None:
    """Put empty modules where Weblate would reach for its database and for a drawing library."""
    for name, content in (
        ("weblate.checks.models", {"CHECKS": {}}),
        ("weblate.checks.flags", {"TYPED_FLAGS": {}, "PLAIN_FLAGS": {}, "Flags": _Flags}),
        # A project without a glossary: no words to leave untranslated.
        (
            "weblate.glossary.models",
            {"get_glossary_terms": lambda *_, **__: [], "get_glossary_tuples": lambda *_: []},
        ),
        ("weblate.lang.models", {"PluralMapper": None}),
        ("weblate.fonts.utils", {"check_render_size": None, "get_font_weight": None}),
    ):
        module = ModuleType(name)
        module.__dict__.update(content)
        sys.modules.setdefault(name, module)


def _checks() -> Iterator[Any]:
    """Yield every check for targets whose module can be imported."""
    spec = find_spec("weblate")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("No module named 'weblate'")
    models = Path(next(iter(spec.submodule_search_locations))) / "checks" / "models.py"
    names = _listed(ast.parse(models.read_text("utf-8")))
    # "render" draws texts to measure them, for projects that limit their width.
    needs_database = {"consistency", "source", "glossary", "render"}
    for name in names:
        module, _, kind = name.rpartition(".")
        if module.rsplit(".", maxsplit=1)[-1] in needs_database:
            continue
        check = getattr(importlib.import_module(module), kind)()
        if check.target:
            yield check


def _listed(tree: ast.Module) -> tuple[str, ...]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "CHECK_LIST":
            listed: tuple[str, ...] = ast.literal_eval(node.value)
            return listed
    raise ImportError("Weblate's list of checks was not found")


def _is_on(check: Any, flags: set[str]) -> bool:
    return not check.default_disabled or check.enable_string in flags


def _unit(language: str, source: str, target: str, flags: tuple[str, ...]) -> SimpleNamespace:
    def spoken(code: str) -> SimpleNamespace:
        return SimpleNamespace(
            code=code, base_code=code, is_base=lambda codes: code in codes, is_cjk=lambda: False,
            # No form of it fits one text, so Weblate takes the text as it is.
            plural=SimpleNamespace(number=2, examples={0: ["1"], 1: ["2"]}),
        )  # fmt: skip

    component = SimpleNamespace(
        name="clauses", source_language=spoken("en"), file_format="po",
        project=SimpleNamespace(name="clausekit"),
    )  # fmt: skip
    return SimpleNamespace(
        all_flags=_Flags(flags), readonly=False, state=20, source=source, target=target, note="",
        source_string=source, check_cache={}, pk=1,
        get_source_plurals=lambda: [source], get_target_plurals=lambda: [target],
        translation=SimpleNamespace(
            language=spoken(language), component=component, plural=spoken(language).plural
        ),
    )  # fmt: skip
