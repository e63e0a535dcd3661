"""The search for a better scheme: what may vary, what is wanted, and within which limits."""
