"""What an editor says of a recording: where it is, what was cut out, what was said, and where chapters begin."""

from typing import Any

from django import forms

from standfirst.apps.live import api as live

_CODE = r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})?"


class TimeField(forms.CharField):
    """A time such as 19:02 or 1:19:02.5, in milliseconds."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=16, **given)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        """None for nothing."""
        text = super().clean(value)
        try:
            return live.read_time(text) if text else None
        except live.Unusable as fault:
            raise forms.ValidationError(str(fault)) from fault


class RecordingForm(forms.Form):
    """Where it is and how its time runs."""

    video = forms.URLField(
        label="Video",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="A page of a provider, or your own .m3u8 or .mp4. Empty: there is only the transcript.",
    )
    interview_at = TimeField(
        label="The interview begins at",
        required=False,
        help_text="When its host pressed “Begin”, in the whole recording, such as 0:42. Every chapter follows from it.",
    )
    length = TimeField(label="Length", required=False, help_text="Of the whole recording, such as 49:52.")
    cuts = forms.CharField(
        label="Cut out",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Times of the whole recording, one cut a line: 0:00–1:30. Links to a minute stay right.",
    )
    was_read = forms.BooleanField(label="A person has read the transcript", required=False)

    def clean_video(self) -> str:
        """Something must play it."""
        address: str = self.cleaned_data["video"]
        if address and live.video_in(address) is None:
            raise forms.ValidationError(
                "Nothing plays this: neither a provider that is known nor a host in VIDEO_HOSTS."
            )
        return address

    def clean_cuts(self) -> tuple[live.Span, ...]:
        """As spans."""
        try:
            return live.read_cuts(self.cleaned_data["cuts"])
        except live.Unusable as fault:
            raise forms.ValidationError(str(fault)) from fault

    def told(self) -> live.Told:
        """For the action."""
        given = self.cleaned_data
        return live.Told(
            video=given["video"],
            interview_at=given["interview_at"] or 0,
            length_ms=given["length"],
            cuts=given["cuts"],
            was_read=given["was_read"],
        )


class LanguageForm(forms.Form):
    """Of what is said, and whether it is that which is spoken."""

    language = forms.RegexField(
        _CODE, label="Language", max_length=12, help_text="Its tag, such as en or pt-BR."
    )
    is_spoken = forms.BooleanField(
        label="This language is spoken",
        required=False,
        help_text="Its captions are the transcript. Others are subtitles.",
    )


class FileForm(LanguageForm):
    """A file of subtitles."""

    file = forms.FileField(
        label="File",
        help_text="WebVTT, SRT, TTML or ASS in UTF-8, at most 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,.ttml,.xml,.ass,.ssa"}),
    )
    is_cut = forms.BooleanField(
        label="Its times are those of the trimmed video",
        required=False,
        help_text="It was made after the cuts above.",
    )
    may_lose = forms.BooleanField(
        label="Bring it although corrections are lost",
        required=False,
        help_text="Only those whose words have changed in the file, or moved to another time.",
    )

    def brought(self) -> live.Brought:
        """What is in it. Raises Unusable."""
        given, file = self.cleaned_data, self.cleaned_data["file"]
        if file.size > live.LARGEST:
            raise live.Unusable("The file is larger than 5 MB.")
        return live.Brought(
            language=given["language"],
            is_spoken=given["is_spoken"],
            cues=live.read_file(file.read()),
            is_cut=given["is_cut"],
            may_lose=given["may_lose"],
        )


class LinesForm(forms.Form):
    """What was said, typed."""

    lines = forms.CharField(
        label="What was said",
        max_length=2_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
        help_text="A line for each sentence or two, with its time in the whole recording: 10:51 They must be. "
        "A line without a time names who speaks from there on; – is nobody.",
    )


class TypedForm(LanguageForm, LinesForm):
    """The same, in a language that has no captions yet."""

    def brought(self) -> live.Brought:
        """Raises Unusable."""
        given = self.cleaned_data
        return live.Brought(
            language=given["language"], is_spoken=given["is_spoken"], cues=live.read_typed(given["lines"])
        )


class ChapterForm(forms.Form):
    """One of the editor's own."""

    begins = TimeField(label="Begins at", help_text="In the whole recording, such as 0:00.")
    title = forms.CharField(label="Title", max_length=160)
