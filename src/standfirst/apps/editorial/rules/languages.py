"""Which of PostgreSQL's text search configurations fits a language."""

_CONFIGURATIONS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nl": "dutch",
    "no": "norwegian", "nb": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip


def search_configuration(language: str) -> str:
    """The configuration of a BCP 47 language, or `simple`, which knows no grammar."""
    return _CONFIGURATIONS.get(language.lower().partition("-")[0], "simple")
