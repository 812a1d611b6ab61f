"""An OpenID Connect provider on this machine: it signs in whoever it is told to, and can be made to lie."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.servers.listening import Quiet, listening

CLIENT_ID = "boardmeetings-test"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
Claims = dict[str, Any]


@dataclass
class Person:
    """A person at the provider. Addresses change; the subject does not."""

    subject: str
    email: str
    more: Claims = field(default_factory=dict)


@dataclass
class Provider:
    """What the provider answers. ``lie`` changes the claims of the next tokens, ``sign`` how they are signed."""

    issuer: str = ""
    person: Person = field(default_factory=lambda: Person("subject-1", "eva@example.org"))
    secret: str = ""
    lie: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] = lambda claims: jwt.encode({"alg": "RS256", "kid": "one"}, claims, KEY)
    metadata: Claims = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def describe(self) -> Claims:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            **self.metadata,
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Sign the person in, and return where the browser goes then."""
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        self.asked.append(asked)
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def token(self, sent: dict[str, str], authorization: str) -> Claims:
        """Exchange a code, once, for a token; raise KeyError or AssertionError if something is wrong."""
        asked = self.codes.pop(sent["code"])
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
        assert sent["redirect_uri"] == asked["redirect_uri"]
        if self.secret:
            basic = base64.b64encode(f"{CLIENT_ID}:{self.secret}".encode()).decode()
            assert authorization == f"Basic {basic}"
        else:
            assert sent["client_id"] == CLIENT_ID
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": self.person.subject, "aud": CLIENT_ID, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], "email": self.person.email, **self.person.more,
        }  # fmt: skip
        if "max_age" in asked:
            claims["auth_time"] = now
        return {"access_token": "none", "token_type": "Bearer", "id_token": self.sign(self.lie(claims))}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(Quiet, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/.well-known/openid-configuration":
                self.answer(provider.describe())
            elif parts.path == "/keys":
                self.answer({"keys": [KEY.as_dict(private=False)]})
            elif parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(_first(parts.query)))
                self.end_headers()
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            sent = _first(self.rfile.read(int(self.headers["Content-Length"])).decode())
            try:
                self.answer(provider.token(sent, self.headers.get("Authorization", "")))
            except (AssertionError, KeyError):
                self.answer({"error": "invalid_grant"}, 400)

        def answer(self, document: Claims, status: int = 200) -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def _first(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider on a free port of this machine."""
    provider = Provider()
    with listening(_handler(provider)) as port:
        provider.issuer = f"http://127.0.0.1:{port}"
        yield provider
