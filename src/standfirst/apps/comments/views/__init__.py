"""The pages of the comments."""
