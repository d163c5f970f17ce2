// Lets the pages of the reader open without a network. Whatever the network answers comes first; only files whose address
// names their contents are taken from here at once. So a bad version is gone with the next one that is served.
const ASSETS = "%assets%";
const FILES = "%files%".split(" ");
const SHELLS = "coursewright-shell";
const SHELL = `${SHELLS}${ASSETS}`;
const PAGE = "/learn";
const PATIENCE_MS = 4000;

addEventListener("install", (event) => {
  const files = FILES.map((name) => `${ASSETS}/${name}`);
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([PAGE, ...files])));
});

addEventListener("activate", (event) => event.waitUntil(dropOlder().then(() => clients.claim())));

addEventListener("message", ({ data }) => {
  if (data === "take over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/assets/")) event.respondWith(file(request));
  else if (pathname.startsWith("/api/media/")) event.respondWith(picture(request, pathname));
});

async function page(request) {
  const kept = async () => (await caches.open(SHELL)).match(PAGE);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)).then(kept);
  try {
    const answer = fetch(request);
    return (await Promise.race([answer, late])) ?? (await answer);
  } catch (error) {
    return (await kept()) ?? Promise.reject(error);
  }
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function picture(request, pathname) {
  try {
    return await fetch(request);
  } catch (error) {
    return (await caches.match(pathname, { ignoreSearch: true, ignoreVary: true })) ?? Promise.reject(error);
  }
}

async function dropOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(SHELLS) && name !== SHELL).map((name) => caches.delete(name)));
}
