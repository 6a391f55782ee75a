"""Asks servers at one and the same rate, whether or not they keep up.

Connections that ask again as soon as they are answered wait the longer the slower a server is;
their 99th percentile tells its rate once more. Here questions are due at fixed moments, and each
is timed from then on, also the time in which nobody was there to send it.
"""

from __future__ import annotations

import selectors
import time
from collections.abc import Callable, Iterator, Mapping

from service_load import Connection, Load, ask, connected, receive

# So many questions are under way at once, and no more: what a service of ours allows one client.
_MOST = 32
# After the last question is due, answers are waited for so long.
_PATIENCE = 30.0

Asked = Mapping[str, tuple[int, Callable[[int], Iterator[bytes]]]]


def compare_paced(asked: Asked, rate: float, seconds: float, rounds: int) -> None:
    """Ask servers in turns, so many questions a second, and print their percentiles.

    `asked` gives a server's port and its requests in a turn by its name.
    """
    found = {name: Load() for name in asked}
    for turn in range(rounds):
        for name, (port, requests) in asked.items():
            one = paced(port, requests(turn), rate, seconds)
            found[name].seconds += one.seconds
            found[name].failed += one.failed
    print(f"    both at {rate:.0f}/s, from when a question is due:")
    for name, all_of in found.items():
        p50, p99 = (all_of.quantile(share) for share in (0.5, 0.99))
        told = f", {all_of.failed} FAILED" if all_of.failed else ""
        answers = f"{len(all_of.seconds)} answers"
        print(f"    {name:16} {answers}  median {p50:8.2f} ms  p99 {p99:8.2f} ms{told}")


def paced(port: int, requests: Iterator[bytes], rate: float, seconds: float) -> Load:
    """Ask `rate` times a second for so many seconds; each answer is timed from when it was due."""
    found = Load()
    idle: list[Connection] = []
    opened = sent = 0
    last = int(rate * seconds)
    with selectors.DefaultSelector() as selector:
        begun = time.perf_counter()
        while len(found.seconds) + found.failed < last:
            now = time.perf_counter()
            while sent < last and begun + sent / rate <= now and (idle or opened < _MOST):
                if not idle:
                    idle.append(connected(port))
                    selector.register(idle[-1].socket, selectors.EVENT_READ, idle[-1])
                    opened += 1
                client = idle.pop()
                ask(client, requests)
                client.begun = begun + sent / rate
                sent += 1
            if now - begun > seconds + _PATIENCE:
                found.failed = last - len(found.seconds)
                break
            due = begun + sent / rate - time.perf_counter() if sent < last else 1.0
            for key, _ in selector.select(max(0.0, due) if idle or opened < _MOST else 1.0):
                if receive(key.data):
                    if key.data.received.startswith(b"HTTP/1.1 200"):
                        found.seconds.append(time.perf_counter() - key.data.begun)
                    else:
                        found.failed += 1
                    idle.append(key.data)
        for key in list(selector.get_map().values()):
            key.data.socket.close()
        found.elapsed = time.perf_counter() - begun
    return found
