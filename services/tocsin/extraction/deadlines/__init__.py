"""Deadlines: who requires whom to do what by when, and what has become of it."""

from tocsin.extraction.deadlines.reader import read_deadlines, trace_deadlines
from tocsin.extraction.deadlines.reading import DeadlineReading, DeadlineSilence, DeadlineTrace

__all__ = ["DeadlineReading", "DeadlineSilence", "DeadlineTrace", "read_deadlines", "trace_deadlines"]
