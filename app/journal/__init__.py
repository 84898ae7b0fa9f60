"""The append-only record of every user edit, with undo and redo."""
