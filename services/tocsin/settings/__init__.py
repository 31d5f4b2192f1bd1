"""The two files that a user writes, the configuration and the watches: read, checked, and told what is wrong."""
