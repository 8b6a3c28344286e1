"""One render in a process of its own: seconds, processor time and peak memory, as JSON.

    fresh.py clausekit SMALL.json LARGE.json
    fresh.py docxtpl SMALL.json LARGE.json TEMPLATE.docx

The small document goes first, so that imports and templates are out of the way. The memory is that
of the whole process: engine, document and result.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def _clausekit(path: str) -> Callable[[], object]:
    from clausekit import Document, render_docx

    document = Document.model_validate_json(Path(path).read_bytes())
    return lambda: render_docx(document)


def _docxtpl(path: str, template: str) -> Callable[[], object]:
    import io
    from types import SimpleNamespace

    from docxtpl import DocxTemplate

    text = Path(path).read_bytes()
    values = vars(json.loads(text, object_hook=lambda found: SimpleNamespace(**found)))

    def render() -> bytes:
        document = DocxTemplate(template)
        document.render(values, autoescape=True)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return render


def peak_kib() -> int:
    """Return the most memory that this process has held, in KiB.

    Linux hands the peak of a parent on to its child in ``getrusage``, so its own account of the
    process comes first where there is one.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


def main() -> None:
    """Render and tell."""
    engine, small, large, *template = sys.argv[1:]
    build = _clausekit if engine == "clausekit" else lambda path: _docxtpl(path, template[0])
    build(small)()
    render = build(large)
    gc.collect()
    start, processor = time.perf_counter(), time.process_time()
    render()
    told = {
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - processor,
        "peak_kib": peak_kib(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
