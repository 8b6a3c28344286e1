"""Typed, frozen values: clauses, remedies, instruments, tenders, documents."""
