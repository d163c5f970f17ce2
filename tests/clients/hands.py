"""The two ways to use a page: with a pointer, or by the keyboard alone."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from playwright.async_api import Locator, Page, expect

MOST_STOPS = 400
WHERE = """target => {
  const here = document.activeElement;
  if (here === target) return "here";
  return here.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING ? "after" : "before";
}"""
GROUP = """target => {
  const here = document.activeElement;
  return here.type === "radio" && here.name === target.name && here.form === target.form;
}"""
IS_SEEN = "target => target.matches(':focus-visible') && getComputedStyle(target).outlineStyle !== 'none'"


class Hand(Protocol):
    """What a person does with the parts of a page."""

    async def press(self, what: Locator) -> None:
        """A link, a button or the summary of details."""

    async def write(self, field: Locator, text: str) -> None:
        """In the place of what the field holds."""

    async def tick(self, box: Locator) -> None:
        """A box, or one choice of several."""

    async def untick(self, box: Locator) -> None:
        """A box that is ticked."""

    async def choose(self, choice: Locator, name: str) -> None:
        """The option of a list that begins with the name."""

    async def bring(self, field: Locator, files: Sequence[Path]) -> None:
        """Files, by the browser's own dialog."""


class Pointer:
    """Clicks."""

    async def press(self, what: Locator) -> None:
        await what.click()

    async def write(self, field: Locator, text: str) -> None:
        await field.fill(text)

    async def tick(self, box: Locator) -> None:
        await box.check()

    async def untick(self, box: Locator) -> None:
        await box.uncheck()

    async def choose(self, choice: Locator, name: str) -> None:
        await choice.select_option(label=name)

    async def bring(self, field: Locator, files: Sequence[Path]) -> None:
        await field.set_input_files(files)


class Keys:
    """Goes from stop to stop by Tab, and uses what has the focus by its own keys."""

    def __init__(self, page: Page) -> None:
        self._page, self._keys = page, page.keyboard
        self.has_begun = False

    async def press(self, what: Locator) -> None:
        await self._reach(what)
        await self._keys.press("Enter")

    async def write(self, field: Locator, text: str) -> None:
        await self._reach(field)
        await self._keys.press("ControlOrMeta+A")
        await self._keys.type(text)

    async def tick(self, box: Locator) -> None:
        if await box.get_attribute("type") == "radio":
            await self._reach(box, GROUP)
            for _ in range(MOST_STOPS):
                if await box.is_checked():
                    return
                await self._keys.press("Space" if await box.evaluate(WHERE) == "here" else "ArrowDown")
        await self._reach(box)
        await self._keys.press("Space")
        await expect(box).to_be_checked()

    async def untick(self, box: Locator) -> None:
        await self._reach(box)
        await self._keys.press("Space")
        await expect(box).not_to_be_checked()

    async def choose(self, choice: Locator, name: str) -> None:
        await self._reach(choice)
        await self._keys.type(name)

    async def bring(self, field: Locator, files: Sequence[Path]) -> None:
        async with self._page.expect_file_chooser() as opened:
            await self._reach(field)  # the browser is told of the expectation before the key comes
            await self._keys.press("Enter")
        await (await opened.value).set_files(files)

    async def _reach(self, what: Locator, is_there: str = "target => document.activeElement === target") -> None:
        """Raises AssertionError where no number of stops leads there, or where a person would not see the focus."""
        await expect(what).to_be_visible()
        self.has_begun = True
        for _ in range(MOST_STOPS):
            if await what.evaluate(is_there):
                break
            await self._keys.press("Tab" if await what.evaluate(WHERE) == "after" else "Shift+Tab")
        else:
            raise AssertionError(f"no key leads to {what}")
        assert await self._page.locator(":focus").evaluate(IS_SEEN), f"the focus cannot be seen at {what}"
