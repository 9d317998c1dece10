"""What shared pages of the newsletters are made of."""

NEWSLETTERS = "newsletters"  # title, blurb or days of any of them, and their archives
# What stands of them below articles and on the front page: no edition changes that.
OFFERED = "newsletters-offered"
