"""The documentation of the two files that a user writes tells of every field, and its examples work."""

import re
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

from tocsin.domain.actor import Actor, ActorKind
from tocsin.domain.habit import UNKNOWN
from tocsin.domain.watch import AlertKind, AlertRule, Proposition, Severity, Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.ingest.settings import SourceSettings
from tocsin.notify.alertmanager import AlertmanagerSettings
from tocsin.notify.channels import AnyChannelSettings
from tocsin.notify.email import EmailSettings
from tocsin.notify.heartbeat import HeartbeatSettings
from tocsin.notify.pagerduty import PagerDutySettings
from tocsin.notify.slack import SlackBotSettings
from tocsin.settings.configuration import Configuration, DeadLetterSettings, Http, load_configuration, load_watches
from tocsin.streams.kafka.settings import KafkaSettings, SaslSettings, TlsSettings
from tocsin.streams.topics import KEPT_BY_TIME
from tocsin.workers.failures import LEAST

DOCS = Path(__file__).parent.parent.parent / "docs"
SOURCES = [get_args(each)[0] for each in get_args(get_args(SourceSettings)[0])]
CHANNELS = [get_args(each)[0] for each in get_args(get_args(AnyChannelSettings)[0])]
SECTIONS = [
    ("watches.md", "The watch", [Watch]),
    ("watches.md", "Actors", [Actor]),
    ("watches.md", "Propositions", [Proposition]),
    ("watches.md", "Alerts", [AlertRule]),
    ("configuration.md", "The configuration", [Configuration]),
    ("configuration.md", "Sources", SOURCES),
    ("configuration.md", "Channels", CHANNELS),
    ("configuration.md", "Heartbeat", [HeartbeatSettings]),
    ("configuration.md", "HTTP", [Http]),
    ("configuration.md", "Dead letters", [DeadLetterSettings]),
    ("configuration.md", "Kafka", [KafkaSettings]),
    ("configuration.md", "Kafka: TLS", [TlsSettings]),
    ("configuration.md", "Kafka: SASL", [SaslSettings]),
]


def text_of(name):
    return (DOCS / name).read_text("utf-8")


def section_of(name, heading):
    return re.split(r"^## ", text_of(name).split(f"\n## {heading}\n")[1], flags=re.MULTILINE)[0]


def example_of(name):
    return re.search(r"```yaml\n(.*?)```", text_of(name), re.DOTALL)[1]


@pytest.mark.parametrize(("name", "heading", "models"), SECTIONS, ids=[heading for _, heading, _ in SECTIONS])
def test_a_section_tells_of_the_fields_that_there_are_and_of_no_others(name, heading, models):
    tables = section_of(name, heading).partition("| field | meaning |")[2]
    told = re.findall(r"^\| `(\w+)` \|", tables, re.MULTILINE)
    assert sorted(told) == sorted({field for model in models for field in model.model_fields})


@pytest.mark.parametrize("kind", [*get_args(ActorKind), *get_args(AlertKind), *get_args(Severity)])
def test_every_word_that_a_field_can_hold_is_told(kind):
    assert f"`{kind}`" in text_of("watches.md")


def test_the_examples_work_together(tmp_path):
    (tmp_path / "watches").mkdir()
    (tmp_path / "watches" / "kelmar.yaml").write_text(example_of("watches.md"))
    (tmp_path / "tocsin.yaml").write_text(example_of("configuration.md"))
    configuration = load_configuration(tmp_path / "tocsin.yaml")
    (watch,) = load_watches(configuration, built_in_names())
    assert watch.id == "kelmar-2024"


