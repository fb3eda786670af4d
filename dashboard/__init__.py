"""The pages: what people see of the portfolio, and the command that serves them."""
