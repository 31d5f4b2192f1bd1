"""The section `kafka:` as it stands in the file."""

import pytest

from tocsin.settings.configuration import check, load_configuration

KAFKA = """\
watches: [kelmar.yaml]
kafka:
  brokers: [kafka.example:9093]
  partitions: 4
  keep: {tocsin.articles: 30d}
  tls: {ca: keys/ca.pem, certificate: keys/desk.pem, key: keys/desk.key}
  sasl: {mechanism: PLAIN, user: desk, password_file: keys/password}
"""


@pytest.fixture
def file(tmp_path):
    (tmp_path / "kelmar.yaml").write_text("id: kelmar\ntitle: The closed harbour\n")
    (tmp_path / "tocsin.yaml").write_text(KAFKA)
    return tmp_path / "tocsin.yaml"


def test_paths_count_from_the_folder_of_the_configuration(file):
    kafka = load_configuration(file).kafka
    assert kafka.tls.ca == file.parent / "keys" / "ca.pem"
    assert kafka.tls.key == file.parent / "keys" / "desk.key"
    assert kafka.sasl.password_file == file.parent / "keys" / "password"


@pytest.mark.parametrize("broker", ["kafka.example:9092", "10.0.0.7:1", '"[2001:db8::7]:65535"'])
def test_a_broker_is_named_by_host_and_port(file, broker):
    file.write_text(KAFKA.replace("kafka.example:9093", broker))
    assert load_configuration(file).kafka.brokers == (broker.strip('"'),)


@pytest.mark.parametrize(
    "broker", ["kafka.example", "kafka.example:", "kafka.example:70000", "http://kafka:9092", "desk@kafka:9092", ":1"]
)
def test_what_is_no_address_of_a_broker_is_refused(file, broker):
    file.write_text(KAFKA.replace("kafka.example:9093", f'"{broker}"'))
    assert faults(file) == [
        "tocsin.yaml:3: kafka.brokers[0]: is not the address of a broker; write host:port, as in kafka.example.org:9092"
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            ", certificate: keys/desk.pem",
            "",
            "tocsin.yaml:6: kafka.tls: has a key without its certificate; add certificate",
        ),
        (
            "tls: {ca: keys/ca.pem, certificate: keys/desk.pem, key: keys/desk.key}",
            "tls:",
            "tocsin.yaml:6: kafka.tls: is empty; leave the word away if the connection is to be without it",
        ),
        (
            ", password_file: keys/password",
            "",
            "tocsin.yaml:7: kafka.sasl: needs either password_env or password_file",
        ),
        (
            "password_file: keys/password",
            "password_file: keys/password, password_env: PASSWORD",
            "tocsin.yaml:7: kafka.sasl: needs either password_env or password_file",
        ),
        (
            "tls: {ca: keys/ca.pem, certificate: keys/desk.pem, key: keys/desk.key}",
            "replication: 1",
            "tocsin.yaml:2: kafka: sasl with PLAIN and without tls sends the password in clear; add tls, or choose"
            " SCRAM-SHA-512, or add allow_unencrypted: true to sasl where nobody can listen in",
        ),
        (
            "{tocsin.articles: 30d}",
            "{tocsin.stances: 30d}",
            "tocsin.yaml:5: kafka.keep: 'tocsin.stances' is no topic that is kept by time; those are tocsin.articles,"
            " tocsin.claims, tocsin.alerts, tocsin.deliveries, tocsin.ticks, tocsin.dead-letters",
        ),
    ],
)
def test_each_fault_says_where_it_is_and_what_to_do(file, old, new, fault):
    assert old in KAFKA
    file.write_text(KAFKA.replace(old, new))
    assert faults(file) == [fault]


@pytest.mark.parametrize(("mechanism", "more"), [("SCRAM-SHA-256", ""), ("PLAIN", ", allow_unencrypted: true")])
def test_without_encryption_a_password_travels_hidden_or_by_explicit_leave(file, mechanism, more):
    sasl = f"{{mechanism: {mechanism}, user: desk, password_env: PASSWORD{more}}}"
    file.write_text(f"watches: [kelmar.yaml]\nkafka:\n  brokers: [kafka.example:9092]\n  sasl: {sasl}\n")
    assert load_configuration(file).kafka.sasl.mechanism == mechanism


def test_a_password_that_was_written_into_the_file_is_not_told_again(file):
    file.write_text(KAFKA.replace("password_file: keys/password", "password: hunter2"))
    told = "\n".join(faults(file))
    assert "kafka.sasl.password: there is no such field" in told
    assert "hunter2" not in told


def faults(file):
    return [str(fault).removeprefix(f"{file.parent}/") for fault in check(file, {})]
