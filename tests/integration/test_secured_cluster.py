"""A cluster that wants TLS and a password: who is let in, and what those are told who are not."""

import ssl
from datetime import timedelta

import pytest
from kafka import KafkaAdminClient

from tests.command import tocsin
from tests.kafka import SecuredBroker, issue_certificate
from tocsin.streams.kafka.connection import BrokerError, Connection
from tocsin.streams.kafka.reach import reach

BRIEFLY = timedelta(seconds=1)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "kelmar.yaml").write_text("id: kelmar\ntitle: The closed harbour\n")
    return tmp_path


def topics(folder, broker, *, ca, address=None, mechanism="SCRAM-SHA-512", user=SecuredBroker.user, password):
    (folder / "tocsin.yaml").write_text(
        f"""\
watches: [kelmar.yaml]
kafka:
  brokers: ["{address or broker.address}"]
  replication: 1
  tls: {{ca: {ca}}}
  sasl: {{mechanism: {mechanism}, user: {user}, password_env: PASSWORD}}
"""
    )
    return tocsin("topics", "create", "--config", "tocsin.yaml", cwd=folder, env={"PASSWORD": password})


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-512", "PLAIN"])
def test_who_trusts_the_authority_and_knows_the_password_is_let_in(folder, secured_broker, mechanism):
    ca, password = secured_broker.ca, secured_broker.password
    done = topics(folder, secured_broker, ca=ca, mechanism=mechanism, password=password)
    assert (done.returncode, done.stderr) == (0, "")
    assert "tocsin.claims: created" in done.stdout


def test_what_is_wrong_is_one_line_that_says_what_to_mend(folder, secured_broker):
    ca, right, wrong = secured_broker.ca, secured_broker.password, "open barley"
    other = folder / "other.pem"
    issue_certificate(other, folder / "impostor.pem")
    port, address = secured_broker.port, secured_broker.address
    refused = f"tocsin: {address} refuses the user or the password of kafka.sasl; check both, and the mechanism\n"
    cases = [
        ({"ca": ca, "password": wrong}, refused),
        ({"ca": ca, "password": wrong, "mechanism": "PLAIN"}, refused),
        ({"ca": ca, "password": right, "user": "stranger"}, refused),
        (
            {"ca": ca, "password": right, "mechanism": "SCRAM-SHA-256"},
            f"tocsin: {address} does not know the mechanism of kafka.sasl; choose another\n",
        ),
        (
            {"ca": other, "password": right},
            f"tocsin: {address} has a certificate that is not trusted (unable to get local issuer certificate);"
            f" kafka.tls.ca must name the file with the certificate of who signed it, trusted are those in {other}\n",
        ),
        (
            {"ca": ca, "password": right, "address": f"127.1:{port}"},
            f"tocsin: 127.1:{port} has a certificate for another name (Hostname mismatch, certificate is not valid for"
            " '127.1'); name the broker in kafka.brokers as the certificate does\n",
        ),
    ]
    for given, told in cases:
        done = topics(folder, secured_broker, **given)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", told)


def test_a_client_without_tls_is_told_to_encrypt(secured_broker):
    with pytest.raises(BrokerError, match=f"^{secured_broker.address} does not speak Kafka unencrypted; add kafka.tls"):
        reach(Connection((secured_broker.address,)), BRIEFLY)


def test_a_client_without_a_login_is_told_that_one_may_be_wanted(secured_broker):
    tls = ssl.create_default_context(cafile=secured_broker.ca)
    with pytest.raises(BrokerError, match=r"closes the connection; it may want a login \(kafka.sasl\)"):
        reach(Connection((secured_broker.address,), tls), BRIEFLY)


def test_a_client_with_tls_is_told_that_a_plain_port_does_not_speak_it(broker):
    with pytest.raises(BrokerError, match=r"breaks off when TLS begins; leave kafka.tls away"):
        reach(Connection((broker.address,), ssl.create_default_context()), BRIEFLY)


def test_a_client_with_a_login_is_told_that_none_is_wanted(broker, secured_broker):
    login = secured_broker.connection.login
    with pytest.raises(BrokerError, match=r"wants no login; leave kafka.sasl away"):
        reach(Connection((broker.address,), None, login), BRIEFLY)


def test_where_nobody_listens_is_told_once_patience_ends(broker):
    broker.stop()
    with pytest.raises(BrokerError, match=rf"^{broker.address} cannot be reached \(Connection refused\); check kafka"):
        reach(broker.connection, BRIEFLY)


def test_one_broker_of_several_is_enough(broker):
    reach(Connection(("127.0.0.1:1", broker.address)), BRIEFLY)


class MutualBroker(SecuredBroker):
    """Wants a certificate of its clients too."""

    @property
    def connection(self):
        connection = super().connection
        connection.tls.load_cert_chain(self._identity)
        return connection

    def _settings(self):
        return f"{super()._settings()}\nlistener.name.client.ssl.client.auth=required\n"


def test_a_broker_that_wants_our_certificate_takes_one_that_it_trusts_and_no_other(tmp_path):
    with MutualBroker(tmp_path / "kafka") as broker:
        reach(broker.connection, BRIEFLY)
        KafkaAdminClient(**broker.connection.options()).close()
        unknown = broker.connection_by("SCRAM-SHA-512")
        with pytest.raises(BrokerError, match=r"kafka.tls needs a certificate and key that it trusts"):
            reach(unknown, BRIEFLY)
