"""What plays, what comes next, what was played."""
