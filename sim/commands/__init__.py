"""What each command does; ``app`` says how it is called."""
