"""Everything seen, and the desktop around it; the only Qt."""
