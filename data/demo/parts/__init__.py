"""What the demo's workbooks are made of: cells that know their meaning, sheets, writers, senders."""
