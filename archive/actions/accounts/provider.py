"""Single sign-on with OpenID Connect: asks the organisation's provider who a person is.

The site is a client with the authorization code flow, PKCE, a state and a nonce (OpenID Connect Core 1.0, RFC 7636,
RFC 9700). It believes an ID token that the provider signed for this client and this attempt, and nothing else. A person
is an issuer and a subject: email addresses change hands, subjects do not.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

# Only signatures that the client cannot make itself. With "none", or with a secret that may be empty, anybody could.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
TIMEOUT_SECONDS = 5
LEEWAY_SECONDS = 60
METADATA_SECONDS = 600
LONGEST_SUBJECT = 255
THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})


class SignOnFailed(Exception):
    """The provider cannot be asked, or its answer is not believed. The sentence is for the person."""

    def __init__(self, sentence: str, why: str = "") -> None:
        super().__init__(sentence)
        self.why = why or sentence


@dataclass(frozen=True)
class Attempt:
    """What the site must remember of an attempt until the provider answers. It stays in the person's browser."""

    state: str
    nonce: str
    verifier: str
    began_at: int
    again: bool = False
    """Whether the person must have been asked by the provider since, and not only be signed in there."""


@dataclass(frozen=True)
class KnownPerson:
    """A person as the provider knows them. ``groups`` is None if it said nothing about groups."""

    issuer: str
    subject: str
    email: str
    groups: frozenset[str] | None


def is_offered() -> bool:
    """Return whether the site has a provider."""
    return bool(settings.OIDC_ISSUER)


def begin(redirect_uri: str, *, again: bool = False) -> tuple[str, Attempt]:
    """Return the provider's page where the person signs in, and what to remember; raise SignOnFailed."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    attempt = Attempt(state, nonce, verifier, int(time.time()), again)
    url, _ = _client(redirect_uri).create_authorization_url(
        metadata()["authorization_endpoint"],
        state=attempt.state,
        code_verifier=attempt.verifier,
        nonce=attempt.nonce,
        **({"prompt": "login", "max_age": "0"} if again else {}),
    )
    return url, attempt


def finish(attempt: Attempt, answer: Mapping[str, str], redirect_uri: str) -> KnownPerson:
    """Return the person whom the provider's answer names; raise SignOnFailed if anything in it is wrong."""
    if not secrets.compare_digest(answer.get("state", "").encode(), attempt.state.encode()):
        raise SignOnFailed("This sign-in did not begin in this browser. Begin again.", "forged state")
    if answer.get("iss", settings.OIDC_ISSUER) != settings.OIDC_ISSUER:
        raise SignOnFailed(f"Another site than {settings.OIDC_NAME} answered.", "answer of another issuer")
    if answer.get("error") or not answer.get("code"):
        raise SignOnFailed(f"{settings.OIDC_NAME} did not sign you in.", f"the provider said {answer.get('error')!r}")
    claims = _believed(_id_token(attempt, answer["code"], redirect_uri), attempt)
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise SignOnFailed(f"{settings.OIDC_NAME} did not say who you are.", "no subject")
    if attempt.again and not _asked_since(attempt, claims):
        raise SignOnFailed(
            f"{settings.OIDC_NAME} did not ask you to sign in again. Use a password for this: an administrator can "
            "send you a link to choose one.",
            "no new auth_time",
        )
    claimed = claims.get(settings.OIDC_GROUPS_CLAIM)
    groups = frozenset(map(str, claimed)) if isinstance(claimed, list) else None
    return KnownPerson(settings.OIDC_ISSUER, subject, str(claims.get("email", "")), groups)


def metadata() -> dict[str, Any]:
    """Return what the provider says of itself, at most ten minutes old; raise SignOnFailed."""
    return _metadata(settings.OIDC_ISSUER, int(time.monotonic() / METADATA_SECONDS))


def keys() -> KeySet:
    """Return the keys with which the provider signs; raise SignOnFailed."""
    try:
        return KeySet.import_key_set(cast("KeySetSerialization", _fetched(metadata()["jwks_uri"])))
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise _unusable(f"keys: {error}") from error


@lru_cache(maxsize=2)
def _metadata(issuer: str, _period: int) -> dict[str, Any]:
    known = _fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if known.get("issuer") != issuer:
        raise _unusable(f"it calls itself {known.get('issuer')!r}, not {issuer!r}")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not _is_safe(str(known.get(name, ""))):
            raise _unusable(f"{name} is {known.get(name)!r}, not an https address")
    return known


def _fetched(url: str) -> dict[str, Any]:
    if not _is_safe(url):
        raise _unusable(f"{url} is not an https address")
    try:
        answer = requests.get(url, timeout=TIMEOUT_SECONDS, allow_redirects=False)
        answer.raise_for_status()
        document = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise _unusable(f"{url}: {error}") from error
    if answer.status_code != requests.codes.ok or not isinstance(document, dict):
        raise _unusable(f"{url} has no JSON object")
    return document


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)


def _unusable(why: str) -> SignOnFailed:
    return SignOnFailed(f"{settings.OIDC_NAME} cannot be asked now. Try again in a few minutes.", why)


def _client(redirect_uri: str) -> OAuth2Session:
    methods = metadata().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    with_secret = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
    client = OAuth2Session(
        settings.OIDC_CLIENT_ID,
        settings.OIDC_CLIENT_SECRET,
        token_endpoint_auth_method=with_secret if settings.OIDC_CLIENT_SECRET else "none",
        scope=settings.OIDC_SCOPE,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        default_timeout=TIMEOUT_SECONDS,
    )
    client.max_redirects = 0
    return client


def _id_token(attempt: Attempt, code: str, redirect_uri: str) -> str:
    try:
        token = _client(redirect_uri).fetch_token(
            metadata()["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            code_verifier=attempt.verifier,
            redirect_uri=redirect_uri,
        )
        return str(token["id_token"])
    except (AuthlibBaseError, requests.RequestException, KeyError, TypeError, ValueError) as error:
        raise SignOnFailed(f"{settings.OIDC_NAME} did not sign you in. Begin again.", f"no token: {error}") from error


def _believed(id_token: str, attempt: Attempt) -> CodeIDToken:
    """Return the claims of the token if the provider made it for this client and this attempt."""
    wanted: Any = {
        "iss": {"essential": True, "value": settings.OIDC_ISSUER},
        "aud": {"essential": True, "value": settings.OIDC_CLIENT_ID},
        "nonce": {"essential": True, "value": attempt.nonce},
        "exp": {"essential": True},
    }
    try:
        token = jwt.decode(id_token, keys(), algorithms=list(ALGORITHMS))
        claims = CodeIDToken(
            token.claims, token.header, wanted, {"nonce": attempt.nonce, "client_id": settings.OIDC_CLIENT_ID}
        )
        claims.validate(leeway=LEEWAY_SECONDS)
    except (AuthlibBaseError, JoseError, TypeError, ValueError) as error:
        sentence = f"The answer of {settings.OIDC_NAME} cannot be trusted. Begin again."
        raise SignOnFailed(sentence, f"{type(error).__name__}: {error}") from error
    return claims


def _asked_since(attempt: Attempt, claims: Mapping[str, Any]) -> bool:
    moment = claims.get("auth_time")
    return isinstance(moment, int | float) and moment >= attempt.began_at - LEEWAY_SECONDS
