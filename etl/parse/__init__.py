"""Text to value: dates, amounts, words, places, lights. Pure functions; what is needed from around is an argument."""
