"""What shared pages of the newsletters are made of."""

NEWSLETTERS = "newsletters"  # title, blurb or days of any of them
