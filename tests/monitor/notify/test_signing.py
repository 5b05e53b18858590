"""The signature of a message, held against an independent library."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from monitor.access.secret import Secret
from monitor.notify.signing import new_signing_secret, signed_headers

AT = datetime(2026, 1, 5, 4, 0, 0, 999_999, tzinfo=UTC)


@given(key=st.binary(min_size=24, max_size=64), message=st.uuids().map(str), body=st.text().map(str.encode))
def test_a_signature_is_the_one_that_an_independent_library_makes(
    key: bytes, message: str, body: bytes
) -> None:
    secret = Secret("whsec_" + b64encode(key).decode())
    headers = signed_headers(message, AT, body, [secret])
    assert headers["webhook-signature"] == Webhook(secret.reveal()).sign(message, AT, body.decode())
    assert headers["webhook-timestamp"] == "1767585600"


def test_an_independent_library_takes_a_message_signed_now_by_either_of_two_secrets() -> None:
    old, new, foreign = (new_signing_secret() for _ in range(3))
    headers = signed_headers("e1", datetime.now(UTC), b'{"a":1}', [new, old])
    for key in (old, new):
        assert Webhook(key.reveal()).verify(b'{"a":1}', headers) == {"a": 1}
    for key, body in ((foreign, b'{"a":1}'), (new, b'{"a":2}')):
        with pytest.raises(Exception, match="No matching signature"):
            Webhook(key.reveal()).verify(body, headers)


def test_a_secret_has_its_form_and_is_never_the_same() -> None:
    made = {new_signing_secret().reveal() for _ in range(20)}
    assert len(made) == 20
    assert all(each.startswith("whsec_") and len(each) == len("whsec_") + 44 for each in made)
