"""What the mail has to do with the world outside: mail servers, and a file that outlives a killed process."""
