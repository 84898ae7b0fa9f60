"""The commands of main.py that need no window, one file for each group, one table for all."""
