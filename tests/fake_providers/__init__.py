"""Programs of mail providers on loopback for the tests: what they took is in a log of their own, which is the oracle."""
