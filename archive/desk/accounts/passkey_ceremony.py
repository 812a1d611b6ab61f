"""The two exchanges of WebAuthn level 3: a browser creates a key pair, and later signs a challenge with it.

A challenge is random, belongs to one session, and is used once, whether the answer is right or not. The ``webauthn``
package checks signatures: type, challenge, origin, site, presence of a person, and that the signature count has grown.
If it has not, the key may be a copy.
"""

import ipaddress
import json
import logging
from typing import Any

import webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from archive.desk.staff_request import StaffRequest
from archive.models import Passkey, current_site

logger = logging.getLogger(__name__)

CHALLENGE = "passkey_challenge"
LONGEST_ANSWER = 20_000
NOT_ACCEPTED = "The passkey was not accepted. Try again, or use a one-time code."
COPIED = "The passkey was not accepted: it may have been copied. Use another one, and remove this one."


def can_use_passkeys(request: StaffRequest, *, any_person: bool = False) -> bool:
    """Return whether this person has a passkey, or could have one: browsers need a host name, not an IP address."""
    if not _has_a_name(request):
        return False
    return any_person or Passkey.objects.filter(user=request.user, confirmed=True).exists()


def new_passkey_options(request: StaffRequest) -> str:
    """Return, as JSON, the options with which the browser creates a key pair, and store the challenge."""
    user = request.user
    options = webauthn.generate_registration_options(
        rp_id=_site(request),
        rp_name=current_site().name,
        user_id=f"archive-user-{user.pk}".encode(),
        user_name=user.get_username(),
        user_display_name=user.get_full_name() or user.get_username(),
        exclude_credentials=_descriptors(request),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    return _keep(request, options)


def verify_new_passkey(request: StaffRequest, answer: str) -> Passkey:
    """Return the passkey that the browser created, unsaved; raise ValidationError if the answer is wrong."""
    expected, parsed = _expected(request), _parsed(answer)
    try:
        verified = webauthn.verify_registration_response(credential=parsed, **expected)
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        logger.info("A new passkey was refused: %s", error)
        raise ValidationError("The passkey could not be added. Try again.") from error
    transports = parsed.get("response", {}).get("transports") or []
    known = {transport.value for transport in AuthenticatorTransport}
    return Passkey(
        user_id=request.user.pk,
        credential_id=bytes_to_base64url(verified.credential_id),
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        transports=[word for word in transports if word in known],
        last_used_at=timezone.now(),
    )


def sign_in_options(request: StaffRequest) -> str:
    """Return, as JSON, what the browser must sign, and store the challenge."""
    options = webauthn.generate_authentication_options(
        rp_id=_site(request),
        allow_credentials=_descriptors(request),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return _keep(request, options)


@transaction.atomic
def verify_sign_in(request: StaffRequest, answer: str) -> Passkey:
    """Return this person's passkey that signed; raise ValidationError if the answer is wrong."""
    expected, parsed = _expected(request), _parsed(answer)
    passkeys = Passkey.objects.select_for_update().filter(user=request.user.pk, confirmed=True)
    passkey = passkeys.filter(credential_id=str(parsed.get("id", ""))).first()
    if passkey is None:
        raise ValidationError(NOT_ACCEPTED)
    try:
        verified = webauthn.verify_authentication_response(
            credential=parsed,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            **expected,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        logger.info("A passkey was refused: %s", error)
        raise ValidationError(COPIED if "sign count" in str(error) else NOT_ACCEPTED) from error
    passkey.sign_count, passkey.last_used_at = verified.new_sign_count, timezone.now()
    passkey.save(update_fields=["sign_count", "last_used_at"])
    return passkey


def _site(request: StaffRequest) -> str:
    """Return the id of the relying party: the host name without its port."""
    return request.get_host().rpartition(":")[0] if ":" in request.get_host() else request.get_host()


def _has_a_name(request: StaffRequest) -> bool:
    """Return whether the site has a host name, over TLS or on this machine. Otherwise browsers offer no passkeys."""
    site = _site(request)
    try:
        ipaddress.ip_address(site.strip("[]"))
    except ValueError:
        return request.is_secure() or site == "localhost" or settings.DEBUG
    return False


def _descriptors(request: StaffRequest) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(passkey.credential_id),
            transports=[AuthenticatorTransport(word) for word in passkey.transports] or None,
        )
        for passkey in Passkey.objects.filter(user=request.user.pk, confirmed=True)
    ]


def _keep(request: StaffRequest, options: Any) -> str:
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return webauthn.options_to_json(options)


def _expected(request: StaffRequest) -> dict[str, Any]:
    """Return what the answer must match, and delete the challenge, so that no answer is accepted twice."""
    challenge = request.session.pop(CHALLENGE, "")
    if not challenge:
        raise ValidationError(NOT_ACCEPTED)
    return {
        "expected_challenge": base64url_to_bytes(challenge),
        "expected_rp_id": _site(request),
        "expected_origin": f"{request.scheme}://{request.get_host()}",
    }


def _parsed(answer: str) -> dict[str, Any]:
    """Return the browser's answer, parsed; raise ValidationError if it is malformed."""
    try:
        parsed = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError):
        parsed = None
    if not isinstance(parsed, dict) or not isinstance(parsed.get("response"), dict):
        raise ValidationError(NOT_ACCEPTED)
    return parsed
