"""The section `kafka:` of the configuration."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from tocsin.domain.record import Definition
from tocsin.domain.watch import Length
from tocsin.host_and_port import host_and_port
from tocsin.streams.topics import KEPT_BY_TIME


def _address(text: str) -> str:
    return host_and_port(text, "the address of a broker", "kafka.example.org:9092")


class SaslSettings(Definition):
    """How tocsin tells the brokers who it is."""

    mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    user: str = Field(min_length=1)
    password_env: str | None = Field(default=None, min_length=1, description="Environment variable with the password.")
    password_file: Path | None = Field(default=None, description="File with the password.")
    allow_unencrypted: bool = Field(default=False, description="Whether PLAIN may send the password without TLS.")

    @model_validator(mode="after")
    def _one_password(self) -> "SaslSettings":
        if (self.password_env is None) == (self.password_file is None):
            raise ValueError("needs either password_env or password_file")
        return self


class TlsSettings(Definition):
    """How the connection is encrypted."""

    ca: Path | None = Field(default=None, description="Certificates to trust (PEM); the system's where left out.")
    certificate: Path | None = Field(default=None, description="Our own certificate (PEM), for mutual TLS.")
    key: Path | None = Field(default=None, description="The key of our own certificate (PEM); may be in its file.")

    @model_validator(mode="after")
    def _key_of_something(self) -> "TlsSettings":
        if self.key is not None and self.certificate is None:
            raise ValueError("has a key without its certificate; add certificate")
        return self


class KafkaSettings(Definition):
    """The cluster that carries the events, and what is asked of it."""

    brokers: tuple[Annotated[str, AfterValidator(_address)], ...] = Field(
        min_length=1, description="Where to find the cluster, `host:port` each."
    )
    partitions: int = Field(default=4, ge=1, le=1000, description="Partitions of each topic; never changed later.")
    replication: int = Field(default=3, ge=1, le=15, description="Copies of each partition; 1 for a single broker.")
    keep: Mapping[str, Annotated[Length, Field(ge=timedelta(hours=1))]] = Field(
        default_factory=dict, description="How long the events of a topic stay, by its name."
    )
    spool: int = Field(
        default=1_000_000_000, ge=1_000_000, description="Bytes that may wait on disk while the brokers are away."
    )
    tls: TlsSettings | None = Field(default=None, description="Encrypts the connection; unencrypted where left out.")
    sasl: SaslSettings | None = Field(default=None, description="Who tocsin is; nobody in particular where left out.")

    @field_validator("keep")
    @classmethod
    def _topics_kept_by_time(cls, keep: Mapping[str, timedelta]) -> Mapping[str, timedelta]:
        for name in keep.keys() - KEPT_BY_TIME.keys():
            raise ValueError(f"{name!r} is no topic that is kept by time; those are {', '.join(KEPT_BY_TIME)}")
        return keep

    @field_validator("tls", "sasl", mode="before")
    @classmethod
    def _written_out(cls, value: object) -> object:
        if value is None:
            raise ValueError("is empty; leave the word away if the connection is to be without it")
        return value

    @model_validator(mode="after")
    def _no_password_in_clear(self) -> "KafkaSettings":
        if self.sasl and self.sasl.mechanism == "PLAIN" and not self.tls and not self.sasl.allow_unencrypted:
            raise ValueError(
                "sasl with PLAIN and without tls sends the password in clear; add tls, or choose SCRAM-SHA-512,"
                " or add allow_unencrypted: true to sasl where nobody can listen in"
            )
        return self
