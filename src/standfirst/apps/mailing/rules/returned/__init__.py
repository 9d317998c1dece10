"""What comes back: bounces (RFC 3464 and others), complaints (RFC 5965) and answers by themselves (RFC 3834), read without trust."""
