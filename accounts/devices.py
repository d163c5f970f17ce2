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
_PRODUCT = re.compile(r"[A-Za-z][\w.+-]{0,39}(/[0-9][\w.]{0,15})?", re.ASCII)


def name_of(user_agent: str) -> str:
    """Such as “Firefox 142, Linux” or “curl/8.14.1”; "" where the header says nothing that people would know."""
    text = user_agent[:1_000]
    system = next((name for mark, name in _SYSTEMS.items() if mark in text), "")
    for mark, name in _BROWSERS.items():
        if found := re.search(rf"\b{mark}/([0-9]{{1,4}})", text):
            return f"{name} {found[1]}" + (f", {system}" if system else "")
    product = _PRODUCT.match(text)
    return product[0] if product and product[0] != "Mozilla/5.0" else system
