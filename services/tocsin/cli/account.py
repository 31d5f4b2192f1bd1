"""The readable account of a replay."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tocsin.cli import tables
from tocsin.domain.watch import Watch
from tocsin.workers.replay import Replayed


def account(replayed: Replayed, watch: Watch) -> RenderableType:
    """Return what would have been told, and how things stood at the end."""
    heading = Text(f"{watch.title}, as known on {replayed.as_of:%Y-%m-%d at %H:%M} UTC", "bold")
    return Group(
        heading,
        tables.raised(replayed.alerts),
        tables.deadlines(replayed.deadlines, replayed.as_of),
        tables.stances(replayed.stances),
        _flips(replayed),
    )


def _flips(replayed: Replayed) -> Table:
    table = tables.table_of("Changes of side", "at (UTC)", "actor", "target", "from", "to", "article")
    for move in replayed.flips:
        if move.stance is not None and move.previous is not None:
            table.add_row(
                f"{move.stance.since:%Y-%m-%d %H:%M}",
                move.actor,
                move.target,
                move.previous.polarity,
                move.stance.polarity,
                move.stance.evidence[0].article_id,
            )
    if not table.row_count:
        table.caption = "Nobody changed sides."
    return table
