"""Text to value: dates, amounts, words, places, lights; pure functions that take what they need."""
