"""When one machine is not enough: an engine over a remote endpoint, and how it is loaded.

What is asked of endpoints, and what was tried: docs/remote-endpoints.md.
"""

from plankg.remote.engine import RemoteEngine
from plankg.remote.failures import EndpointError
from plankg.remote.transport import Credentials

__all__ = ["Credentials", "EndpointError", "RemoteEngine"]
