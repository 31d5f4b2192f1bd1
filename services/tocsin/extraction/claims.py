"""From what was read in an article to claims: ids, provenance and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tocsin.domain.article import Article
from tocsin.domain.claim import DeadlineClaim, EventClaim, Quote, StanceClaim, claim_id
from tocsin.domain.watch import Watch
from tocsin.extraction.calibration import Calibration
from tocsin.extraction.deadlines import DeadlineReading
from tocsin.extraction.events import ReadEvent
from tocsin.extraction.reading import ActorMention, Sentence
from tocsin.extraction.stances import Stance


@dataclass(frozen=True)
class ClaimMaker:
    """Makes the claims of one article for one watch; `calibrate` makes a chance of a rule's confidence in a stance."""

    article: Article
    watch: Watch
    extractor: str
    calibrate: Calibration

    @cached_property
    def _body(self) -> str:
        return self.article.body

    def stance(self, stance: Stance, sentence: Sentence) -> StanceClaim:
        """Return the claim of a stance."""
        evidence = self._quote(stance.start, stance.end)
        return StanceClaim(
            **self._provenance("stance", stance.actor.actor, stance.target, evidence=evidence, sentence=sentence),
            rule=stance.rule,
            confidence=self.calibrate(stance.confidence),
            actor=stance.actor.actor,
            target=stance.target,
            polarity=stance.polarity,
            act=stance.act,
            conditional=stance.conditional,
            speaker=stance.actor.person,
            actor_mention=self._mention(stance.actor),
            target_mention=self._quote(stance.target_start, stance.target_end),
        )

    def event(self, event: ReadEvent, sentence: Sentence) -> EventClaim:
        """Return the claim of who did what to whom."""
        evidence, actor, target = self._quote(event.start, event.end), event.actor.actor, event.target
        return EventClaim(
            **self._provenance("event", actor, event.act, target, evidence=evidence, sentence=sentence),
            rule=event.rule,
            confidence=event.confidence,
            actor=actor,
            act=event.act,
            target=target,
        )

    def deadline(self, reading: DeadlineReading, sentence: Sentence) -> DeadlineClaim:
        """Return the claim of a deadline."""
        evidence, due = self._quote(reading.start, reading.end), reading.due
        roles = (reading.setter, reading.addressee, reading.action)
        return DeadlineClaim(
            **self._provenance("deadline", *roles, evidence=evidence, sentence=sentence),
            rule=reading.rule,
            confidence=reading.confidence,
            setter=reading.setter,
            addressee=reading.addressee,
            action=reading.action,
            demand=reading.demand,
            consequence=reading.consequence,
            due=due.latest if due else None,
            grain=due.grain if due else None,
            earliest=due.earliest if due else None,
            latest=due.latest if due else None,
            timezone=due.timezone if due else None,
            timezone_source=due.timezone_source if due else None,
            alternatives=due.alternatives if due else (),
            raw=due.raw if due else None,
            anchor=reading.anchor,
            duration=reading.duration,
            moved_by=reading.moved_by,
            previous_due=reading.previous_due,
        )

    def _provenance(self, kind: str, *roles: str | None, evidence: Quote, sentence: Sentence) -> Mapping[str, object]:
        article, watch = self.article, self.watch
        return {
            "id": claim_id(watch.id, article.id, kind, *roles, evidence=evidence),
            "watch": watch.id,
            "watch_revision": watch.revision,
            "extractor": self.extractor,
            "article_id": article.id,
            "source": article.source,
            "url": article.url,
            "published_at": article.published_at,
            "recorded_at": article.fetched_at,
            "evidence": evidence,
            "sentence": Quote(text=sentence.text, start=sentence.start, end=sentence.end),
        }

    def _quote(self, start: int, end: int) -> Quote:
        return Quote(text=self._body[start:end], start=start, end=end)

    def _mention(self, mention: ActorMention) -> Quote:
        return Quote(text=mention.text, start=mention.start, end=mention.end)
