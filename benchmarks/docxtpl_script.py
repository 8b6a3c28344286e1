"""What somebody writes who has docxtpl alone: TEMPLATE CONTEXT.json OUTPUT."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

from docxtpl import DocxTemplate


def main() -> None:
    """Fill the template with the context."""
    template, context, output = sys.argv[1:]
    with open(context, "rb") as file:
        values = vars(json.load(file, object_hook=lambda found: SimpleNamespace(**found)))
    document = DocxTemplate(template)
    document.render(values, autoescape=True)
    document.save(output)


if __name__ == "__main__":
    main()
