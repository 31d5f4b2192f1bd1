"""The outbox as a fold: who is told what and when, what was answered, when to try next, and who is told instead."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from tocsin.domain import escalation, firing, sending, silence
from tocsin.domain.alert import Acknowledgement, Alert, AlertAcknowledged, AlertRaised, AlertResolved, Resolution
from tocsin.domain.delivery import Attempt, Delivery, DeliveryAttempted, Item
from tocsin.domain.escalation import Unanswered
from tocsin.domain.event import Event
from tocsin.domain.holding import Gathering, Tally, count_sent, gather, hold, join, latest
from tocsin.domain.lane import Lane, Queued, delivery_key
from tocsin.domain.ledger import Ledger
from tocsin.domain.policy import NO_POLICIES, NO_POLICY, RINGS, ChannelPolicy, Policies
from tocsin.domain.reopening import ChannelReopened
from tocsin.domain.sending import ChannelOff
from tocsin.domain.silence import SilenceEnded, Silences, SilenceStarted
from tocsin.domain.stage import State, StateRecord, Step
from tocsin.domain.thread import Thread, brief, change_strand, keep, thread_of
from tocsin.domain.tick import ClockTicked

_UTC = ZoneInfo("UTC")


class Notify:
    """Keeps what is to be delivered, by the policies of the channels and the local time of the watches.

    `policies` are those of the channels by name, `zones` the IANA names of the watches' time zones by watch. The calls
    to the channels are made beside the fold, for the deliveries that are due, and come back as `delivery.attempted`.
    """

    name = "notify"
    reads: tuple[type[Event], ...] = (
        AlertRaised,
        AlertResolved,
        AlertAcknowledged,
        SilenceStarted,
        SilenceEnded,
        DeliveryAttempted,
        ChannelReopened,
        ClockTicked,
    )
    records: Mapping[str, type[StateRecord]] = MappingProxyType(
        {
            "delivery": Delivery,
            "lane": Lane,
            "queued": Queued,
            "thread": Thread,
            "gathering": Gathering,
            "tally": Tally,
            "unanswered": Unanswered,
            "silences": Silences,
            "channel": ChannelOff,
        }
    )

    def __init__(self, policies: Policies = NO_POLICIES, zones: Mapping[str, str] = MappingProxyType({})) -> None:
        self._policies = policies
        self._zones = {watch: ZoneInfo(name) for watch, name in zones.items()}

    def step(self, state: State, event: Event) -> Step:
        """Fold `event`; an alert that was put out before is not put out again."""
        ledger = Ledger(state)
        match event:
            case AlertRaised():
                self._raised(ledger, event.data, event.time)
            case AlertResolved():
                self._resolved(ledger, event.data, event.time)
            case AlertAcknowledged():
                self._acknowledged(ledger, event.data)
            case SilenceStarted() | SilenceEnded() | ChannelReopened():
                self._said(ledger, event)
            case DeliveryAttempted():
                self._answered(ledger, event.data)
            case ClockTicked():
                self._tick(ledger, state, event.data.now)
        return ledger.step()

    def _raised(self, ledger: Ledger, alert: Alert, now: datetime) -> None:
        if not alert.channels or thread_of(ledger, alert.watch, alert.id) is not None:
            return
        if silence.hold(ledger, alert, now):
            keep(ledger, Thread(alert=alert, held=True))
        else:
            self._announce(ledger, alert, now)

    def _announce(self, ledger: Ledger, alert: Alert, now: datetime) -> None:
        keep(ledger, Thread(alert=brief(alert)))
        for channel in alert.channels:
            self._put_out(ledger, Item(message="raised", alert=alert, at=now), channel, now)

    def _resolved(self, ledger: Ledger, resolution: Resolution, now: datetime) -> None:
        thread = thread_of(ledger, resolution.alert.watch, resolution.alert.id)
        if thread is None or thread.resolved_at is not None:
            return
        end = {"held": False, "alert": brief(thread.alert), "resolved_at": now, "resolution": resolution.reason}
        ended = thread.model_copy(update=end)
        keep(ledger, ended)
        item = Item(message="resolved", alert=resolution.alert, at=now, reason=resolution.reason)
        self._follow_up(ledger, ended, item, now, lapsed=resolution.lapsed)

    def _acknowledged(self, ledger: Ledger, given: Acknowledgement) -> None:
        thread = thread_of(ledger, given.watch, given.alert_id)
        if thread is None or thread.settled:
            return
        acknowledged = thread.model_copy(update={"acknowledged": True})
        keep(ledger, acknowledged)
        reason = f"by {given.by}: {given.reason}" if given.reason else f"by {given.by}"
        item = Item(message="acknowledged", alert=thread.alert, at=given.at, reason=reason)
        self._follow_up(ledger, acknowledged, item, given.at)

    def _follow_up(self, ledger: Ledger, thread: Thread, item: Item, now: datetime, *, lapsed: bool = False) -> None:
        """Tell those who know of the beginning how it went on; that it became old news, only those who keep count."""
        escalation.answered(ledger, thread)
        if item.message == "resolved":
            firing.put_out(ledger, thread)
        for strand in thread.strands:
            if not lapsed or self._policy(strand.channel).TELLS_LAPSED:
                self._put_out(ledger, item, strand.channel, now)

    def _put_out(self, ledger: Ledger, item: Item, channel: str, now: datetime) -> None:
        """Tell `channel`, now or with others later, what it has not been told of the alert yet."""
        thread, policy = thread_of(ledger, item.alert.watch, item.alert.id), self._policy(channel)
        if thread is None or item.message not in policy.TELLS:
            return
        strand = thread.strand(channel)
        if item.message in strand.messages or (item.message == "raised" and "escalated" in strand.messages):
            return
        change_strand(ledger, item.alert, channel, messages=(*strand.messages, item.message))
        escalation.await_answer(ledger, policy, item, channel, now)
        if strand.gathering is not None and join(ledger, item, strand.gathering):
            return
        waits = hold(ledger, policy, self._zone(policy, item.alert.watch), item, channel, now)
        if waits is None:
            count_sent(ledger, policy, item.alert.watch, channel, now)
            self._send(ledger, channel, [item], now)
        else:
            change_strand(ledger, item.alert, channel, gathering=gather(ledger, item, channel, *waits))

    def _send(self, ledger: Ledger, channel: str, items: list[Item], now: datetime, left_out: int = 0) -> None:
        undeliverable = sending.send(ledger, self._policy(channel), channel, items, now, left_out)
        if undeliverable is not None:
            self._fall_back(ledger, undeliverable, now)

    def _answered(self, ledger: Ledger, attempt: Attempt) -> None:
        policy = self._policy(attempt.channel)
        again = attempt.message == "firing"
        key = (
            firing.firing_key(attempt.watch, attempt.channel)
            if again
            else delivery_key(attempt.watch, attempt.delivery_id)
        )
        delivery = ledger.get(key, Delivery)
        if delivery is None or delivery.id != attempt.delivery_id or attempt.attempt <= delivery.attempts:
            return
        if again:
            firing.told_again(ledger, delivery, attempt, policy.refresh)
            return
        undelivered = sending.tried(ledger, delivery, attempt)
        if undelivered is not None:
            self._fall_back(ledger, undelivered, attempt.at)
        elif attempt.outcome == "delivered" and policy.refresh is not None:
            self._light(ledger, delivery, policy, attempt.at)

    def _light(self, ledger: Ledger, delivery: Delivery, policy: ChannelPolicy, now: datetime) -> None:
        item = delivery.items[0]
        thread = thread_of(ledger, item.alert.watch, item.alert.id)
        burns = item.message in RINGS and thread is not None and thread.resolved_at is None
        if burns and policy.refresh is not None:
            firing.light(ledger, item, delivery.channel, policy.refresh, now)

    def _fall_back(self, ledger: Ledger, delivery: Delivery, now: datetime) -> None:
        """Tell other channels what this one was not told."""
        if delivery.message not in sending.NEEDS_HEARING:
            return
        for channel in self._policy(delivery.channel).fallback:
            for item in delivery.items:
                self._put_out(ledger, item, channel, now)
                thread = thread_of(ledger, item.alert.watch, item.alert.id)
                if thread is not None and thread.resolved_at is not None:
                    end = Item(message="resolved", alert=thread.alert, at=thread.resolved_at, reason=thread.resolution)
                    self._put_out(ledger, end, channel, now)

    def _said(self, ledger: Ledger, event: SilenceStarted | SilenceEnded | ChannelReopened) -> None:
        """Take in what a person says who has no single alert in mind."""
        match event:
            case SilenceStarted():
                silence.start(ledger, event.data)
            case SilenceEnded():
                self._silence_ended(ledger, event.data.watch, event.data.at, event.data.silence_id)
            case ChannelReopened():
                sending.reopen(ledger, event.data.channel, event.data.at)

    def _silence_ended(self, ledger: Ledger, watch: str, now: datetime, ended: str | None = None) -> None:
        """Tell of what was raised under silences that are over, and still holds."""
        for alert_id in silence.end(ledger, watch, now, ended):
            thread = thread_of(ledger, watch, alert_id)
            if thread is None or not thread.held or silence.hold(ledger, thread.alert, now):
                continue
            if thread.acknowledged:
                keep(ledger, thread.model_copy(update={"held": False, "alert": brief(thread.alert)}))
            else:
                self._announce(ledger, thread.alert, now)

    def _tick(self, ledger: Ledger, state: State, now: datetime) -> None:
        for key, due in state.due(now):
            match ledger.get(key, type(due)):
                case Gathering() as gathering:
                    self._release(ledger, key, gathering, now)
                case Unanswered() as unanswered:
                    self._escalate(ledger, key, unanswered, now)
                case Silences():
                    self._silence_ended(ledger, key.partition("/")[2], now)
                case Thread():
                    ledger.put(key, None)
                case Delivery() as delivery:
                    self._overdue(ledger, key, delivery, now)

    def _release(self, ledger: Ledger, key: str, gathering: Gathering, now: datetime) -> None:
        """Send what has waited for long enough: as one message, where the channel can tell several alerts in one."""
        ledger.put(key, None)
        for item in gathering.items:
            change_strand(ledger, item.alert, gathering.channel, gathering=None)
        items = latest(gathering.items)
        policy = self._policy(gathering.channel)
        if not policy.BUNDLES:
            for item in items:
                self._send(ledger, gathering.channel, [item], now)
            return
        if not key.endswith("/overflow"):
            count_sent(ledger, policy, gathering.watch, gathering.channel, now)
        self._send(ledger, gathering.channel, list(items), now, gathering.left_out)

    def _escalate(self, ledger: Ledger, key: str, unanswered: Unanswered, now: datetime) -> None:
        item = escalation.escalated(ledger, key, unanswered, now)
        escalate = self._policy(unanswered.channel).escalate
        if item is not None and escalate is not None:
            for channel in escalate.to:
                self._put_out(ledger, item, channel, now)

    def _overdue(self, ledger: Ledger, key: str, delivery: Delivery, now: datetime) -> None:
        """Let others have what has not arrived for long, or never will: its channel was switched off meanwhile."""
        if delivery.message == "firing":
            firing.overdue(ledger, key, delivery)
            return
        late = [delivery] if sending.overdue(ledger, delivery, now) else []
        due = delivery.next_at is not None and delivery.next_at <= now
        for each in (sending.given_up(ledger, delivery, now) if due else []) or late:
            self._fall_back(ledger, each, now)

    def _policy(self, channel: str) -> ChannelPolicy:
        return self._policies.get(channel, NO_POLICY)

    def _zone(self, policy: ChannelPolicy, watch: str) -> ZoneInfo:
        return self._zones.get(watch, _UTC) if policy.timezone is None else ZoneInfo(policy.timezone)


def open_deliveries(state: State, now: datetime) -> list[Delivery]:
    """Return the deliveries whose next attempt is due at `now`, the longest waiting first."""
    ledger = Ledger(state)
    due = [record for _, record in state.due(now) if isinstance(record, Delivery)]
    wanted = [
        each
        for each in due
        if each.next_at is not None and each.next_at <= now and sending.channel_off(ledger, each.channel) is None
    ]
    return sorted(wanted, key=lambda each: (each.next_at or now, each.id))
