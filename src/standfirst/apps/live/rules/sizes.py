"""How long and how many: of questions, votes and everything that a producer writes."""

from datetime import timedelta

SHORTEST, LONGEST = 5, 500  # characters of a question
LONGEST_LABEL = 20
LONGEST_SENTENCE = 300  # why one was declined
MOST_OPEN = 5  # questions of one asker that wait or are open
BETWEEN_QUESTIONS = timedelta(minutes=1)
VOTES_A_MINUTE = 30
COLLECTS_AHEAD = timedelta(days=21)
