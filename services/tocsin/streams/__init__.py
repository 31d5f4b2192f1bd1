"""What carries events: topics, their encoding, the log, and the read model that people look into."""
