"""What could be spread: how people assess it, what is to be spread of it, and who takes which parts."""
