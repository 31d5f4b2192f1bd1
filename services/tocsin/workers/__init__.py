"""The runtimes: what carries the stages."""
