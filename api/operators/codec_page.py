"""The page on which an operator lets the Temporal UI of their browser show payloads."""

import base64
import hashlib

STYLE = "body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 3rem auto; padding: 0 1rem }"
SCRIPT = """
document.querySelector("form").addEventListener("submit", async event => {
  event.preventDefault();
  const say = text => document.querySelector("[role=status]").textContent = text;
  try {
    const headers = {Authorization: "Bearer " + event.target.token.value.trim()};
    const answer = await fetch("sign-in", {method: "POST", headers});
    say(answer.ok ? "Done: load the Temporal UI again." : (await answer.json()).detail);
  } catch {
    say("The server cannot be reached, or the token holds characters that no token has.");
  }
});
"""
PAGE = f"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Payloads in the Temporal UI</title>
<style>{STYLE}</style>
<h1>Payloads in the Temporal UI</h1>
<p>With an access token of an operator or admin, or a service key of theirs with the scope <code>operate</code>, this
browser is shown decrypted payloads for 12 hours, as long as the token lasts.</p>
<form>
<label>Token or key <input type="password" name="token" autocomplete="off" required></label>
<button>Show payloads</button>
</form>
<p role="status"></p>
<script>{SCRIPT}</script>
</html>
"""


def _named(text: str) -> str:
    """The text as a policy lets it, and nothing else, stand in a page (CSP Level 3, 8.2)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


PAGE_HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; connect-src 'self'; script-src {_named(SCRIPT)}; "
    f"style-src {_named(STYLE)}; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
}
