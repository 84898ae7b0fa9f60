"""Folders to tracks: scanning, identity, covers, search."""
