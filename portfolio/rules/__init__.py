"""Pure rules of the portfolio: lateness, likeness, months and days."""
