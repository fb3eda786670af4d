"""What initiatives lead to: indicators, run charts, phases, and the Triple Aim's dimensions."""
