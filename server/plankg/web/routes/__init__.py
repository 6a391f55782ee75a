"""The addresses that the web serves, one blueprint per subject."""

from plankg.web.routes import documents, home, pages, queries, sparql, things

BLUEPRINTS = (
    home.blueprint,
    queries.blueprint,
    sparql.blueprint,
    things.blueprint,
    pages.blueprint,
    documents.blueprint,
)
