"""An OpenID provider: what is asked of it and how its answers are checked (OpenID Connect Core 1.0).

Promise: nothing it sends is believed before signature, issuer, audience, time and nonce are right; no
address is followed but those under https (or loopback), and no redirect at all. The one home of joserfc.
"""

from base64 import b64encode
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx2
import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from domain.refusal import RefusedError
from monitor.access.secret import Secret

ALGORITHMS = ("RS256", "PS256", "ES256")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_LEEWAY_SECONDS = 60
_TIMEOUT_SECONDS = 10.0
_MOST_BYTES = 2**20
_OLDEST_SECONDS = 600  # an id token older than this was not made for this sign-in


class ProviderSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Which provider, as whom we are registered there, and where it sends people back to."""

    issuer: str
    client_id: str
    client_secret: Secret
    redirect_uri: str


class Metadata(msgspec.Struct, frozen=True):
    """What is used of a discovery document."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class _Tokens(msgspec.Struct, frozen=True):
    id_token: str


class Provider:
    """One provider; its metadata is read once, its keys with every sign-in."""

    def __init__(self, settings: ProviderSettings) -> None:
        """Ask nothing yet.

        Raises:
            RefusedError: "provider-address-unsafe".
        """
        _require_safe(settings.issuer)
        self.settings = settings
        self._client = httpx2.Client(timeout=_TIMEOUT_SECONDS, follow_redirects=False, trust_env=False)
        self._metadata: Metadata | None = None

    def close(self) -> None:
        """Close its connections."""
        self._client.close()

    def metadata(self) -> Metadata:
        """Return the provider's addresses.

        Raises:
            RefusedError: "provider-unavailable"; "provider-answer-wrong", it calls itself otherwise.
        """
        if self._metadata is None:
            issuer = self.settings.issuer
            content = self._fetch("GET", issuer.rstrip("/") + "/.well-known/openid-configuration")
            found = _read(content, Metadata)
            if found.issuer != issuer:
                raise _wrong("issuer")
            for address in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri):
                _require_safe(address)
            self._metadata = found
        return self._metadata

    def address(self, *, state: str, nonce: str, challenge: str) -> str:
        """Return where to send somebody to sign in; `challenge` is that of PKCE (RFC 7636, S256)."""
        asked = {
            "response_type": "code",
            "scope": "openid",
            "client_id": self.settings.client_id,
            "redirect_uri": self.settings.redirect_uri,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        endpoint = self.metadata().authorization_endpoint
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def subject(self, code: str, *, verifier: str, nonce: str, at: datetime) -> str:
        """Exchange a code for an id token and return whose it is.

        Raises:
            RefusedError: "provider-unavailable", "provider-answer-wrong".
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.settings.redirect_uri,
            "code_verifier": verifier,
        }
        content = self._fetch("POST", self.metadata().token_endpoint, form)
        return self._claimed(_read(content, _Tokens).id_token, nonce, at)

    def _claimed(self, id_token: str, nonce: str, at: datetime) -> str:
        keys = _read(self._fetch("GET", self.metadata().jwks_uri), dict[str, Any])
        now = int(at.timestamp())
        registry = jwt.JWTClaimsRegistry(
            now=now,
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": self.settings.issuer},
            aud={"essential": True, "value": self.settings.client_id},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            token = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)
            registry.validate(token.claims)
        except (JoseError, ValueError, KeyError, TypeError):
            raise _wrong("id_token") from None
        claims = token.claims
        if (
            claims["iat"] < now - _OLDEST_SECONDS
            or claims.get("azp", self.settings.client_id) != self.settings.client_id
        ):
            raise _wrong("id_token")
        return str(claims["sub"])

    def _fetch(self, method: str, address: str, form: dict[str, str] | None = None) -> bytes:
        """Return the body of an answer, at most 1 MiB of it."""
        headers = {"Accept": "application/json"}
        if form is not None:
            headers["Authorization"] = self._basic()
        try:
            with self._client.stream(method, address, data=form, headers=headers) as answer:
                if answer.status_code != httpx2.codes.OK:
                    raise _wrong("status")
                content = b""
                for part in answer.iter_bytes():
                    content += part
                    if len(content) > _MOST_BYTES:
                        raise _wrong("size")
                return content
        except httpx2.HTTPError as error:
            reason = type(error).__name__
            raise RefusedError("provider-unavailable", kind="unavailable", reason=reason) from None

    def _basic(self) -> str:
        """Return how we prove who we are: client_secret_basic (RFC 6749, 2.3.1)."""
        parts = (self.settings.client_id, self.settings.client_secret.reveal())
        pair = ":".join(quote(part, safe="") for part in parts)
        return "Basic " + b64encode(pair.encode()).decode()


def _read(content: bytes, kind: Any) -> Any:  # noqa: ANN401 - whichever kind is asked for
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _wrong("JSON") from None


def _require_safe(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise RefusedError("provider-address-unsafe", found=address[:200])


def _wrong(what: str) -> RefusedError:
    return RefusedError("provider-answer-wrong", kind="not-signed-in", what=what)
