"""Tokens to colours, fonts, icons and style sheets."""
