from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "standfirst.screens.site"
    label = "site"

    def ready(self) -> None:
        """Newsletters print letters, interviews and questions; the apps do not know each other."""
        from standfirst.apps.newsletters.api import add_source
        from standfirst.screens.site.interviews import INTERVIEWS, QUESTIONS
        from standfirst.screens.site.letters import LETTERS

        add_source("letters", LETTERS)
        add_source("interviews", INTERVIEWS)
        add_source("questions", QUESTIONS)
