"""From clauses to one document tree."""
