"""Times as the exports of tools write them."""


def hms(seconds: float, fraction: str = "") -> str:
    """Return 00:01:02, with a fraction such as ".000"."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{fraction}"


def ms(seconds: float) -> str:
    """Return 1:02, or 1:02:03 from an hour on."""
    whole = int(seconds)
    if whole >= 3600:
        return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{whole // 60}:{whole % 60:02}"


def of_day(seconds: float) -> str:
    """Return a time of day, from six in the evening on."""
    return hms(18 * 3600 + seconds)
