"""From facts to clauses, each with its reason."""
