"""Whether the channels of a configuration may be where they are, and name one another as they should."""

from collections.abc import Iterator, Mapping, Sequence

from tocsin.notify.internal_hosts import InternalHosts
from tocsin.notify.settings import ChannelSettings
from tocsin.notify.template import Template, TemplateError
from tocsin.settings.faults import Fault, did_you_mean
from tocsin.settings.yaml_source import Document

Channels = Mapping[str, ChannelSettings]


def misfits(channels: Channels, internal: InternalHosts, document: Document) -> list[Fault]:
    """Return everything in which `channels` do not fit one another or the `internal` hosts, by line."""
    faults = [
        *_out_of_reach(channels, internal, document),
        *_successors(channels, document),
        *_templates(channels, document),
    ]
    return sorted(faults, key=lambda fault: fault.line or 0)


def _out_of_reach(channels: Channels, internal: InternalHosts, document: Document) -> Iterator[Fault]:
    for name, settings in channels.items():
        for field, host in settings.hosts.items():
            try:
                internal.vet(host)
            except ValueError as error:
                yield document.fault(("channels", name, field), str(error))


def _successors(channels: Channels, document: Document) -> Iterator[Fault]:
    """Tell of fallbacks and escalations that lead nowhere, or back to where they began."""
    fallbacks = {name: settings.fallback for name, settings in channels.items()}
    escalations = {name: settings.escalate.to if settings.escalate else () for name, settings in channels.items()}
    for field, ways in ((("fallback",), fallbacks), (("escalate", "to"), escalations)):
        for name, successors in ways.items():
            for index, successor in enumerate(successors):
                wrong = _unknown(successor, channels) or _round(name, successor, ways)
                if wrong is not None:
                    yield document.fault(("channels", name, *field, index), wrong)


def _unknown(name: str, channels: Channels) -> str | None:
    if name in channels:
        return None
    return (
        f"{name!r} is no channel; {did_you_mean(name, {each: each for each in channels}, 'define it under channels')}"
    )


def _round(start: str, successor: str, ways: Mapping[str, Sequence[str]]) -> str | None:
    """Return what is wrong where the way from `start` over `successor` leads back to `start`."""
    reached, ahead = {successor}, [successor]
    while ahead:
        ahead = [each for name in ahead for each in ways.get(name, ()) if each not in reached]
        reached.update(ahead)
    return f"leads back to {start!r}; let the last channel of the way have none" if start in reached else None


def _templates(channels: Channels, document: Document) -> Iterator[Fault]:
    """Tell of templates that cannot word every kind of message, with the line of the template."""
    for name, settings in channels.items():
        if settings.template is None:
            continue
        file = document.file.parent / settings.template.expanduser()
        try:
            Template.of(file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            yield document.fault(("channels", name, "template"), f"{settings.template} cannot be read as UTF-8 text")
        except TemplateError as error:
            yield Fault(file, error.line, "", str(error))
