"""How questions become answers."""
