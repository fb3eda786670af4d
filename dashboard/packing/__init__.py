"""Packs for meetings, built of what ``dashboard.data`` knows: every count is the one that the pages have."""
