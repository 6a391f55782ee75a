"""Tells who asks: the address of the connection, or what a trusted proxy says it was."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from functools import lru_cache

from plankg.errors import WorkspaceError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# Providers give a whole /64 to one customer, who would otherwise be 2⁶⁴ clients.
_IPV6_CUSTOMER = 64


class Clients:
    """Names clients for fair use: an IPv4 address, an IPv6 network of one customer."""

    def __init__(self, trusted_proxies: Sequence[str]) -> None:
        self._trusted = tuple(map(_network, trusted_proxies))

    def trusts(self, peer: str) -> bool:
        """Say whether `peer` is one of the proxies."""
        return bool(self._trusted) and _is_within(peer, self._trusted)

    def client_of(self, peer: str, headers: Mapping[bytes, bytes]) -> str:
        """Return who asks. Only a trusted proxy is believed, and only for the hop before it."""
        address = peer
        if self.trusts(peer):
            forwarded = headers.get(b"x-forwarded-for", b"").decode("latin-1")
            # Whatever stands to the left of an untrusted hop may be invented.
            for hop in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
                address = hop
                if not self.trusts(hop):
                    break
        return _customer(address)

    def scheme_of(self, peer: str, headers: Mapping[bytes, bytes]) -> str:
        """Return the scheme that the client used: https ends at the proxy."""
        if not self.trusts(peer):
            return "http"
        said = headers.get(b"x-forwarded-proto", b"").strip().lower()
        return "https" if said == b"https" else "http"


@lru_cache(maxsize=4096)
def _is_within(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)


@lru_cache(maxsize=4096)
def _customer(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, _IPV6_CUSTOMER), strict=False))
    return str(found)


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise WorkspaceError(
            f"server.trusted_proxies: {text!r} is no address or network: write them as"
            " '10.0.0.1' or '10.0.0.0/8'"
        ) from error
