// typing.js - results while one types, on the search page.

import { later } from './later.js';
import { isSearch, visit } from './live.js';

const PAUSE_MS = 120; // between keys, of a person who types on

let session = false; // typed since the last search that was asked outright
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

function typed(form) {
    waiting?.stop();
    waiting = later(PAUSE_MS, () => {
        // Back leads to what was there before one typed, not to each letter.
        visit(formUrl(form), { replace: session, typed: true });
        session = true;
    });
}

export function stopTyping() {
    waiting?.stop();
    session = false;
}

function submit(event) {
    event.preventDefault();
    const { currentTarget: form } = event;
    const replace = session;
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
}
