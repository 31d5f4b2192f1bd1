"""What clients are given to connect, and what is told where a password or a certificate cannot be had."""

import ssl
import subprocess
from pathlib import Path

import pytest

from tocsin.streams.kafka.connection import BrokerError, connection
from tocsin.streams.kafka.settings import KafkaSettings

BROKERS = ("kafka.example:9093",)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    for name in ("one", "other"):
        certify(folder, name)
    openssl(folder, "ec", "-in", "one.key", "-aes256", "-passout", "pass:secret", "-out", "locked.key")
    (folder / "both.pem").write_text((folder / "one.pem").read_text() + (folder / "one.key").read_text())
    (folder / "commented.pem").write_text("# Autoridade de Kelmar, não a outra\n" + (folder / "one.pem").read_text())
    (folder / "damaged.pem").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (folder / "empty.pem").write_text("")
    (folder / "binary.pem").write_bytes(b"\xff\xfe\x00")
    return folder


def certify(folder, name):
    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")
    openssl(folder, *new, "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem")


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def connect(tls=None, sasl=None, environment=None):
    given = {name: value for name, value in (("tls", tls), ("sasl", sasl)) if value is not None}
    return connection(KafkaSettings(brokers=BROKERS, **given), environment or {}, Path.read_text)


def refusal(**given):
    with pytest.raises(BrokerError) as refused:
        connect(**given)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_without_more_the_connection_is_plain():
    assert connect().options() == {
        "bootstrap_servers": ["kafka.example:9093"],
        "security_protocol": "PLAINTEXT",
        "ssl_context": None,
    }


@pytest.mark.parametrize("ca", ["one.pem", "commented.pem"])
def test_a_private_authority_is_trusted_alone_and_names_are_checked(keys, ca):
    tls = connect(tls={"ca": keys / ca}).options()["ssl_context"]
    assert [each["subject"] for each in tls.get_ca_certs()] == [((("commonName", "one"),),)]
    assert (tls.verify_mode, tls.check_hostname) == (ssl.CERT_REQUIRED, True)


@pytest.mark.parametrize("own", [{"certificate": "one.pem", "key": "one.key"}, {"certificate": "both.pem"}])
def test_our_own_certificate_may_have_its_key_in_its_file_or_beside_it(keys, own):
    paths = {field: keys / name for field, name in own.items()}
    assert connect(tls={"ca": keys / "other.pem", **paths}).protocol == "SSL"


@pytest.mark.parametrize("tls", [None, {}])
@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-256", "SCRAM-SHA-512"])
def test_a_login_says_who_we_are(mechanism, tls):
    sasl = {"mechanism": mechanism, "user": "desk", "password_env": "PASSWORD"}
    options = connect(tls, sasl, {"PASSWORD": "open sesame"}).options()
    assert options["security_protocol"] == ("SASL_PLAINTEXT" if tls is None else "SASL_SSL")
    assert options["sasl_mechanism"] == mechanism
    assert (options["sasl_plain_username"], options["sasl_plain_password"]) == ("desk", "open sesame")


def test_the_end_of_the_line_is_no_part_of_a_password_in_a_file(tmp_path):
    (tmp_path / "password").write_text(" open sesame \n")
    sasl = {"user": "desk", "password_file": tmp_path / "password"}
    assert connect(sasl=sasl).options()["sasl_plain_password"] == " open sesame "


def test_a_password_does_not_show_where_a_connection_is_printed():
    assert "sesame" not in repr(connect(sasl={"user": "desk", "password_env": "P"}, environment={"P": "open sesame"}))


def test_a_password_that_is_not_there_is_told(tmp_path):
    (tmp_path / "password").write_text("\n")
    assert refusal(sasl={"user": "desk", "password_env": "P"}) == (
        "kafka.sasl.password_env: environment variable P holds no password"
    )
    assert refusal(sasl={"user": "desk", "password_file": tmp_path / "password"}) == (
        f"kafka.sasl.password_file: {tmp_path}/password holds no password"
    )
    assert refusal(sasl={"user": "desk", "password_file": tmp_path / "pasword"}) == (
        f"kafka.sasl.password_file: {tmp_path}/pasword cannot be read: No such file or directory"
    )


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"ca": "none.pem"}, "kafka.tls.ca: {}/none.pem cannot be read: No such file or directory"),
        ({"ca": "binary.pem"}, "kafka.tls.ca: {}/binary.pem is not text"),
        ({"ca": "empty.pem"}, "kafka.tls.ca: {}/empty.pem holds no certificate in PEM"),
        ({"ca": "one.key"}, "kafka.tls.ca: {}/one.key holds no certificate in PEM"),
        ({"ca": "damaged.pem"}, "kafka.tls.ca: {}/damaged.pem holds a certificate that is damaged"),
        (
            {"certificate": "one.key", "key": "one.pem"},
            "kafka.tls.certificate: {}/one.key holds no certificate in PEM",
        ),
        ({"certificate": "one.pem"}, "kafka.tls.key: {}/one.pem holds no private key in PEM"),
        ({"certificate": "one.pem", "key": "none.key"}, "kafka.tls.key: {}/none.key cannot be read"),
        ({"certificate": "one.pem", "key": "locked.key"}, "kafka.tls.key: {}/locked.key has a passphrase"),
        (
            {"certificate": "one.pem", "key": "other.key"},
            "kafka.tls.key: {0}/other.key is not the key of the certificate {0}/one.pem",
        ),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_told_with_its_field(keys, files, told):
    tls = {field: keys / name for field, name in files.items()}
    assert refusal(tls=tls).startswith(told.format(keys))
