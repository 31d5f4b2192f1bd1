"""tocsin reads the news and keeps true who stands where and which deadlines are running."""

__version__ = "0.1.0"
