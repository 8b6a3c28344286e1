"""What a package carries ready-made of the frames: each of them, read, checked and tried out."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.resources import templates_root
from clausekit.word.compiled import FOLDER, compiled_frame, pack_frame
from clausekit.word.frame import Frame

__all__ = ["compiled_frames"]


def compiled_frames() -> Iterator[tuple[str, bytes]]:
    """Yield each compiled frame by its path inside the package.

    Raises:
        FrameError: A shipped frame is not sound.
    """
    root = templates_root()
    for folder in sorted(root.iterdir(), key=lambda folder: folder.name):
        if not folder.is_dir():
            continue
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if not file.name.endswith(".docx") or file.name.startswith("~"):
                continue
            content = file.read_bytes()
            name = f"templates/{folder.name}/{file.name}"
            packed = pack_frame(Frame.compile(content, name=name), content)
            if packed is not None:
                yield f"word/{FOLDER}/{compiled_frame(folder.name, file.name).name}", packed
