"""The process that makes sound; knows URIs, seconds and gains, never a library."""
