"""The ten senders: each module lays out one list as its keeper does, month by month."""
