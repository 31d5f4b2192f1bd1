"""Kafka: where it is, its topics, and what is written to them and read from them outside of the Faust workers."""
