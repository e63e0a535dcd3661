"""Who leaves for better pay or out of a poor mood, and how long a seat is empty and its successor slow."""
