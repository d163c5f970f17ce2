"""What people are told of the devices that they are signed in on: browser and system, never the whole header."""

import re

# A browser names those that it is compatible with as well, so the particular ones come first.
_BROWSERS = {
    "Edg": "Edge",
    "EdgA": "Edge",
    "EdgiOS": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "FxiOS": "Firefox",
    "Firefox": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Version": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Macintosh": "macOS",
    "Linux": "Linux",
}
_NAMED = re.compile(r"\b(?P<browser>[A-Za-z]{1,20})/(?P<version>[0-9]{1,4})", re.ASCII)
_PRODUCT = re.compile(r"[A-Za-z][\w.+-]{0,39}(/[0-9][\w.]{0,15})?", re.ASCII)


def name_of(user_agent: str) -> str:
    """Such as “Firefox 142, Linux” or “curl/8.14.1”; "" where the header says nothing that people would know."""
    text = user_agent[:1_000]
    system = next((name for mark, name in _SYSTEMS.items() if mark in text), "")
    versions = {found["browser"]: found["version"] for found in _NAMED.finditer(text)}
    for mark, name in _BROWSERS.items():
        if mark in versions:
            return f"{name} {versions[mark]}" + (f", {system}" if system else "")
    product = _PRODUCT.match(text)
    return product[0] if product and product[0] != "Mozilla/5.0" else system
