"""Morale: what makes people work more or less gladly, whatever is paid for it.

`morale` gathers the effects of the others and turns them into joy in the work; each other file is one such effect, as
a share of output: pay against the own expectation, pay against colleagues given what is visible of their contribution,
goals worth trying for and trust in them, recognition, overload, and the rank that people are told.
Every default has a source in the file's `SOURCES` or is an assumption.
"""
