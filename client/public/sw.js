// Lets the client open and work offline: the page itself and its files are kept. Answers of the server never are.

const cacheName = `chatflow-${new URL(self.location.href).searchParams.get('build')}`;
const page = '/';
const besides = ['/favicon.svg', '/favicon-badge.svg', '/manifest.webmanifest', '/icon-192.png'];
const serversOwn = /^\/(api|hub|health|metrics|openapi|docs)(\/|$)/;

self.addEventListener('install', (event) => event.waitUntil(keepFirstLoad()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || serversOwn.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(freshPage(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(keptFirst(request));
  else if (besides.includes(pathname)) event.respondWith(keptIfOffline(request));
});

async function keepFirstLoad() {
  const files = await (await fetch('/build.json', { cache: 'no-store' })).json();
  const cache = await caches.open(cacheName);
  await cache.addAll([page, ...besides, ...firstLoad(files)].map((path) => new Request(path, { cache: 'no-cache' })));
  // What is fetched when it is first opened: without a network a menu and an edit are to open all the same. One that fails is fetched then.
  await Promise.allSettled([...later(files)].map((path) => cache.add(path)));
}

// Large, and what uses them can do without.
const optional = /emoji-picker-react|rehype-highlight/;

function later(files) {
  const needed = Object.entries(files).filter(([key, { src = '' }]) => !optional.test(key + src));
  return new Set(needed.flatMap(([, { file, css = [] }]) => [file, ...css]).map((file) => `/${file}`));
}

// What an offline start needs besides the entry and all that it imports: what was kept, and the language that was chosen.
const offlineStart = /^src\/(texts\/|app\/offlineCache)/;

function firstLoad(files) {
  const wanted = new Set();
  const add = (key) => {
    const { file, css = [], imports = [] } = files[key];
    if (wanted.has(`/${file}`)) return;
    for (const one of [file, ...css]) wanted.add(`/${one}`);
    imports.forEach(add);
  };
  for (const [key, { isEntry, src = '' }] of Object.entries(files)) if (isEntry || offlineStart.test(src)) add(key);
  return wanted;
}

// Pages that run with an older build go on with its files until they are closed: only then this worker takes over.
async function takeOver() {
  const others = (await caches.keys()).filter((name) => name.startsWith('chatflow-') && name !== cacheName);
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// Every address of the client is the one page.
async function freshPage(request) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await cache.put(page, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(page);
    if (kept) return kept;
    throw error;
  }
}

// Their names carry a hash of their content: what is kept is right.
async function keptFirst(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function keptIfOffline(request) {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(cacheName)).match(request)) ?? Response.error();
  }
}
