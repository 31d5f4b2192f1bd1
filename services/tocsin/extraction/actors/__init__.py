"""Who is mentioned in an article, by name or otherwise, and whether in a role in which one acts."""

from tocsin.extraction.actors.reader import ActorReader, Scan

__all__ = ["ActorReader", "Scan"]
