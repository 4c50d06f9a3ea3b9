// help.js - what can be written: a button writes it in the box, at the caret;
// the keys ? and Escape open and close all of it.

import { isCommand, isTyping } from './keys.js';
import { onShown } from './live.js';
import { say } from './texts.js';

const CARET = '|'; // in data-insert: where one goes on typing

let wanted = false; // whether the reader opened it

const help = () => document.getElementById('help');
const box = () => document.getElementById('q');

// ---- writing in the box --------------------------------------------------

// A blank where the words around would run into what is put there; the sign
// of a prefix belongs to the word before it.
function spaced(text, before, after) {
    const apart = before && !/[\s(]$/.test(before) && !text.startsWith('*');
    return (apart ? ' ' : '') + text + (/^[^\s)]/.test(after) ? ' ' : '');
}

// Where to write: where the caret is, or is put by who comes to the box first.
function place(q) {
    const { selectionStart: from, selectionEnd: to } = q;
    return to ? [from, to] : [q.value.length, q.value.length];
}

// What was selected comes where one would go on typing.
function insert(template) {
    const q = box();
    const [from, to] = place(q);
    const selected = q.value.slice(from, to);
    const text = spaced(template, q.value.slice(0, from), q.value.slice(to));
    const caret = from + text.indexOf(CARET) + selected.length;
    q.setRangeText(text.replace(CARET, () => selected), from, to);
    q.focus();
    q.setSelectionRange(caret, caret);
    q.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function addButton(example) {
    const button = document.createElement('button');
    const what = example.dataset.insert.replace(CARET, '');
    button.type = 'button';
    button.className = 'insert';
    button.textContent = say('insert');
    button.setAttribute('aria-label', `${say('insert')} ${what}`);
    button.addEventListener('click', () => insert(example.dataset.insert));
    example.after(button);
}

// ---- opening and closing -------------------------------------------------

function open(yes) {
    wanted = yes;
    help().open = yes;
    if (yes) {
        help().querySelector('summary').focus();
    } else {
        box().focus();
    }
}

function press(event) {
    if (!help() || event.defaultPrevented || isCommand(event) ||
        isTyping(event.target))
        return;
    if (event.key === '?') {
        event.preventDefault();
        open(!help().open);
    } else if (event.key === 'Escape' && help().open &&
               (help().contains(event.target) || wanted)) {
        open(false);
    }
}

function click(event) {
    if (event.target.closest?.('#help > summary'))
        wanted = !help().open; // as it will be
}

function show(main) {
    if (!help())
        return;
    help().open = wanted;
    for (const example of main.querySelectorAll('#help [data-insert]'))
        addButton(example);
}

export function init() {
    onShown(show);
    document.addEventListener('keydown', press);
    document.addEventListener('click', click);
}
