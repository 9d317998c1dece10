"""What holds for live interviews, without Django."""
