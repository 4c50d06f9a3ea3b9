// live.js - from one search to another in place: the page of the new address
// is fetched, and its <main> put where the old one stands.
//
// The server makes every page, so that there is one place where text becomes
// markup, and every state is an address that works without a script.  Only
// the search page goes to another in place; a document is a page of its own.

import { later } from './later.js';
import { say } from './texts.js';
import { tell } from './status.js';

const SLOW_MS = 250; // from when on waiting is shown

const shown = []; // whom to tell of a new <main>
const scrolls = new Map(); // by key of the history's entry
let asking = null; // the AbortController of what is on its way
let entry = null; // key of the entry we are at

const main = () => document.getElementById('main');

// Whether this page is a search, and so may become another in place.
export function isSearch() {
    return document.body.classList.contains('home') ||
        document.body.classList.contains('found');
}

// Call fn(main) at the start and whenever another <main> was put in place.
export function onShown(fn) {
    shown.push(fn);
}

function tellShown() {
    for (const fn of shown)
        fn(main());
}

// ---- putting a page in place ---------------------------------------------

// What may stand in the next page too: folds, and what has the focus.
function folds(root) {
    return [...root.querySelectorAll('details')].map(fold => ({
        fold, name: fold.id || fold.closest('section')?.className || ''
    }));
}

function keepFolds(from, to) {
    const open = new Map(folds(from).map(({ fold, name }) =>
        [name, fold.open]));
    for (const { fold, name } of folds(to))
        if (name && open.has(name))
            fold.open = open.get(name);
}

// What tells the element in any page like it.
function traits(element) {
    const { id, dataset } = element;
    const traits = [];
    if (id)
        traits.push(`#${CSS.escape(id)}`);
    if (dataset.field)
        traits.push(`[data-field="${CSS.escape(dataset.field)}"]` +
            `[data-value="${CSS.escape(dataset.value)}"]`);
    if (element.hasAttribute('href'))
        traits.push(`a[href="${CSS.escape(element.getAttribute('href'))}"]`);
    return traits;
}

// Give the focus to what is like `was`, or else to the new <main>, from which
// Tab goes on.
function refocus(was) {
    const like = was.map(trait => main().querySelector(trait)).find(Boolean);
    (like ?? main()).focus({ preventScroll: true });
}

function replaceOutside(next, selector) {
    const mine = document.querySelector(selector);
    const theirs = next.querySelector(selector);
    if (mine && theirs)
        mine.replaceWith(document.adoptNode(theirs));
    else if (mine)
        mine.remove();
    else if (theirs)
        document.head.append(document.adoptNode(theirs));
}

// The form keeps its box, in which somebody may be typing; what it asks
// besides is of the new page.
function renewForm(next, typed) {
    const form = document.getElementById('search');
    const theirs = next.getElementById('search');
    for (const hidden of form.querySelectorAll('input[type=hidden]'))
        hidden.remove();
    for (const hidden of theirs.querySelectorAll('input[type=hidden]'))
        form.append(document.adoptNode(hidden));
    if (!typed)
        form.elements.q.value = theirs.elements.q.value;
}

function put(next, { typed }) {
    const old = main();
    const focused = old.contains(document.activeElement)
        ? traits(document.activeElement) : null;
    const fresh = document.adoptNode(next.getElementById('main'));
    keepFolds(old, fresh);
    old.replaceWith(fresh);
    document.title = next.title;
    document.body.className = next.body.className;
    renewForm(next, typed);
    replaceOutside(next, '.language');
    replaceOutside(next, 'link[type="application/atom+xml"]');
    if (focused)
        refocus(focused);
    tellShown();
}

// ---- history -------------------------------------------------------------

function keepScroll() {
    scrolls.set(entry, window.scrollY);
}

function move(url, replace) {
    if (replace) {
        history.replaceState({ key: entry }, '', url);
        return;
    }
    keepScroll();
    entry = `${Date.now()}-${Math.random()}`;
    history.pushState({ key: entry }, '', url);
}

async function goBack({ state }) {
    if (!isSearch() || !state?.key)
        return;
    keepScroll();
    entry = state.key;
    await fetchAndPut(location.href, {});
    if (entry === state.key)
        window.scrollTo(0, scrolls.get(entry) ?? 0);
}

// ---- asking --------------------------------------------------------------

function sayFailed(url, why) {
    const note = document.createElement('p');
    const again = document.createElement('a');
    note.className = 'failed';
    again.href = url;
    again.textContent = say('again');
    note.append(say(why), ' ', again);
    main().querySelector('.failed')?.remove();
    main().prepend(note);
    tell(note.firstChild.textContent);
}

// The page at `url`, or null where another was asked for meanwhile.
async function fetchPage(url, signal) {
    const answer = await fetch(url, { signal, headers: { Accept: 'text/html' } });
    const html = await answer.text();
    if (signal.aborted)
        return null;
    const next = new DOMParser().parseFromString(html, 'text/html');
    // A 503 under load, or what stands between us and the server.
    if (answer.status >= 500 || !next.getElementById('main') ||
        !next.getElementById('search'))
        throw new Error(`status ${answer.status}`);
    return next;
}

// Whether it was put in place.
async function fetchAndPut(url, how) {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const slow = later(SLOW_MS, () =>
        main().setAttribute('aria-busy', 'true'));
    try {
        const next = await fetchPage(url, mine.signal);
        if (!next)
            return false;
        put(next, how);
        return true;
    } catch (error) {
        if (mine.signal.aborted)
            return false;
        sayFailed(url, error instanceof TypeError ? 'failed' : 'refused');
        return false;
    } finally {
        slow.stop();
        if (asking === mine) {
            asking = null;
            main().removeAttribute('aria-busy');
        }
    }
}

// "79 văn bản", without how long it took.
function heading() {
    const h1 = main().querySelector('h1')?.cloneNode(true);
    h1?.querySelector('.took')?.remove();
    return h1?.textContent.trim() ?? '';
}

// Go to the search at `url`.  replace: in place of the entry of the history
// that we are at; typed: somebody is typing in the box, which stays as it is;
// stay: where the page is scrolled to stays as well.  Resolves to whether it
// is shown: not if another was asked for meanwhile, or it failed.
export async function visit(url, { replace, typed, stay } = {}) {
    if (!isSearch()) {
        location.assign(url);
        return false;
    }
    move(url, replace || new URL(url, location.href).href === location.href);
    const done = await fetchAndPut(url, { typed });
    if (done && !stay)
        window.scrollTo(0, 0);
    if (done)
        tell(heading());
    return done;
}

// ---- links ---------------------------------------------------------------

// Whether a click means to go there here and now.
function isPlain(event) {
    return event.button === 0 && !event.defaultPrevented && !event.altKey &&
        !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

function follow(event) {
    const link = event.target.closest?.('a[href]');
    if (!link || !isPlain(event) || !isSearch() || link.target ||
        link.hasAttribute('download'))
        return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || url.pathname !== '/' || url.hash ||
        link.hreflang)
        return;
    event.preventDefault();
    visit(url.href, { stay: Boolean(link.closest('#filters')) });
}

export function start() {
    if (isSearch()) {
        entry = history.state?.key ?? `${Date.now()}`;
        history.replaceState({ ...history.state, key: entry }, '');
        document.addEventListener('click', follow);
        window.addEventListener('popstate', goBack);
    }
    tellShown();
}
