"""Lists and tables behind views."""
