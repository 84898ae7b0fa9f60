"""Lists the user keeps."""
