"""Whether an outbox gets rid of what it holds."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from tocsin.domain.delivery import SCHEDULE, Delivery
from tocsin.domain.ledger import Ledger
from tocsin.domain.sending import channel_off
from tocsin.domain.stage import State

_EVER = datetime.max.replace(tzinfo=UTC)


def undelivered(state: State, channels: Iterable[str], now: datetime, patience: timedelta) -> str | None:
    """Return which of `channels` is switched off, or has not taken a message for longer than `patience`; or None.

    What waits for a digest or the end of quiet hours is in time, and what is told again as long as it lasts is told.
    """
    ledger = Ledger(state)
    for channel in channels:
        if channel_off(ledger, channel) is not None:
            return f"channel {channel!r} is switched off"
    for _, record in state.due(_EVER):
        if isinstance(record, Delivery) and record.message != "firing" and record.next_at is not None:
            since = record.next_at - sum(SCHEDULE[: record.attempts + 1], timedelta(0))
            if since < now - patience:
                return f"channel {record.channel!r} has not taken a message since {since:%Y-%m-%d %H:%M} UTC"
    return None
