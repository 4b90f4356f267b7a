"""The market screen, where the game is played: one part to a file."""

from game.screens.market.screen import MarketScreen

__all__ = ["MarketScreen"]
