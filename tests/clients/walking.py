"""A person in the pages: looks for words, clicks, types, and waits for what is shown."""

from typing import Any

from tests.clients.browser import Page

FIND = """(tag, words) => [...document.querySelectorAll(tag)].filter(
    (one) => one.checkVisibility() && one.textContent.replace(/\\s+/g, " ").includes(words))"""
CLICK = f"(tag, words) => {{ const [one] = ({FIND})(tag, words); one?.click(); return Boolean(one); }}"
SHOWN = "(words) => document.body.innerText.replace(/\\s+/g, ' ').includes(words)"
TYPE = """(label, text) => {
    const named = [...document.querySelectorAll("label")].find((one) => one.textContent.trim() === label);
    const field = named && document.getElementById(named.htmlFor);
    if (!field) return false;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
}"""
REPORTS = """window.refused = [];
addEventListener("securitypolicyviolation", (event) => refused.push(`${event.violatedDirective} ${event.blockedURI}`));
addEventListener("error", (event) => refused.push(String(event.message)), true);
addEventListener("unhandledrejection", (event) => refused.push(String(event.reason)));"""


async def walker(page: Page) -> Page:
    """A page that notes what its policy refused and what its scripts threw."""
    await page.command("Page.addScriptToEvaluateOnNewDocument", source=REPORTS)
    return page


async def shown(page: Page, words: str) -> None:
    """Return as soon as the page says this; AssertionError with what it says instead."""
    try:
        await page.until(f"() => ({SHOWN})({words!r})", seconds=20)
    except AssertionError as error:
        said = await page.evaluate("() => document.body.innerText")
        raise AssertionError(f"never said “{words}”, but:\n{said}") from error


async def click(page: Page, words: str, tag: str = "a, button") -> None:
    """Click the first link or button with these words, as soon as there is one."""
    try:
        await page.until(f"() => ({CLICK})({tag!r}, {words!r})", seconds=20)
    except AssertionError as error:
        said = await page.evaluate("() => document.body.innerText")
        raise AssertionError(f"nothing to click with “{words}” in:\n{said}") from error


async def fill(page: Page, **fields: str) -> None:
    """Type into the fields with these labels; `_` in a name stands for a space or hyphen as the label has it."""
    for label, text in fields.items():
        await page.until(f"() => ({TYPE})({label!r}, {text!r})", seconds=20)


async def choose(page: Page, words: str) -> None:
    """Take the option with these words."""
    await click(page, words, "label")


async def troubles(page: Page) -> list[Any]:
    """What the policy refused, and what was thrown, since the document was loaded."""
    found: list[Any] = await page.evaluate("() => window.refused")
    return found
