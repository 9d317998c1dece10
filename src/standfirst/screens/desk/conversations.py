"""How conversations are held: everywhere, where a section or an author differs, and under one article."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from standfirst.apps.comments import api as comments
from standfirst.apps.editorial import api as editorial
from standfirst.core.clock import now

may_settle = permission_required("comments.change_conversation", raise_exception=True)
may_hold = permission_required("comments.change_thread", raise_exception=True)
DAYS = (
    ("1", "Monday"), ("2", "Tuesday"), ("3", "Wednesday"), ("4", "Thursday"), ("5", "Friday"), ("6", "Saturday"),
    ("7", "Sunday"),
)  # fmt: skip
MODES = [(mode.value, words) for mode, words in comments.MODES.items()]
LARGEST = 2**31 - 1


class SettingsForm(forms.ModelForm[comments.Conversation]):
    """The one row, with the days as ticks."""

    weekdays = forms.MultipleChoiceField(
        label="Days",
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
        help_text="On which days comments are taken.",
    )
    close_after_days = forms.IntegerField(
        label="Close after", min_value=0, max_value=3650, help_text="Days; 0 for never."
    )
    first_comments = forms.IntegerField(
        label="First comments",
        min_value=0,
        max_value=20,
        help_text="So many of a new author wait for a moderator.",
    )
    longest = forms.IntegerField(
        label="Longest comment", min_value=200, max_value=10_000, help_text="Characters."
    )
    most_links = forms.IntegerField(label="Most links", min_value=0, max_value=20)

    class Meta:
        model = comments.Conversation
        fields = (
            "mode", "close_after_days", "weekdays", "opens_at", "closes_at", "outside_hours", "gated", "first_comments",
            "longest", "most_links",
        )  # fmt: skip
        labels = {
            "mode": "Everywhere", "opens_at": "Opens at", "closes_at": "Closes at", "outside_hours": "Outside these hours",
            "gated": "Who reads the comments on gated articles",
        }  # fmt: skip
        widgets = {
            "opens_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "closes_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["weekdays"] = list(self.instance.weekdays)

    def clean_weekdays(self) -> str:
        """As the row keeps them."""
        return "".join(sorted(self.cleaned_data["weekdays"]))

    def clean(self) -> dict[str, Any]:
        """Hours have a beginning and an end."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(said.get("opens_at")) != bool(said.get("closes_at")):
            self.add_error("closes_at", "Say both when it opens and when it closes, or neither.")
        elif said.get("opens_at") and said["opens_at"] == said["closes_at"]:
            self.add_error("closes_at", "It would never be open.")
        return said


class DefaultForm(forms.Form):
    """A section or an author, and what holds there."""

    page = forms.ChoiceField(label="Section or author")
    mode = forms.ChoiceField(label="Holds", required=False, choices=[("", "What holds everywhere"), *MODES])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [(f"section-{each.id}", each.name) for each in editorial.get_publication().sections]
        authors = [(f"author-{number}", name) for number, name in editorial.author_names()]
        cast("forms.ChoiceField", self.fields["page"]).choices = [
            ("Sections", sections),
            ("Authors", authors),
        ]

    def name_of(self, default: comments.Default) -> str:
        """As the choices call it; empty for a page that is gone."""
        groups = cast("list[Any]", cast("forms.ChoiceField", self.fields["page"]).choices)
        names: dict[str, str] = dict(each for _, group in groups for each in group)
        return names.get(f"{default.of}-{default.page_id}", "")


class ModeForm(forms.Form):
    """How the conversation under one article is held."""

    mode = forms.ChoiceField(
        label="This conversation",
        required=False,
        choices=[("", "As it comes: by what holds everywhere, its section, its authors and its age"), *MODES],
        widget=forms.RadioSelect,
    )


@may_settle
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Everywhere."""
    if request.method != "POST":
        return _screen(request)
    form = SettingsForm(request.POST, instance=comments.get_settings())
    if not form.is_valid():
        return _screen(request, form=form, status=422)
    comments.save_settings(values=form.cleaned_data, by=request.user.pk or 0, now=now())
    messages.success(request, "It holds from now on.")
    return redirect("desk:conversations")


@may_settle
@require_POST
def default(request: HttpRequest) -> HttpResponse:
    """Where a section or an author differs, or no longer does."""
    form = DefaultForm(request.POST)
    if not form.is_valid():
        return _screen(request, default_form=form, status=422)
    of, _, number = form.cleaned_data["page"].partition("-")
    comments.set_default(
        of=comments.Default.Of(of),
        page_id=int(number),
        mode=_mode(form),
        by=request.user.pk or 0,
        now=now(),
    )
    messages.success(request, "It holds from now on.")
    return redirect("desk:conversations")


@may_hold
@require_http_methods(["GET", "POST"])
def article(request: HttpRequest, article_id: int) -> HttpResponse:
    """Under one article; only of published ones."""
    cards = editorial.list_named(ids=[article_id]) if article_id <= LARGEST else ()
    if not cards:
        raise Http404
    ground = comments.ground_of(cards[0], now=now())
    form = ModeForm(request.POST or None, initial={"mode": ground.chosen or ""})
    if request.method == "POST" and form.is_valid():
        comments.set_mode(article_id=article_id, mode=_mode(form), by=request.user.pk or 0, now=now())
        messages.success(request, "It holds from now on.")
        return redirect("desk:conversation", article_id)
    given = {
        "article": cards[0],
        "ground": ground,
        "words": comments.MODES[ground.opening.mode],
        "form": form,
    }
    return render(request, "desk/conversation.html", given, status=422 if form.errors else 200)


def _mode(form: forms.Form) -> comments.Mode | None:
    chosen = form.cleaned_data["mode"]
    return comments.Mode(chosen) if chosen else None


def _screen(request: HttpRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    named = DefaultForm()
    context = {
        "form": SettingsForm(instance=comments.get_settings()),
        "default_form": named,
        "defaults": [(each, named.name_of(each)) for each in comments.list_defaults()],
        **given,
    }
    return render(request, "desk/conversations.html", context, status=status)
