from tests.real import database_url

__all__ = ["database_url"]
