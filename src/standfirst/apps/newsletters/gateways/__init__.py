"""What the newsletters need of the world outside: the lane of mail in bulk."""
