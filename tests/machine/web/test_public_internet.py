"""A webhook only leads to https addresses on the public internet, whatever its name resolves to."""

import socket

import pytest

from archive.machine.web.public_internet import CheckedConnection, NotPublic, check_url, is_public

PRIVATE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("240.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1"),
]
PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_accepted(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.org/",
            "ftp://example.org/",
            "https://",
            "https:///path",
            "example.org",
            "javascript:alert(1)",
        ),
        *("https://user:secret@example.org/", "https://example.org:0/", "https://example.org:99999/", "https://[::1"),
    ],
)
def test_only_https_urls_are_accepted(url):
    with pytest.raises(NotPublic):
        check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        *("https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/"),
        *("https://[::ffff:127.0.0.1]/", "https://0/"),
    ],
)
def test_this_machine_is_refused_in_any_notation(url):
    with pytest.raises((NotPublic, OSError)):
        CheckedConnection(url)


def resolving(*addresses: str):
    """Return a resolver that resolves any name to these addresses."""
    return lambda _host, port, **_: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", resolving("93.184.215.14", "10.0.0.1"))
    with pytest.raises(NotPublic):
        CheckedConnection("https://example.org/")


def test_the_connection_goes_to_the_checked_address(monkeypatch):
    """The name resolves to a private address a moment later, but the connection does not resolve it again."""
    connected = []

    def connect(address, *_):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolving("93.184.215.14"))
    connection = CheckedConnection("https://example.org:8443/changes")
    monkeypatch.setattr(socket, "getaddrinfo", resolving("127.0.0.1"))
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(ConnectionRefusedError):
        connection.request("POST", connection.target, b"{}")
    assert connected == [("93.184.215.14", 8443)]
