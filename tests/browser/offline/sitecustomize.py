"""Loaded by the dashboard's server under test: no connection leaves the machine, each try is told.

Python imports a module of this name by itself at start when its folder is on PYTHONPATH.
"""

import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

_connect = socket.socket.connect
_getaddrinfo = socket.getaddrinfo


def _tell(target: object) -> None:
    with Path(os.environ["OUTSIDE_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{target}\n")


def _is_outside(host: object) -> bool:
    if host in (None, "", "localhost"):
        return False
    try:
        address = ipaddress.ip_address(str(host))
    except ValueError:
        return True
    return not (address.is_loopback or address.is_unspecified)


def connect(self: socket.socket, address: Any) -> None:
    if isinstance(address, tuple) and _is_outside(address[0]):
        _tell(address)
        raise OSError(f"the test lets no connection out: {address}")
    _connect(self, address)


def getaddrinfo(host: Any, *rest: Any, **more: Any) -> Any:
    if _is_outside(host):
        _tell(host)
        raise OSError(f"the test lets no look-up out: {host}")
    return _getaddrinfo(host, *rest, **more)


socket.socket.connect = connect  # type: ignore[method-assign]
socket.getaddrinfo = getaddrinfo
