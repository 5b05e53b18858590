"""A time stamp authority for tests: a root, a certificate for time stamping, signed responses.

Source: RFC 3161, RFC 5816 (signingCertificateV2), RFC 5652.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
_YEAR = timedelta(days=365)


class Authority:
    """An authority with its root; each has keys of its own."""

    def __init__(self, name: str = "Test", usage: x509.ObjectIdentifier | None = None) -> None:
        self._root_key = ec.generate_private_key(ec.SECP256R1())
        self._key = ec.generate_private_key(ec.SECP256R1())
        issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} root")])
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} time stamps")])
        self.root = (
            _certificate(issuer, issuer, self._root_key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self._root_key, SHA256())
        )
        self.certificate = (
            _certificate(subject, issuer, self._key)
            .add_extension(x509.ExtendedKeyUsage([usage or ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(self._root_key, SHA256())
        )

    @property
    def root_pem(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def answers(self, request: bytes, *, at: datetime = AT, **changed: object) -> bytes:
        """Return the response to a request (DER), with some fields of the statement changed."""
        asked = tsp.TimeStampReq.load(request)
        stated = {
            "version": "v1",
            "policy": "1.2.3.4",
            "message_imprint": asked["message_imprint"],
            "serial_number": 77,
            "gen_time": at,
            "nonce": asked["nonce"].native,
            **changed,
        }
        content = tsp.TSTInfo(stated)
        response = {"status": {"status": "granted"}, "time_stamp_token": self._signed(content.dump())}
        return bytes(tsp.TimeStampResp(response).dump())

    def refuses(self) -> bytes:
        """Return a response without a time stamp: PKIStatusInfo { rejection }."""
        return bytes.fromhex("30053003020102")

    def _signed(self, content: bytes) -> cms.ContentInfo:
        leaf = asn1_x509.Certificate.load(self.certificate.public_bytes(Encoding.DER))
        sha = algos.DigestAlgorithm({"algorithm": "sha256"})
        named = tsp.ESSCertIDv2({"hash_algorithm": sha, "cert_hash": sha256(leaf.dump()).digest()})
        attributes = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
                cms.CMSAttribute({"type": "message_digest", "values": [sha256(content).digest()]}),
                cms.CMSAttribute(
                    {
                        "type": "signing_certificate_v2",
                        "values": [tsp.SigningCertificateV2({"certs": [named]})],
                    }
                ),
            ]
        )
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    "issuer_and_serial_number",
                    cms.IssuerAndSerialNumber({"issuer": leaf.issuer, "serial_number": leaf.serial_number}),
                ),
                "digest_algorithm": sha,
                "signed_attrs": attributes,
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
                "signature": self._key.sign(attributes.untag().dump(), ec.ECDSA(SHA256())),
            }
        )
        signed = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [sha],
                "encap_content_info": {
                    "content_type": "tst_info",
                    "content": core.ParsableOctetString(content),
                },
                "certificates": [leaf],
                "signer_infos": [signer],
            }
        )
        return cms.ContentInfo({"content_type": "signed_data", "content": signed})


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - _YEAR)
        .not_valid_after(AT + _YEAR)
    )
