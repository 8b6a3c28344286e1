"""The kinds of document, and the frame that each is printed into."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["BINDING_KINDS", "DocumentKind", "FrameName"]


class FrameName(StrEnum):
    """The Word files that documents are printed into, one for each layout."""

    SUPPLIER_CODE = "supplier-code"
    TENDER_ANNEX = "tender-annex"
    FORM = "form"
    """Forms, letters and files, on upright pages."""
    MATRIX = "matrix"
    """Wide tables, on pages that lie."""


class DocumentKind(StrEnum):
    """The kinds of document that can be assembled.

    Example:
        >>> DocumentKind("tender-annex").binds, DocumentKind.DECLARATION.binds
        (True, False)
    """

    SUPPLIER_CODE = "supplier-code"
    TENDER_ANNEX = "tender-annex"
    VERIFICATION_PLAN = "verification-plan"
    SELF_ASSESSMENT = "self-assessment"
    DECLARATION = "declaration"
    CORRECTIVE_ACTION_PLAN = "corrective-action-plan"
    BUYER_COMMITMENT = "buyer-commitment"
    ALIGNMENT_MATRIX = "alignment-matrix"
    NOTICE_OF_NON_CONFORMITY = "notice-of-non-conformity"
    INFORMATION_REQUEST = "information-request"
    REASONS_FILE = "reasons-file"

    @property
    def binds(self) -> bool:
        """Whether it binds the parties: then it is made of articles."""
        return self in {DocumentKind.SUPPLIER_CODE, DocumentKind.TENDER_ANNEX}

    @property
    def served(self) -> bool:
        """Whether it is a letter that is served on the other party: an act, and no model of one."""
        return self is DocumentKind.NOTICE_OF_NON_CONFORMITY

    @property
    def frame(self) -> FrameName:
        """The frame that it is printed into."""
        if self.binds:
            return FrameName(self.value)
        wide = {DocumentKind.VERIFICATION_PLAN, DocumentKind.ALIGNMENT_MATRIX}
        return FrameName.MATRIX if self in wide else FrameName.FORM


BINDING_KINDS = tuple(kind for kind in DocumentKind if kind.binds)
"""The kinds that bind the parties: the code and the annex."""
