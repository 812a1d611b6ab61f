"""An authenticator in software. It answers as a browser with a security key does, or wrongly on request."""

import base64
import copy
import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

USER_PRESENT, USER_VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40
ORIGIN = "https://archive.example"


def to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class SoftAuthenticator:
    """One key pair on curve P-256 with a count of signatures (WebAuthn level 3, ES256, no attestation)."""

    def __init__(self, *, site: str = "archive.example") -> None:
        self.site = site
        self.private_key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(32)
        self.count = 0

    def clone(self) -> "SoftAuthenticator":
        """Return a copy with the same key and, from now on, its own counter."""
        return copy.copy(self)

    def create(self, options: str, *, origin: str = ORIGIN) -> str:
        """Answer navigator.credentials.create()."""
        numbers = self.private_key.public_key().public_numbers()
        cose_key = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        credential = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(cose_key)
        data = self._authenticator_data(HAS_CREDENTIAL) + credential
        return self._credential(
            {
                "clientDataJSON": to_text(self._client_data("webauthn.create", options, origin)),
                "attestationObject": to_text(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})),
                "transports": ["usb", "unheard-of"],
            }
        )

    def get(self, options: str, *, origin: str = ORIGIN, **wrong: Any) -> str:
        """Answer navigator.credentials.get(); ``wrong`` replaces parts of the response."""
        self.count += 1
        client_data = self._client_data("webauthn.get", options, origin)
        data = self._authenticator_data(0)
        signed = data + hashlib.sha256(client_data).digest()
        signature = self.private_key.sign(signed, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": to_text(client_data),
            "authenticatorData": to_text(data),
            "signature": to_text(signature),
        }
        return self._credential(response | wrong)

    def _authenticator_data(self, flags: int) -> bytes:
        site = hashlib.sha256(self.site.encode()).digest()
        return site + bytes([USER_PRESENT | USER_VERIFIED | flags]) + self.count.to_bytes(4, "big")

    def _client_data(self, kind: str, options: str, origin: str) -> bytes:
        challenge = json.loads(options)["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()

    def _credential(self, response: dict[str, Any]) -> str:
        name = to_text(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
