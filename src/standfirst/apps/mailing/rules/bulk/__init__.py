"""One message to very many: encoded once for all, filled for each within microseconds.

`tokens` says what may differ from reader to reader, `quoted` and `headers` encode, `forms` puts it together.
"""
