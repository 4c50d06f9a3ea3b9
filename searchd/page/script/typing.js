// typing.js - results while one types, on the search page.

import { later } from './later.js';
import { here, isSearch, visit } from './live.js';

const PAUSE_MS = 120; // between keys, of a person who types on

let session = null; // the entry of the history that what is typed has: while
//                     one is at it, and until a search is asked outright
let waiting = null;

// The address of what the form asks: without what is empty.
export function formUrl(form, changes = {}) {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form))
        if (value && !(name in changes))
            asked.append(name, value);
    for (const [name, value] of Object.entries(changes))
        if (value)
            asked.append(name, value);
    const text = asked.toString();
    return text ? `/?${text}` : '/';
}

function isSession() {
    return session !== null && session === here();
}

function typed(form) {
    waiting?.stop();
    waiting = later(PAUSE_MS, () => {
        // Back leads to what was there before one typed, not to each letter.
        visit(formUrl(form), { replace: isSession(), typed: true });
        session = here();
    });
}

export function stopTyping() {
    waiting?.stop();
    session = null;
}

function submit(event) {
    event.preventDefault();
    const { currentTarget: form } = event;
    const replace = isSession();
    stopTyping();
    visit(formUrl(form), { replace });
    // The keyboard of a telephone would hide the results.
    if (matchMedia('(pointer: coarse)').matches)
        document.activeElement.blur();
}

export function init() {
    const form = document.getElementById('search');
    if (!isSearch())
        return;
    form.elements.q.addEventListener('input', () => typed(form));
    form.addEventListener('submit', submit);
    document.addEventListener('click', event => {
        if (event.target.closest('a[href]'))
            stopTyping();
    });
    window.addEventListener('popstate', stopTyping);
}
