// Keeps the files of this package on the device, so that it can be opened and reloaded without a network. Whatever the
// network answers comes first.
const VERSION = "%version%";
const FILES = "%files%".split(" ");
const MINE = `coursewright package ${registration.scope} `;
const NAME = `${MINE}${VERSION}`;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES.map((name) => new URL(name, registration.scope)))));
});

addEventListener("activate", (event) => event.waitUntil(dropOlder().then(() => clients.claim())));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(answer(request));
});

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(NAME);
    return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) ?? Promise.reject(error);
  }
}

async function dropOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(MINE) && name !== NAME).map((name) => caches.delete(name)));
}
