"""What a mail server's refusal means for the letter."""

import smtplib
from enum import Enum


class Refusal(Enum):
    """PASSING is worth another try, FOR_GOOD is not."""

    PASSING = "passing"
    FOR_GOOD = "for good"


def kind_of(problem: Exception) -> Refusal:
    """A 5xx about this letter is for good; trouble with the connection or with our signing in is not the letter's fault."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = [answer[0] for answer in problem.recipients.values()]
        return Refusal.FOR_GOOD if codes and min(codes) >= 500 else Refusal.PASSING
    if isinstance(problem, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return Refusal.FOR_GOOD if problem.smtp_code >= 500 else Refusal.PASSING
    if isinstance(problem, smtplib.SMTPNotSupportedError | ValueError):
        return Refusal.FOR_GOOD
    return Refusal.PASSING
