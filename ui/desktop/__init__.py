"""Media keys, MPRIS and the like."""
