"""Our own SMTP client, for many messages over few connections: it pipelines, and always knows whether the final dot was written.

`wire` carries bytes and replies, `opening` makes a session ready, `session` sends, `lanes` are several sessions at once.
"""
