"""What there is: clauses, ladders, instruments, document plans and risk lists."""
