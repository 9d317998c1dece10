"""The purge tags of interviews."""

INTERVIEWS = "interviews"  # which there are


def interview_tag(interview_id: int) -> str:
    """What is shown of an interview: its stage, what is on air, its questions. Votes alone purge nothing."""
    return f"interview:{interview_id}"
