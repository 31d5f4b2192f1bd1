"""The hostile headlines, as every test of a channel reads them."""

from pathlib import Path

import yaml

HOSTILE: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "data" / "hostile_headlines.yaml").read_text())
"""By what they try."""

HEADLINES = [headline for headlines in HOSTILE.values() for headline in headlines]
