"""Stances: who is for or against what, read off predicates, their subjects and what they reach."""

from tocsin.extraction.stances.carried import goes_on_with, voice
from tocsin.extraction.stances.chains import Chains
from tocsin.extraction.stances.earlier import Earlier
from tocsin.extraction.stances.folded import POLARITIES, Folded, Silence, Stance, Step
from tocsin.extraction.stances.lexicon import Kind, Lexicon, lexicon
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.reader import read_stances, speakers_of, trace_stances
from tocsin.extraction.stances.standing import standing
from tocsin.extraction.stances.targets import may_refer
from tocsin.extraction.stances.units import quoted_units, units_of
from tocsin.extraction.stances.verbs import Modal

__all__ = [
    "POLARITIES",
    "Chains",
    "Earlier",
    "Folded",
    "Kind",
    "Lexicon",
    "Link",
    "Modal",
    "Silence",
    "Stance",
    "Step",
    "goes_on_with",
    "lexicon",
    "may_refer",
    "quoted_units",
    "read_stances",
    "speakers_of",
    "standing",
    "trace_stances",
    "units_of",
    "voice",
]
