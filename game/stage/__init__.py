"""The staircase and the people on it."""
