"""Translations out to an agency or a reviewer, and back in: XLIFF, TMX, TBX, Word.

What goes out carries the key of each text and a stamp of both wordings. What comes back is
judged text by text; a text that fails stays as it was. It imports nothing at the top, so that a
command that exchanges nothing pays nothing.
"""
