"""The web: pages for people, linked data and a SPARQL endpoint for programs.

It reads only through `plankg.engine.Engine.answer`; it knows neither the pipeline nor rdflib.
"""

from plankg.web.app import create_app
from plankg.web.service import Service

__all__ = ["Service", "create_app"]
