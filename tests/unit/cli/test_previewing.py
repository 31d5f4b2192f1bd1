"""`tocsin channels preview`: the payload as it would be sent, but for what is secret."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.strait import desk, links_of
from tocsin.cli.app import app


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    written = desk(tmp_path)
    written.write_text(written.read_text().replace("channels:\n", "channels:\n  ops: {slack_env: OPS}\n"))
    return written


def preview(configuration: Path, message: str = "raised") -> str:
    done = CliRunner().invoke(app, ["channels", "preview", "ops", "--config", str(configuration), "--message", message])
    assert done.exit_code == 0
    return done.stdout


def test_where_messages_hold_a_link_the_preview_holds_a_specimen_and_the_secret_is_not_needed(
    configuration: Path,
) -> None:
    assert "/ack/" not in preview(configuration)
    links_of(configuration)
    configuration.with_name("links").unlink()
    assert "https://tocsin.example.org/ack/specimen-acknowledges-nothing-" in preview(configuration)
    assert "/ack/" not in preview(configuration, "resolved")
