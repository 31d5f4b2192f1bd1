"""Alerts -> channels: signing, the egress guard, one file per channel, and what sends beside the fold."""
