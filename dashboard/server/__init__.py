"""Plain routes and headers beside the pages: upload, language, health, what an unknown address answers."""
