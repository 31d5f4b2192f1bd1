"""How the topics are to lie, and what is told of those that lie otherwise."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.streams.asyncapi import document
from tocsin.streams.kafka.layout import Layout, differences, wanted_layouts
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.topics import CHANGELOGS, EVENTS, KEPT_BY_TIME, TOPICS

BROKERS = "kafka.example:9092"
SETTINGS = KafkaSettings(brokers=(BROKERS,))
WANTED = wanted_layouts(SETTINGS)

layouts = st.builds(
    Layout,
    st.integers(1, 9),
    st.integers(1, 3),
    st.dictionaries(st.sampled_from(["cleanup.policy", "retention.ms", "segment.ms"]), st.sampled_from("abc")),
)
clusters = st.dictionaries(st.sampled_from(["tocsin.claims", "tocsin.alerts", "tocsin.ticks"]), layouts)


def told(found, wanted=WANTED):
    return [str(each) for each in differences(wanted, found, BROKERS)]


@given(clusters)
def test_what_is_as_it_should_be_differs_in_nothing(cluster):
    assert told(cluster, cluster) == []


@given(clusters, clusters)
def test_topics_and_settings_that_nobody_asked_for_are_passed_over(wanted, others):
    found = {
        name: replace(layout, settings={"compression.type": "gzip", **layout.settings})
        for name, layout in {**others, **wanted}.items()
    }
    assert told(found, wanted) == []


@given(clusters, clusters)
def test_mending_all_that_is_told_leaves_no_difference(wanted, found):
    named = {each.topic for each in differences(wanted, found, BROKERS)}
    mended = {name: wanted[name] if name in named else layout for name, layout in found.items()}
    assert told({**{name: wanted[name] for name in named}, **mended}, wanted) == []


@given(clusters, clusters)
def test_each_topic_that_lies_otherwise_is_told(wanted, found):
    named = {each.topic for each in differences(wanted, found, BROKERS)}
    otherwise = {
        name
        for name, layout in wanted.items()
        if name not in found
        or (layout.partitions, layout.replication) != (found[name].partitions, found[name].replication)
        or not layout.settings.items() <= found[name].settings.items()
    }
    assert named == otherwise


def test_a_topic_that_is_missing_is_told_with_the_command_that_makes_it():
    found = {name: layout for name, layout in WANTED.items() if name != "tocsin.claims"}
    assert told(found) == ["tocsin.claims: is missing; run `tocsin topics create --config FILE`"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            {"partitions": 6},
            "tocsin.claims: partitions is 6, should be 4; set kafka.partitions to 6, or move with `tocsin copy`"
            " to a cluster without topics",
        ),
        (
            {"replication": 1},
            "tocsin.claims: replication is 1, should be 3; run kafka-reassign-partitions.sh"
            " --bootstrap-server kafka.example:9092, or set kafka.replication",
        ),
        (
            {"settings": {**WANTED["tocsin.claims"].settings, "retention.ms": "1000"}},
            "tocsin.claims: retention.ms is 1000, should be 34560000000; run kafka-configs.sh --bootstrap-server"
            " kafka.example:9092 --entity-type topics --entity-name tocsin.claims --alter"
            " --add-config retention.ms=34560000000",
        ),
    ],
)
def test_a_difference_says_what_is_and_what_should_be_and_how_to_mend_it(change, line):
    assert told({**WANTED, "tocsin.claims": replace(WANTED["tocsin.claims"], **change)}) == [line]


def test_only_a_missing_topic_and_another_number_of_partitions_keep_workers_from_starting():
    claims = WANTED["tocsin.claims"]
    found = {
        **{name: replace(layout, settings={}, replication=1) for name, layout in WANTED.items()},
        "tocsin.claims": replace(claims, partitions=claims.partitions + 1),
    }
    del found["tocsin.alerts"]
    fatal = [each.topic for each in differences(WANTED, found, BROKERS) if each.fatal]
    assert sorted(fatal) == ["tocsin.alerts", "tocsin.claims"]


def test_all_topics_have_as_many_partitions_and_copies_as_the_settings_say():
    layouts = wanted_layouts(KafkaSettings(brokers=(BROKERS,), partitions=7, replication=2)).values()
    assert {(each.partitions, each.replication) for each in layouts} == {(7, 2)}


@pytest.mark.parametrize(("replication", "least"), [(1, "1"), (2, "1"), (3, "2"), (5, "2")])
def test_a_write_waits_for_a_second_copy_only_where_one_broker_may_be_away(replication, least):
    layouts = wanted_layouts(KafkaSettings(brokers=(BROKERS,), replication=replication)).values()
    assert {each.settings["min.insync.replicas"] for each in layouts} == {least}


@pytest.mark.parametrize("topic", KEPT_BY_TIME)
def test_a_topic_that_is_kept_by_time_counts_from_arrival_and_closes_segments_in_time(topic):
    settings = WANTED[topic].settings
    assert settings["message.timestamp.type"] == "LogAppendTime"
    assert int(settings["segment.ms"]) * 10 <= int(settings["retention.ms"])


@pytest.mark.parametrize("topic", CHANGELOGS, ids=lambda topic: topic.name)
def test_a_changelog_is_compacted_and_never_deleted_from(topic):
    settings = WANTED[topic.name].settings
    assert settings["cleanup.policy"] == "compact"
    assert "retention.ms" not in settings
    assert int(settings["segment.bytes"]) > int(settings["max.message.bytes"])


def test_a_user_may_keep_a_topic_for_another_time():
    keep = {"tocsin.articles": timedelta(days=2)}
    layouts = wanted_layouts(KafkaSettings(brokers=(BROKERS,), keep=keep))
    assert layouts["tocsin.articles"].settings["retention.ms"] == "172800000"
    assert layouts["tocsin.claims"] == WANTED["tocsin.claims"]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_the_published_contract_says_of_a_topic_what_the_cluster_is_asked(topic):
    channels = document("envelope", dict.fromkeys(EVENTS.values(), "schema"))["channels"].values()
    (bindings,) = [each["bindings"]["kafka"] for each in channels if each["address"] == topic.name]
    published = bindings["topicConfiguration"]
    asked = WANTED[topic.name].settings
    assert [asked["cleanup.policy"]] == published.pop("cleanup.policy")
    assert {name: str(value) for name, value in published.items()}.items() <= asked.items()
