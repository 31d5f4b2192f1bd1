"""`tocsin backup` and `tocsin restore`: copies of an embedded log."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.directory import data_directory
from tocsin.cli.options import Config, Data
from tocsin.streams.backup import back_up
from tocsin.streams.backup import restore as put_back

BACKUP_EXAMPLES = "Examples:\n\n    tocsin backup --config tocsin.yaml backups/2026-11-23.sqlite"
RESTORE_EXAMPLES = "Examples:\n\n    tocsin restore --data var/niger backups/2026-11-23.sqlite"

app = typer.Typer()

_ON_KAFKA = "the cluster keeps copies, as `replication` says"

File = Annotated[Path, typer.Argument(help="The file of the backup.", show_default=False)]


@app.command(epilog=BACKUP_EXAMPLES)
def backup(file: File, data: Data = None, config: Config = None) -> None:
    """Copy the log as it is at this instant to a file, while tocsin runs or not; no file is written over.

    It holds everything: events, what the stages remember and how far they are, and what can be looked into.
    """
    back_up(data_directory(data, config, _ON_KAFKA), file)
    print(f"Backed up to {file}, {file.stat().st_size:,} bytes.")


@app.command(epilog=RESTORE_EXAMPLES)
def restore(file: File, data: Data = None, config: Config = None) -> None:
    """Put a backup into a data directory that is empty or not there yet; `tocsin run` then goes on from it."""
    directory = data_directory(data, config, _ON_KAFKA)
    put_back(file, directory)
    print(f"Restored to {directory}.")
