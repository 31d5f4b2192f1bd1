"""The `webhook` channel: each message as a signed POST, as Standard Webhooks recommends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import orjson
from pydantic import SecretStr

from tocsin.domain.delivery import Delivery
from tocsin.notify.channel import Answer
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.signing import signed_headers


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts messages to one address, signed by each of `secrets` at the real time that `wall_clock` tells (UTC)."""

    endpoint: Endpoint
    secrets: tuple[SecretStr, ...]
    wall_clock: Callable[[], datetime]

    async def send(self, delivery: Delivery) -> Answer:
        """Post `delivery` once; its id is the `webhook-id`, the same on every attempt."""
        body = body_of(delivery)
        headers = signed_headers(delivery.id, self.wall_clock(), body, self.secrets)
        return await self.endpoint.post(body, {"Content-Type": "application/json", **headers})


def body_of(delivery: Delivery) -> bytes:
    """Return what a receiver gets: `{"type", "timestamp", "data"}`, the same bytes on every attempt.

    `type` is `alert.raised` or `alert.resolved`, `timestamp` when that was, and `data` the alert with the `reason` for
    which it was resolved (null before): id, fingerprint, watch, kind, severity, subject, title, text, at, due, and the
    evidence, each piece with claim_id, article_id, source, url, published_at, recorded_at, sentence and confidence.
    """
    alert = delivery.alert.model_dump(mode="json", exclude={"channels"})
    return orjson.dumps(
        {
            "type": f"alert.{delivery.message}",
            "timestamp": delivery.at,
            "data": {**alert, "reason": delivery.reason},
        },
        option=orjson.OPT_UTC_Z,
    )
