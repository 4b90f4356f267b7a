"""What is legal in a scenario and yet odd: found by reading it, and by letting robots play it."""
