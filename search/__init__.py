"""How a question becomes ranked answers."""
