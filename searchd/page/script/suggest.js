// suggest.js - what one may be about to type, under the box: words, numbers,
// campaigns, provinces, types, documents, each with its kind.
//
// A combobox with a list, as the ARIA Authoring Practices have it (1.2): the
// focus stays in the box, aria-activedescendant says which is chosen.

import { later } from './later.js';
import { visit } from './live.js';
import { newest } from './newest.js';
import { tell } from './status.js';
import { count, say } from './texts.js';
import { formUrl, stopTyping } from './typing.js';

const PAUSE_MS = 60;
const SHOWN = 8;
const KEPT = 100; // answers

const answers = new Map(); // by what was typed: the list
let box = null;
let list = null;
let suggestions = [];
let chosen = -1;
let waiting = null;
const asking = newest();

// ---- the list ------------------------------------------------------------

function option(suggestion, i) {
    const item = document.createElement('li');
    const add = (name, text) => {
        const part = document.createElement('span');
        part.className = name;
        part.textContent = text;
        item.append(part, ' ');
        return part;
    };
    item.id = `suggestion-${i}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    item.dataset.kind = suggestion.kind;
    add('name', suggestion.text).lang = 'vi';
    if (suggestion.detail)
        add('detail', suggestion.detail).lang = 'vi';
    add('kind', say(suggestion.kind));
    if (suggestion.kind !== 'document' && suggestion.count)
        add('count', count(suggestion.count));
    return item;
}

function isOpen() {
    return box.getAttribute('aria-expanded') === 'true';
}

function close() {
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
    list.hidden = true;
    chosen = -1;
    tell('', 'suggestions');
}

// Whatever is under way must not open it again.
function dismiss() {
    waiting?.stop();
    asking.stop();
    close();
}

function open(found) {
    const is = box.value.trim().toLowerCase();
    // The very words that stand in the box are no news.
    suggestions = found.filter(s => s.kind !== 'words' ||
        s.text.toLowerCase() !== is).slice(0, SHOWN);
    list.replaceChildren(...suggestions.map(option));
    chosen = -1;
    box.removeAttribute('aria-activedescendant');
    if (!suggestions.length || document.activeElement !== box) {
        close();
        return;
    }
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    tell(`${suggestions.length} ${say('suggested')}`, 'suggestions');
}

// -1: what was typed.
function choose(i) {
    list.children[chosen]?.setAttribute('aria-selected', 'false');
    chosen = i;
    const item = list.children[chosen];
    if (!item) {
        box.removeAttribute('aria-activedescendant');
        return;
    }
    item.setAttribute('aria-selected', 'true');
    item.scrollIntoView({ block: 'nearest' });
    box.setAttribute('aria-activedescendant', item.id);
}

// ---- taking one ----------------------------------------------------------

function withLanguage(path) {
    return document.documentElement.lang === 'en' ? `${path}?lang=en` : path;
}

// Where it leads: words and numbers are searched for, names filter, a document
// is opened.
function address({ kind, text, value, query }) {
    if (kind === 'document')
        return withLanguage(`/documents/${encodeURIComponent(value)}`);
    box.value = query ?? text;
    const changes = { q: box.value };
    if (['campaign', 'province', 'type'].includes(kind))
        return addFilter(formUrl(box.form, changes), kind, value);
    return formUrl(box.form, changes);
}

function addFilter(url, name, value) {
    const asked = new URL(url, location.href);
    if (!asked.searchParams.getAll(name).includes(value))
        asked.searchParams.append(name, value);
    return asked.pathname + asked.search;
}

function take(i) {
    const suggestion = suggestions[i];
    const url = address(suggestion);
    dismiss();
    stopTyping();
    if (suggestion.kind === 'document')
        location.assign(url);
    else
        visit(url);
}

// ---- asking --------------------------------------------------------------

function keep(text, found) {
    if (answers.size >= KEPT)
        answers.delete(answers.keys().next().value);
    answers.set(text, found);
}

async function ask(text) {
    const mine = asking.begin();
    try {
        const answer = await fetch(
            `/api/v1/suggest?limit=${SHOWN + 1}` +
                `&q=${encodeURIComponent(text)}`,
            { signal: mine.signal });
        const found = answer.ok ? (await answer.json()).suggestions : [];
        if (!mine.isNewest())
            return;
        if (answer.ok) // a busy server has more to suggest later
            keep(text, found);
        open(found);
    } catch (error) {
        // Nothing is suggested; the search itself says what is wrong.
        if (mine.isNewest())
            close();
    }
}

function typed() {
    const text = box.value;
    waiting?.stop();
    asking.stop();
    if (!text.trim())
        close();
    else if (answers.has(text))
        open(answers.get(text));
    else
        waiting = later(PAUSE_MS, () => ask(text));
}

// ---- keys ----------------------------------------------------------------

function step(by) {
    if (!isOpen()) {
        typed();
        return;
    }
    // Past either end is what was typed, -1.
    const places = suggestions.length + 1;
    choose((chosen + 1 + by + places) % places - 1);
}

function press(event) {
    if (event.isComposing)
        return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
        event.preventDefault();
        step(key === 'ArrowDown' ? 1 : -1);
    } else if (key === 'Enter') {
        if (isOpen() && chosen >= 0) {
            event.preventDefault();
            take(chosen);
        } else {
            dismiss();
        }
    } else if (key === 'Escape' && isOpen()) {
        event.preventDefault(); // not to empty the box
        dismiss();
    } else if (key === 'Tab') {
        dismiss();
    }
}

function optionOf(event) {
    const item = event.target.closest('[role=option]');
    return item ? [...list.children].indexOf(item) : -1;
}

function makeList() {
    list = document.createElement('ul');
    list.id = 'suggestions';
    list.className = 'suggestions';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', say('suggestions'));
    // The focus stays in the box.
    list.addEventListener('pointerdown', event => event.preventDefault());
    list.addEventListener('mousedown', event => event.preventDefault());
    list.addEventListener('click', event => {
        const i = optionOf(event);
        if (i >= 0)
            take(i);
    });
    box.after(list);
}

export function init() {
    box = document.getElementById('q');
    makeList();
    const is = {
        role: 'combobox', 'aria-expanded': 'false',
        'aria-controls': list.id, 'aria-autocomplete': 'list',
        'aria-haspopup': 'listbox'
    };
    for (const [name, value] of Object.entries(is))
        box.setAttribute(name, value);
    box.addEventListener('input', typed);
    box.addEventListener('keydown', press);
    box.addEventListener('blur', dismiss);
    // Asked outright: by Enter, by the button.
    box.form.addEventListener('submit', dismiss);
    // What is in the box then was not typed.
    window.addEventListener('popstate', dismiss);
}
