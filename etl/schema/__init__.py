"""What lists call things, as data: the headings of each field, the words of each code, the kinds of table."""
