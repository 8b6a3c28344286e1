"""The namespaces of WordprocessingML, and of what stands in it."""

from __future__ import annotations

from typing import Final

__all__ = [
    "CONTENT_TYPES", "DRAWING", "MATH", "MC", "REL", "RELATIONSHIPS", "VML", "WP", "WPS", "W",
]  # fmt: skip

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
"""How the namespaces of DrawingML begin."""
WP: Final = f"{DRAWING}/wordprocessingDrawing"
WPS: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
VML: Final = "urn:schemas-microsoft-com:vml"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
