"""Deadlines: who requires whom to do what by when, and what has become of it."""

from tocsin.extraction.deadlines.reader import read_deadlines
from tocsin.extraction.deadlines.reading import DeadlineReading

__all__ = ["DeadlineReading", "read_deadlines"]
