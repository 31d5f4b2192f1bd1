"""What of a log somebody still needs, however old it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from tocsin.domain.alert import AlertAcknowledged, AlertRaised, AlertResolved
from tocsin.domain.claim import ClaimRetracted, DeadlineClaimed, EventClaimed, StanceClaimed
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.delivery import DeliveryAbandoned, DeliveryAttempted, DeliverySucceeded
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.domain.silence import SilenceEnded, SilenceStarted
from tocsin.domain.stance import StanceChanged
from tocsin.streams.log import SqliteLog
from tocsin.workers.refold import Subject, note, subject_of

_ABOUT_ALERTS = (
    AlertRaised, AlertAcknowledged, AlertResolved, DeliveryAttempted, DeliverySucceeded, DeliveryAbandoned,
)  # fmt: skip

_CITED = """
SELECT DISTINCT cited.value FROM (
    SELECT data FROM stances UNION ALL SELECT data FROM deadlines
    UNION ALL SELECT data FROM alerts WHERE state <> 'resolved'
), json_tree(CAST(data AS TEXT)) AS cited WHERE cited.key = 'claim_id'
"""
# A thread is kept as long as later news of its alert may have to find it.
_OPEN = """
SELECT id FROM alerts WHERE state <> 'resolved'
UNION SELECT alert FROM deliveries WHERE state = 'open'
UNION SELECT replace(key, 'thread/' || alerts.watch || '/', '') FROM state, alerts
    WHERE stage = 'notify' AND key = 'thread/' || alerts.watch || '/' || alerts.id
"""
_TO_PUT_BACK = """
SELECT id FROM letters WHERE id NOT IN (SELECT letter FROM replays)
    AND json_extract(CAST(data AS TEXT), '$.topic') IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Needed:
    """What must stay: `claims`, `alerts` and `letters` by id, and the place of the last change of each subject."""

    claims: frozenset[str]
    alerts: frozenset[str]
    letters: frozenset[str]
    changes: Mapping[Subject, int]

    @classmethod
    def of(cls, log: SqliteLog) -> Self:
        """Ask the log and the read model in it.

        The claims are those that a stance, a deadline or an alert that is open cites, so that they can be taken back;
        the letters are those of events that nobody has put back.
        """

        def found(query: str) -> frozenset[str]:
            return frozenset(str(one) for (one,) in log.connection.execute(query))

        changes = dict[Subject, int]()
        for entry in log.entries(0, (StanceChanged, DeadlineChanged)):
            note(changes, entry.event, entry.seq)
        return cls(found(_CITED), found(_OPEN), found(_TO_PUT_BACK), changes)

    def includes(self, seq: int, event: Event) -> bool:
        """Whether the event at a place of the log must stay there."""
        match event:
            case StanceClaimed() | DeadlineClaimed() | EventClaimed():
                return event.data.id in self.claims
            case ClaimRetracted():
                return event.data.claim.id in self.claims
            case StanceChanged() | DeadlineChanged():
                return self.changes.get(subject_of(event)) == seq
            case LetterDead():
                return event.data.id in self.letters
        return isinstance(event, SilenceStarted | SilenceEnded) or (
            isinstance(event, _ABOUT_ALERTS) and event.subject in self.alerts
        )
