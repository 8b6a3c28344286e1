"""Kinds of document: their frames, which bind, which is served."""

from __future__ import annotations

from clausekit.model.kind import BINDING_KINDS, DocumentKind, FrameName


def test_each_kind_has_its_frame() -> None:
    wide = {DocumentKind.VERIFICATION_PLAN, DocumentKind.ALIGNMENT_MATRIX}
    for kind in DocumentKind:
        if kind.binds:
            assert kind.frame.value == kind.value
        else:
            assert kind.frame is (FrameName.MATRIX if kind in wide else FrameName.FORM)


def test_a_notice_alone_is_served_and_two_kinds_bind() -> None:
    assert [kind for kind in DocumentKind if kind.served] == [DocumentKind.NOTICE_OF_NON_CONFORMITY]
    assert {*BINDING_KINDS} == {DocumentKind.SUPPLIER_CODE, DocumentKind.TENDER_ANNEX}
