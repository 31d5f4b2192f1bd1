"""The runtime over Kafka: an ingest worker, and Faust workers that carry the stages."""
