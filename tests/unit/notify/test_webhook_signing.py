"""Signatures as the reference implementation of Standard Webhooks checks and makes them."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from standardwebhooks import Webhook as Reference
from standardwebhooks import WebhookVerificationError

from tocsin.notify.signing import TOLERANCE, SignatureError, signed_headers, signing_key, verify


def secret(key: bytes) -> SecretStr:
    return SecretStr("whsec_" + base64.b64encode(key).decode())


OLD, NEW, OTHER = secret(b"o" * 32), secret(b"n" * 24), secret(b"x" * 64)
NOW = datetime(2031, 1, 6, 9, 0, tzinfo=UTC)

keys = st.binary(min_size=24, max_size=64)
ids = st.text("abcdef0123456789-", min_size=1, max_size=40)


@given(keys, ids, st.text())
def test_the_reference_accepts_what_we_sign(key: bytes, message_id: str, text: str) -> None:
    body = text.encode()
    headers = signed_headers(message_id, datetime.now(UTC), body, [secret(key)])
    Reference(secret(key).get_secret_value()).verify(body, headers, json_parse=False)


@given(keys, ids, st.text())
def test_we_accept_what_the_reference_signs(key: bytes, message_id: str, text: str) -> None:
    signature = Reference(secret(key).get_secret_value()).sign(message_id, NOW, text)
    headers = {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(NOW.timestamp())),
        "webhook-signature": signature,
    }
    assert verify(headers, text.encode(), [secret(key)], NOW) == message_id


@pytest.mark.parametrize("known", [OLD, NEW])
def test_during_a_rotation_either_secret_opens_the_message(known: SecretStr) -> None:
    now = datetime.now(UTC)
    headers = signed_headers("m1", now, b"{}", [OLD, NEW])
    assert len(headers["webhook-signature"].split(" ")) == 2
    Reference(known.get_secret_value()).verify(b"{}", headers)
    assert verify(headers, b"{}", [known], now) == "m1"


def test_a_receiver_may_rotate_too() -> None:
    assert verify(signed_headers("m1", NOW, b"{}", [OLD]), b"{}", [NEW, OLD], NOW) == "m1"


def test_another_secret_opens_nothing() -> None:
    now = datetime.now(UTC)
    headers = signed_headers("m1", now, b"{}", [OLD, NEW])
    with pytest.raises(WebhookVerificationError, match="No matching signature"):
        Reference(OTHER.get_secret_value()).verify(b"{}", headers)
    with pytest.raises(SignatureError, match="check the secret"):
        verify(headers, b"{}", [OTHER], now)


@pytest.mark.parametrize("change", [{"webhook-id": "m2"}, {"webhook-signature": "v1,AAAA"}, {"webhook-signature": ""}])
def test_a_message_whose_headers_were_changed_is_not_ours(change: dict[str, str]) -> None:
    with pytest.raises(SignatureError):
        verify(signed_headers("m1", NOW, b"{}", [OLD]) | change, b"{}", [OLD], NOW)


def test_a_message_whose_body_was_changed_is_not_ours() -> None:
    with pytest.raises(SignatureError):
        verify(signed_headers("m1", NOW, b"{}", [OLD]), b"{ }", [OLD], NOW)


@pytest.mark.parametrize("shift", [TOLERANCE + timedelta(seconds=2), -TOLERANCE - timedelta(seconds=2)])
def test_a_message_from_another_time_may_be_a_replay(shift: timedelta) -> None:
    with pytest.raises(SignatureError, match="five minutes"):
        verify(signed_headers("m1", NOW + shift, b"{}", [OLD]), b"{}", [OLD], NOW)


@pytest.mark.parametrize("timestamp", ["", "soon", "-5", "1e9", "٣"])
def test_a_timestamp_that_is_no_count_of_seconds_is_refused(timestamp: str) -> None:
    headers = signed_headers("m1", NOW, b"{}", [OLD]) | {"webhook-timestamp": timestamp}
    with pytest.raises(SignatureError, match="malformed"):
        verify(headers, b"{}", [OLD], NOW)


def test_a_message_without_headers_is_refused() -> None:
    with pytest.raises(SignatureError, match="missing"):
        verify({}, b"{}", [OLD], NOW)


@pytest.mark.parametrize("text", ["", "whsec_", "whsec_not base64!", "whsec_" + "QUFB" * 7, "whsec_" + "QUFB" * 22])
def test_a_secret_that_is_malformed_or_too_short_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="openssl rand -base64 32"):
        signing_key(SecretStr(text))


@pytest.mark.parametrize("text", ["hunter2hunter2hunter2hunter2hunter2", "whsec_hunter2é"])
def test_a_malformed_secret_is_not_shown(text: str) -> None:
    with pytest.raises(ValueError, match="24 to 64 bytes") as caught:
        signing_key(SecretStr(text))
    assert "hunter2" not in str(caught.value)
