// hits.js - from place to place of what was sought in a document.
//
// The server marks the places and lists them with links; here the list becomes
// a bar that stays in sight, with "3/17", buttons and keys.  Going is a link
// to "#hit-3" followed without leaving a step in the history: so the address
// can be sent to somebody, and Tab goes on from the place.

import { isCommand, isPlainClick, isTyping } from './keys.js';
import { onShown } from './live.js';
import { tell } from './status.js';
import { count, say } from './texts.js';

let bar = null;
let places = 0;
let at = 0; // from 1 on; 0: at none yet
let counter = null;

// ---- going ---------------------------------------------------------------

function placeOf(hash) {
    const number = /^#hit-(\d+)$/.exec(hash)?.[1];
    return number && document.getElementById(`hit-${number}`)
        ? Number(number) : 0;
}

// A place may have several marks, and a mark pieces.
function pieces(place) {
    return document.querySelectorAll(`#words [data-hit="${place}"]`);
}

function show(place) {
    for (const piece of pieces(at))
        piece.removeAttribute('aria-current');
    at = place;
    for (const piece of pieces(at))
        piece.setAttribute('aria-current', 'true');
    counter.textContent = `${count(at)}/${count(places)}`;
}

function go(place) {
    const focused = document.activeElement;
    bar.querySelector('details').open = false;
    show(place);
    location.replace(`#hit-${place}`);
    if (focused?.isConnected && focused !== document.body)
        focused.focus({ preventScroll: true });
    tell(`${say('match')} ${counter.textContent}: ` +
        [...pieces(at)].map(piece => piece.textContent).join(' '));
}

// From the last on to the first, and back.  A reader who is at none sees
// "1/17": the next is the first.
function step(by) {
    if (at)
        go((at - 1 + by + places) % places + 1);
    else
        go(by > 0 ? 1 : places);
}

// ---- the bar -------------------------------------------------------------

function button(name, label, sign, key, by) {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = name;
    element.title = `${say(label)} (${key})`;
    element.setAttribute('aria-label', say(label));
    element.setAttribute('aria-keyshortcuts', key);
    element.textContent = sign;
    element.addEventListener('click', () => step(by));
    return element;
}

function makeBar() {
    const walk = document.createElement('div');
    counter = document.createElement('span');
    counter.className = 'at';
    counter.textContent = `${count(1)}/${count(places)}`;
    walk.className = 'walk';
    walk.append(button('previous', 'previousMatch', '↑', 'p', -1), counter,
        button('next', 'nextMatch', '↓', 'n', 1));
    bar.append(walk);
    bar.classList.add('walked');
    // So that what Tab leads to is not below the bar.
    document.documentElement.classList.add('barred');
}

function press(event) {
    if (isCommand(event) || isTyping(event.target))
        return;
    const key = event.key.toLowerCase();
    if (key !== 'n' && key !== 'p')
        return;
    event.preventDefault();
    step(key === 'p' || event.shiftKey ? -1 : 1);
}

function follow(event) {
    const link = event.target.closest?.('a[href^="#hit-"]');
    const place = link ? placeOf(link.hash) : 0;
    if (!place || !isPlainClick(event))
        return;
    event.preventDefault();
    go(place);
}

// Enter in the box, where what is sought is what was: the next place.
function goOn(event) {
    const box = event.target.elements.find;
    if (box.value !== box.defaultValue)
        return;
    event.preventDefault();
    step(1);
}

function start(main) {
    bar = main.querySelector('#places');
    places = Number(bar?.dataset.count ?? 0);
    if (!places)
        return;
    makeBar();
    bar.addEventListener('click', follow);
    document.addEventListener('keydown', press);
    if (main.querySelector('#find').value)
        main.querySelector('.within').addEventListener('submit', goOn);
    if (placeOf(location.hash))
        show(placeOf(location.hash));
    window.addEventListener('hashchange', () => {
        const place = placeOf(location.hash);
        if (place && place !== at)
            show(place);
    });
}

export function init() {
    onShown(start);
}
