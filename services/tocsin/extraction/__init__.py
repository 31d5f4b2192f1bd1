"""Article to claims. Pure: no clock, no network, no state between articles."""
