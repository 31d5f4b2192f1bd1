"""Secrets: from the environment or from a file, never from the YAML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from tocsin.domain.mendable import Mendable


class SecretError(Mendable):
    """A secret is missing or malformed; says whose it is and where it was looked for, and nothing of itself."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What was found, and where: `environment variable NAME` or `file PATH`."""

    text: SecretStr
    where: str

    def words(self) -> tuple[SecretStr, ...]:
        """Return what is separated by spaces: while one secret replaces another there are two."""
        return tuple(SecretStr(word) for word in self.text.get_secret_value().split())


@dataclass(frozen=True, slots=True)
class Vault:
    """Where secrets are looked for: an environment, and files by `read`."""

    environment: Mapping[str, str]
    read: Callable[[Path], str]

    def secret(self, owner: str, variable: str | None, file: Path | None) -> Secret:
        """Return what the variable holds, or else the file; raises SecretError where there is nothing.

        `owner` says in words whose secret it is.
        """
        if file is None:
            where, text = f"environment variable {variable}", self.environment.get(variable or "", "")
        else:
            where, text = f"file {file}", self._contents(owner, file)
        if not text.strip():
            raise SecretError(f"{owner}: {where} holds no secret")
        return Secret(SecretStr(text.strip()), where)

    def _contents(self, owner: str, path: Path) -> str:
        try:
            return self.read(path)
        except OSError as error:
            raise SecretError(f"{owner}: file {path} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError:
            raise SecretError(f"{owner}: file {path} is not text") from None
