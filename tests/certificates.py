"""TLS on loopback: a server with a certificate of its own, and a client that trusts that one."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Pair = tuple[ssl.SSLContext, ssl.SSLContext]
_BEGUN = datetime(2025, 11, 20, tzinfo=UTC)


def make_pair(folder: Path) -> Pair:
    """The server's context, and a client's that trusts it."""
    path = folder / "pair.pem"
    path.write_bytes(_certificate())
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cafile=str(path))


def _certificate() -> bytes:
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sink")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(_BEGUN).not_valid_after(_BEGUN + timedelta(days=36500))
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = built.add_extension(names, critical=False).sign(key, None)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + made.public_bytes(Encoding.PEM)
