"""One reader a format; all give the same: rows of raw values with addresses, looks and hidden state."""
