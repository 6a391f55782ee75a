"""The service around the web: connections, a cache of answers, fair use, releases, measurements.

`plankg.web` answers one request; what stands here keeps it answering: many at once, quickly, the
same answer to the same question, the next release without a restart.
"""
