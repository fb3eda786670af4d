"""Pages that the product is held against: the least a Dash page can cost, and what is written at first."""
