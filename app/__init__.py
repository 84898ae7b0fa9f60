"""What the program knows and decides; without Qt."""
