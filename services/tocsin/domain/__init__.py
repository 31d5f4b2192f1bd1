"""The words of a crisis desk as immutable models, and the pure folds over them.

Nothing here reads a clock, a file or the network: *now* arrives in a tick or an argument.
"""
