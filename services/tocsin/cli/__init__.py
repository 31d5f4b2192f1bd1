"""The command `tocsin`: one module for each group of subcommands, put together in `app`."""

from tocsin.cli.app import main

__all__ = ["main"]
