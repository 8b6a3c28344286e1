"""Checks of translations: what a lawyer or a linguist should look at, as data.

A check is a generator over a text in English, its translation and the tables of the language. It
imports nothing at the top, so that a command that checks nothing pays nothing.
"""
