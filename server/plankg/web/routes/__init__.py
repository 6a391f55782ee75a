"""The addresses that the web serves, one blueprint per subject."""

from plankg.web.routes import (
    audit,
    data,
    diff,
    documents,
    home,
    openapi,
    pages,
    queries,
    reconcile,
    sparql,
    things,
)

BLUEPRINTS = (
    home.blueprint,
    queries.blueprint,
    audit.blueprint,
    diff.blueprint,
    reconcile.blueprint,
    openapi.blueprint,
    sparql.blueprint,
    data.blueprint,
    things.blueprint,
    pages.blueprint,
    documents.blueprint,
)
