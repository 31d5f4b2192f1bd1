"""What `tocsin check` says of channels that are not where they may be, or lead to nobody."""

from pathlib import Path

import pytest

from tocsin.settings.configuration import check

WATCH = "id: kelmar\ntitle: Kelmar\ntimezone: UTC\n"


def faults(folder: Path, channels: str, internal: str = "[]") -> list[str]:
    (folder / "kelmar.yaml").write_text(WATCH)
    file = folder / "tocsin.yaml"
    file.write_text(f"watches: [kelmar.yaml]\ninternal_hosts: {internal}\nchannels:\n{channels}")
    return [str(each).removeprefix(f"{folder}/tocsin.yaml:") for each in check(file, {})]


def channel(name: str, host: str = "ops.example.org", more: str = "") -> str:
    return f'  {name}:\n    webhook: "https://{host}/"\n    secret_env: OPS\n{more}'


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "①②⑦.⓪.⓪.①"])
def test_an_internal_address_is_told_with_its_line_however_it_is_written(tmp_path: Path, host: str) -> None:
    (fault,) = faults(tmp_path, channel("ops", host))
    assert fault.startswith("5: channels.ops.webhook: leads inside: ")
    assert "is not a public address; internal_hosts permits" in fault
    assert faults(tmp_path, channel("ops", host), "[127.0.0.1]") == []


def test_what_cannot_be_listed_as_internal_is_told_with_its_place(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, channel("ops"), "[alertmanager.internal, 169.254.169.254]")
    assert fault.startswith("2: internal_hosts[1]: 169.254.169.254 is not within an internal network")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("    fallback: [dutty]\n", "7: channels.ops.fallback[0]: 'dutty' is no channel; did you mean 'duty'?"),
        (
            "    escalate:\n      after: 5min\n      to: [nobody-at-all]\n",
            "9: channels.ops.escalate.to[0]: 'nobody-at-all' is no channel; define it under channels",
        ),
    ],
)
def test_a_fallback_or_an_escalation_that_leads_nowhere_is_told(tmp_path: Path, more: str, told: str) -> None:
    assert faults(tmp_path, channel("ops", more=more) + channel("duty")) == [told]


@pytest.mark.parametrize("ways", [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "a"}])
@pytest.mark.parametrize("way", ["fallback: [{}]", "escalate: {{after: 5min, to: [{}]}}"])
def test_a_way_that_leads_back_to_where_it_began_is_told(tmp_path: Path, ways: dict[str, str], way: str) -> None:
    written = [channel(name, more=f"    {way.format(after)}\n") for name, after in ways.items()]
    told = faults(tmp_path, "".join(written))
    assert [fault.split(": ")[-1] for fault in told] == [
        f"leads back to {name!r}; let the last channel of the way have none" for name in ways
    ]


def test_two_ways_to_the_same_channel_are_no_way_back(tmp_path: Path) -> None:
    ends = channel("phone") + channel("mail", more="    fallback: [phone]\n")
    assert faults(tmp_path, channel("ops", more="    fallback: [mail, phone]\n") + ends) == []


def test_a_channel_that_leads_into_a_circle_is_in_order_itself(tmp_path: Path) -> None:
    circle = channel("a", more="    fallback: [b]\n") + channel("b", more="    fallback: [a]\n")
    told = faults(tmp_path, channel("ops", more="    fallback: [a]\n") + circle)
    assert [fault.split(": ")[1] for fault in told] == ["channels.a.fallback[0]", "channels.b.fallback[0]"]
