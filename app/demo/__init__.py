"""Two dozen pieces that Ouzel composes itself."""
