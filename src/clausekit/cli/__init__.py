"""The command line: one file per command."""

from clausekit.cli.app import main

__all__ = ["main"]
