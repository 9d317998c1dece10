from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "standfirst.screens.desk"
    label = "desk"

    def ready(self) -> None:
        """A draft of the words is tried on the comments that went out."""
        from django.urls import reverse

        from standfirst.apps.comments import api as comments
        from standfirst.screens.desk.replaying import Source, add_source

        add_source(
            Source(
                "Comments",
                lambda most: comments.approved_texts(most=most),
                lambda number: reverse("desk:comment", args=[number]),
            )
        )
