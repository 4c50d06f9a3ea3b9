// live.js - from one search to another in place: the page of the new address
// is fetched, and its <main> put where the old one stands.
//
// The server makes every page, so that there is one place where text becomes
// markup, and every state is an address that works without a script.  Only
// the search page goes to another in place; a document is a page of its own.

import { isPlainClick } from './keys.js';
import { fetchPage, isForThis, newest } from './newest.js';
import { tell } from './status.js';
import { say } from './texts.js';

// A page of what went wrong may be put in place of a search, too.
const search = document.body.classList.contains('home') ||
    document.body.classList.contains('found');
const shown = []; // whom to tell of a new <main>
const scrolls = new Map(); // by key of the history's entry
const asking = newest();
let entry = null; // key of the entry we are at
let place = null; // the address whose page stands there; null: not of this one

const main = () => document.getElementById('main');

// A step within the page leads to no other page.
const address = () => location.pathname + location.search;

// Whether this page began as a search, and so may become another in place.
export function isSearch() {
    return search;
}

// What tells the entry of the history that we are at from all others.
export function here() {
    return entry;
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
    place = address();
    replaceOutside(next, '.language');
    replaceOutside(next, 'link[type="application/atom+xml"]');
    if (focused)
        refocus(focused);
    tellShown();
}

// ---- history -------------------------------------------------------------

const newKey = () => `${Date.now()}-${Math.random()}`;

function keepScroll() {
    scrolls.set(entry, window.scrollY);
}

// A browser refuses to go on too often in too short a time; what was asked is
// shown all the same.
function write(how, url) {
    try {
        history[how]({ ...history.state, key: entry }, '', url);
    } catch (error) {
        if (error.name !== 'SecurityError')
            throw error;
    }
}

function move(url, replace) {
    if (replace) {
        write('replaceState', url);
        return;
    }
    keepScroll();
    entry = newKey();
    write('pushState', url);
}

// Be at the entry that the browser went to: one of ours, or one it made of a
// link within the page.
function arrive() {
    entry = history.state?.key ?? newKey();
    write('replaceState', location.href);
}

async function goBack() {
    keepScroll();
    arrive();
    if (place === address())
        return;
    const at = entry;
    if (await fetchAndPut(location.href, {}) && entry === at)
        window.scrollTo(0, scrolls.get(at) ?? 0);
}

// A page that the browser kept is as it was left.
function comeBack({ persisted }) {
    if (persisted && place !== address())
        fetchAndPut(location.href, {});
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

// Whether it is one of ours: sign in first, says what stands between us and
// the server.
const isOurs = page => page.getElementById('main') &&
    page.getElementById('search');

// What is to be said where an answer is nothing to be shown; undefined: it is.
function refusal(status) {
    if (status === 414)
        return 'tooLong';
    return status >= 500 ? 'refused' : undefined;
}

// Whether it was put in place.  A page for another script is opened anew, but
// not while somebody types.
function show(url, { status, page }, how) {
    if (refusal(status)) {
        sayFailed(url, refusal(status));
        return false;
    }
    if (!isOurs(page) || !how.typed && !isForThis(page)) {
        location.replace(url);
        return false;
    }
    put(page, how);
    return true;
}

// Whether it was put in place: not where another was asked for meanwhile.
async function fetchAndPut(url, { typed }) {
    const box = document.getElementById('q');
    const before = box.value;
    // What is typed while the answer is on its way stays, too.
    const how = { get typed() { return typed || box.value !== before; } };
    const mine = asking.begin();
    place = null;
    try {
        const answer = await fetchPage(url, mine, main());
        return mine.isNewest() && show(url, answer, how);
    } catch (error) {
        if (mine.isNewest())
            sayFailed(url, 'failed');
        return false;
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

function follow(event) {
    const link = event.target.closest?.('a[href]');
    if (!link || !isPlainClick(event) || link.target ||
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
        arrive();
        place = address();
        document.addEventListener('click', follow);
        window.addEventListener('popstate', goBack);
        // What is on its way will not come.
        window.addEventListener('pagehide', asking.stop);
        window.addEventListener('pageshow', comeBack);
    }
    tellShown();
}
