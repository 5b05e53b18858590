"""A small OpenID provider on loopback, with keys of its own, and how we are registered there."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet

from monitor.access.provider import ProviderSettings
from monitor.access.provider_sign_in import Answer, Begun
from monitor.access.secret import Secret

CLIENT, CLIENT_SECRET = "monitor", "client-marker-secret"
KEYS = KeySet.generate_key_set("EC", "P-256", count=1)
OTHER_KEYS = KeySet.generate_key_set("EC", "P-256", count=1)


class IdProvider(ThreadingHTTPServer):
    """Gives a code to whom it is told to, and an id token for each code once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.codes: dict[str, dict[str, Any]] = {}
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.signed_by = KEYS
        self.called: str | None = None
        self.status = 200

    def consent(self, begun: Begun, subject: str, now: int) -> Answer:
        """Do what a person does at the provider, and return what the browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(begun.address).query).items()}
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        code = f"code-{len(self.codes)}"
        claims: dict[str, Any] = {"iss": self.issuer, "aud": CLIENT, "sub": subject, "nonce": asked["nonce"]}
        claims |= {"iat": now, "exp": now + 300}
        self.codes[code] = {"challenge": asked["code_challenge"], "claims": {**claims, **self.claims}}
        return Answer(state=asked["state"], code=Secret(code), browser=begun.browser)

    def tokens(self, form: dict[str, list[str]], authorization: str | None) -> dict[str, Any] | None:
        """Return what a code is exchanged for."""
        begun = self.codes.pop(form["code"][0], None)
        challenge = (
            urlsafe_b64encode(sha256(form["code_verifier"][0].encode()).digest()).rstrip(b"=").decode()
        )
        is_ours = authorization == "Basic " + "bW9uaXRvcjpjbGllbnQtbWFya2VyLXNlY3JldA=="
        if begun is None or challenge != begun["challenge"] or not is_ours:
            return None
        key = self.signed_by.keys[0]
        header = {"alg": "ES256", "kid": key.kid, **self.header}
        claims = {name: value for name, value in begun["claims"].items() if value is not None}
        return {"id_token": jwt.encode(header, claims, key, algorithms=["ES256", "HS256"])}


class Answers(BaseHTTPRequestHandler):
    """The provider's three addresses."""

    server: IdProvider
    timeout = 20  # seconds, with who connects and asks nothing

    def do_GET(self) -> None:
        if self.path.endswith("/openid-configuration"):
            issuer = self.server.issuer
            self._answer(
                {
                    "issuer": self.server.called or issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/keys",
                }
            )
        else:
            self._answer(KEYS.as_dict(private=False))

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        found = self.server.tokens(form, self.headers["Authorization"])
        self._answer(found or {"error": "invalid_grant"}, 200 if found else 400)

    def _answer(self, content: object, status: int | None = None) -> None:
        body = json.dumps(content).encode()
        self.send_response(status or self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@contextmanager
def running_provider() -> Iterator[IdProvider]:
    """Run a provider until the test is over."""
    server = IdProvider()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def settings(issuer: str) -> ProviderSettings:
    return ProviderSettings(
        issuer=issuer,
        client_id=CLIENT,
        client_secret=Secret(CLIENT_SECRET),
        redirect_uri="http://127.0.0.1/callback",
    )
