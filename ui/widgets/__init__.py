"""Painted and composed parts."""
