"""What shared pages of the newsletters are made of."""

NEWSLETTERS = "newsletters"  # title, blurb or days of any of them, and their archives
OFFERED = (
    "newsletters-offered"  # what stands of them below articles and on the front page: no edition changes that
)
