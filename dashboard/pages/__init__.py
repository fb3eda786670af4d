"""The pages: one module each, plain to import; none is registered until the app asks."""
