"""Looking back on a run: what was decisive, and the road not taken."""