def test_the_values_that_are_told_for_what_is_left_away_are_those_of_the_models():
    rule, http = AlertRule(on="deadline.set"), Http()
    watches, configuration = text_of("watches.md"), text_of("configuration.md")
    assert f"`{rule.severity}` (if left away)" in watches
    assert f"{rule.min_sources} if left away" in watches
    lengths = [f"{int(each.total_seconds() // 3600)}h" for each in (*rule.before, UNKNOWN, rule.horizon)]
    assert f"`[{', '.join(lengths[:-2])}]` if left away" in watches
    assert f"`{lengths[-2]}` until then" in watches
    assert f"`{lengths[-1]}` if left away" in watches
    assert f"`{http.host}` if left away" in configuration
    assert f"`{http.port}` if left away" in configuration
    assert f"`{Configuration.model_fields['data'].default}` if left away" in configuration
    letters = section_of("configuration.md", "Dead letters")
    assert f"`{DeadLetterSettings().share}` if left away" in letters
    assert f"`{DeadLetterSettings().of}` if left away" in letters
    assert f"Fewer than {LEAST} failures" in letters


def test_the_values_that_are_told_for_what_is_left_away_of_the_section_kafka_are_those_of_the_models():
    kafka, sasl = section_of("configuration.md", "Kafka"), section_of("configuration.md", "Kafka: SASL")
    assert f"`{KafkaSettings.model_fields['partitions'].default}` if left away" in kafka
    assert f"`{KafkaSettings.model_fields['replication'].default}` if left away" in kafka
    assert f"`{SaslSettings.model_fields['mechanism'].default}` (if left away)" in sasl


@pytest.mark.parametrize("topic", KEPT_BY_TIME)
def test_how_long_each_topic_is_kept_is_told(topic):
    (row,) = [line for line in section_of("configuration.md", "Kafka").splitlines() if line.startswith("| `keep` |")]
    kept = dict(re.findall(r"`(\d+)d` for ((?:`tocsin[^`]+`(?:, | and )?)+)", row))
    told = {name: int(days) for days, names in kept.items() for name in re.findall(r"`([^`]+)`", names)}
    assert told[topic] == KEPT_BY_TIME[topic].days


@pytest.mark.parametrize(
    "example", re.findall(r"```yaml\n(.*?)```", section_of("configuration.md", "Channels"), re.DOTALL)
)
def test_the_examples_of_the_section_channels_work(tmp_path, example):
    (tmp_path / "watches").mkdir()
    (tmp_path / "watches" / "kelmar.yaml").write_text(example_of("watches.md"))
    (tmp_path / "tocsin.yaml").write_text(f"watches: [watches/*.yaml]\n{example}")
    assert load_configuration(tmp_path / "tocsin.yaml").channels


def test_the_values_that_are_told_for_what_is_left_away_of_the_section_channels_are_those_of_the_models():
    channels = section_of("configuration.md", "Channels")
    assert "`10s` if left away" in channels
    assert {model.model_fields["timeout"].default for model in CHANNELS if model is not EmailSettings} == {
        timedelta(seconds=10)
    }
    assert "`1min` of `email`" in channels
    assert EmailSettings.model_fields["timeout"].default == timedelta(minutes=1)
    assert "`2min` if left away" in channels
    assert AlertmanagerSettings.model_fields["resend"].default == timedelta(minutes=2)
    assert f"`{PagerDutySettings.model_fields['url'].default}` if left away" in channels
    assert "`10min` if left away" in channels
    assert {model.model_fields["fallback_after"].default for model in CHANNELS} == {timedelta(minutes=10)}
    assert f"`{SlackBotSettings.model_fields['slack_api'].default}` if left away" in channels


def test_the_example_of_the_section_kafka_works(tmp_path):
    (tmp_path / "watches").mkdir()
    (tmp_path / "watches" / "kelmar.yaml").write_text(example_of("watches.md"))
    example = re.search(r"```yaml\n(.*?)```", section_of("configuration.md", "Kafka"), re.DOTALL)[1]
    (tmp_path / "tocsin.yaml").write_text(f"watches: [watches/*.yaml]\n{example}")
    kafka = load_configuration(tmp_path / "tocsin.yaml").kafka
    assert (kafka.partitions, kafka.tls.ca) == (8, tmp_path / "certificates" / "authority.pem")
