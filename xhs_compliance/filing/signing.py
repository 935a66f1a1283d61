"""Signatures over receipts: Ed25519 with a key that never leaves this machine. Needs the extra ``sign``."""

import base64
import binascii
from typing import TYPE_CHECKING

import msgspec

from xhs_compliance.filing.receipt import Receipt, Seal, body_of
from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.words import Bilingual

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ALGORITHM = "Ed25519"
_MISSING = Bilingual(
    "签名要用 cryptography，这里没有；安装：pip install 'xhs-compliance[sign]'",
    "signatures need cryptography, which is not installed: pip install 'xhs-compliance[sign]'",
)


def new_key() -> tuple[bytes, bytes]:
    """A new private key and its public key, both as PEM.

    Raises:
        UsageError: when the extra ``sign`` is not installed.

    """
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError:
        raise UsageError(_MISSING) from None
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, public


def signed(receipt: Receipt, private_pem: bytes) -> Receipt:
    """*receipt* with a signature over everything but its seal.

    Raises:
        UsageError: when the key is none, or the extra ``sign`` is not installed.

    """
    key = _private_key(private_pem)
    public = key.public_key().public_bytes_raw()
    assert receipt.seal is not None  # noqa: S101 - every receipt is sealed when it is made
    return msgspec.structs.replace(
        receipt,
        seal=Seal(
            sha256=receipt.seal.sha256,
            algorithm=ALGORITHM,
            public_key=base64.b64encode(public).decode(),
            signature=base64.b64encode(key.sign(body_of(receipt))).decode(),
        ),
    )


def check_signature(receipt: Receipt, source: str, trusted_pem: bytes | None = None) -> str | None:
    """The public key that signed *receipt* (base64), or ``None`` when it is not signed.

    Args:
        receipt: the receipt.
        source: its file, for errors.
        trusted_pem: the public key that must have signed it.

    Raises:
        InputError: when the signature is wrong, missing where a key is demanded, or another key's.
        UsageError: when the extra ``sign`` is not installed, or the trusted key is none.

    """
    seal = receipt.seal
    if seal is None or seal.signature is None:
        if trusted_pem is not None:
            raise InputError(source, Bilingual("凭据没有签名", "the receipt is not signed"))
        return None
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise UsageError(_MISSING) from None
    try:
        raw = base64.b64decode(seal.public_key or "", validate=True)
        Ed25519PublicKey.from_public_bytes(raw).verify(
            base64.b64decode(seal.signature, validate=True), body_of(receipt)
        )
    except (InvalidSignature, ValueError, binascii.Error):
        message = Bilingual("签名和内容对不上", "the signature does not match the content")
        raise InputError(source, message) from None
    if trusted_pem is not None and _public_bytes(trusted_pem) != raw:
        message = Bilingual("凭据是用另一把钥匙签的", "the receipt was signed with another key")
        raise InputError(source, message)
    return seal.public_key


def _private_key(pem: bytes) -> "Ed25519PrivateKey":
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError:
        raise UsageError(_MISSING) from None
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise UsageError(
            Bilingual(f"这不是可用的私钥：{error}", f"this is not a usable private key: {error}")
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(
            Bilingual(
                "私钥要用 Ed25519；运行 xhs-compliance receipt key",
                "the key must be Ed25519: xhs-compliance receipt key makes one",
            )
        )
    return key


def _public_bytes(pem: bytes) -> bytes:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, TypeError) as error:
        raise UsageError(Bilingual(f"这不是可用的公钥：{error}", f"this is not a usable public key: {error}")) from None
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(Bilingual("公钥要用 Ed25519", "the public key must be Ed25519"))
    return key.public_bytes_raw()
