// The frame of every page: skip link, navigation, the page itself, footer, toasts and live regions.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { html } from "./lib/html.js";
import { LANGUAGES, language, speak, t } from "./lib/messages.js";
import { match, navigate, path, place } from "./lib/router.js";
import { account, signOut } from "./lib/session.js";
import { announce, dismiss, polite, toast, toasts, urgent } from "./lib/telling.js";
import { NAVIGATION, ROUTES, maySee } from "./routes.js";

export function Shell() {
  return html`
    <a class="skip" href="#main" onClick=${toMain}>${t("nav.skip")}</a>
    <${Masthead} />
    <${Page} />
    <footer class="site-foot"><a href="/docs">${t("nav.reference")}</a></footer>
    <${Toasts} />
    <div class="visually-hidden" role="status">${polite.value}</div>
    <div class="visually-hidden" role="alert">${urgent.value}</div>`;
}

function Masthead() {
  const links = NAVIGATION.filter((one) => maySee(account.value, one.for));
  const current = (one) => (path.value === one.path || path.value.startsWith(`${one.path}/`) ? "page" : undefined);
  return html`
    <header class="masthead">
      <a class="masthead-name" href="/">Coursewright</a>
      ${links.length > 0 &&
      html`<nav aria-label=${t("nav.main")}>
        <ul>
          ${links.map((one) => html`<li><a href=${one.path} aria-current=${current(one)}>${t(one.name)}</a></li>`)}
        </ul>
      </nav>`}
      <div class="masthead-end">
        <${LanguageChoice} />
        ${account.value
          ? html`<span class="soft" dir="auto">${account.value.full_name}</span>
              <button class="button quiet" onClick=${leave}>${t("nav.sign_out")}</button>`
          : path.value !== "/sign-in" && html`<a class="button quiet" href="/sign-in">${t("nav.sign_in")}</a>`}
      </div>
    </header>`;
}

function LanguageChoice() {
  const choose = (event) => speak(event.target.value, { isWish: true });
  return html`<label>
    <span class="visually-hidden">${t("nav.language")}</span>
    <select class="plain" value=${language.value} onChange=${choose}>
      ${Object.entries(LANGUAGES).map(([code, name]) => html`<option value=${code} lang=${code}>${name}</option>`)}
    </select>
  </label>`;
}

async function leave() {
  try {
    await signOut();
  } catch (problem) {
    toast(problem.message || t("problem.unreachable"), { kind: "bad" });
  }
  navigate("/sign-in");
}

/** The page of the present address, once its module is there and who asks may see it. */
function Page() {
  const found = match(ROUTES, path.value);
  const main = useRef(null);
  const [shown, setShown] = useState(/** @type {{load?: Function, View?: any, fault?: Error}} */ ({}));
  const allowed = found && maySee(account.value, found.route.for);
  const mustSignIn = found && !allowed && !account.value;

  useLayoutEffect(() => {
    if (!found) return undefined;
    let isStale = false;
    const { load } = found.route;
    load().then(
      (module) => !isStale && setShown({ load, View: module.default }),
      (fault) => !isStale && setShown({ load, fault }),
    );
    return () => (isStale = true);
  }, [found?.route.load]);

  useEffect(() => {
    if (mustSignIn) navigate(`/sign-in?next=${encodeURIComponent(path.value + location.search)}`, { replace: true });
  }, [mustSignIn]);

  useArrival(main, shown);

  const inner = () => {
    if (!found) return html`<${Nowhere} />`;
    if (mustSignIn) return null;
    if (!allowed) return html`<h1>${t("page.not_yours")}</h1><p>${t("page.not_yours_hint")}</p>`;
    if (shown.load !== found.route.load) return html`<p>${t("page.loading")}</p>`;
    if (shown.fault) return html`<${NewVersion} />`;
    return html`<${shown.View} key=${found.values.id} ...${found.values} query=${place.value.query} />`;
  };
  return html`<main id="main" tabindex="-1" ref=${main}>${inner()}</main>`;
}

/** After a change of page the focus is at its beginning; its heading is the title of the document, and is said. */
function useArrival(main, shown) {
  const first = useRef(true);
  const isArriving = useRef(false);
  useEffect(() => {
    if (first.current) first.current = !shown.View;
    else {
      isArriving.current = true;
      main.current?.focus({ preventScroll: true });
    }
  }, [path.value, shown.View]);
  useEffect(() => {
    const look = () => {
      const heading = main.current.querySelector("h1");
      const title = heading ? `${heading.textContent} – Coursewright` : "Coursewright";
      if (title !== document.title) document.title = title;
      if (!heading || !isArriving.current) return;
      isArriving.current = false;
      announce(heading.textContent);
    };
    const observer = new MutationObserver(look);
    observer.observe(main.current, { childList: true, subtree: true, characterData: true });
    look();
    return () => observer.disconnect();
  }, []);
}

const Nowhere = () => html`<h1>${t("page.nowhere")}</h1>
  <p>${t("page.nowhere_hint")} <a href="/">${t("page.to_start")}</a></p>`;

const NewVersion = () => html`<h1>${t("page.new_version")}</h1>
  <p>${t("page.new_version_hint")}</p>
  <button class="button main" onClick=${() => location.reload()}>${t("page.reload")}</button>`;

function Toasts() {
  const undo = (one) => {
    one.undo();
    dismiss(one.id);
  };
  return html`<div class="toasts" role="status">
    ${toasts.value.map(
      (one) => html`<div key=${one.id} class=${`toast ${one.kind}`}>
        <span>${one.text}</span>
        ${one.undo && html`<button class="button small" onClick=${() => undo(one)}>${t("do.undo")}</button>`}
        <button class="button small quiet" onClick=${() => dismiss(one.id)}>${t("do.dismiss")}</button>
      </div>`,
    )}
  </div>`;
}

function toMain(event) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

