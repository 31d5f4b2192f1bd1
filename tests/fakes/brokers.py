"""Brokers that take what they are told to take."""

import threading
from collections.abc import Sequence

from tocsin.domain.article import ArticlePublished
from tocsin.domain.event import Event
from tocsin.streams.kafka.connection import BrokerError
from tocsin.streams.kafka.publisher import Answers, OutOfReachError
from tocsin.streams.kafka.spool import Waiting


class StandingBrokers:
    """Brokers that are `away` or there, and keep what they have taken; called from a thread of their own."""

    def __init__(self) -> None:
        self.away = False
        self.silent = False
        self.wrong: str | None = None
        self.refused: dict[str, str] = {}
        """Why they refuse an article, by its id."""
        self.taken: list[Event] = []
        self.closed = threading.Event()

    @property
    def articles(self) -> list[str]:
        """The ids of the articles that they have, in the order in which they came."""
        return [event.data.id for event in self.taken if isinstance(event, ArticlePublished)]

    def connect(self) -> None:
        if self.wrong:
            raise BrokerError(self.wrong)
        if self.away:
            raise OutOfReachError("127.0.0.1:9 cannot be reached")

    def publish(self, waiting: Sequence[Waiting]) -> Answers:
        if self.silent:
            self.closed.wait()
            return Answers(trouble="closed")
        answers = Answers()
        for each in waiting:
            if self.away:
                answers.trouble = "the connection was lost"
            elif reason := self.refused.get(each.event.subject):
                answers.refused[each.number] = reason
            else:
                self.taken.append(each.event)
                answers.acknowledged.append(each.number)
        return answers

    def close(self) -> None:
        self.closed.set()
