// timeline.js - a range of time chosen by dragging over the bars, or with the
// arrow keys and Shift.  Each bar is a link without this, too.
//
// The bars are one stop of Tab.  What a drag or the keys have under them is
// said above the bars while they move, and asked for when they are done.

import { isCommand, isPlainClick } from './keys.js';
import { onShown, visit } from './live.js';
import { makeStop } from './roving.js';
import { tell } from './status.js';
import { count, say } from './texts.js';

const CLICK_PX = 5; // a pointer that moved less only pressed
const HINT = 'bars-keys';

let pick = null; // {list, items, from, to}: a range that is being chosen,
//                  by a pointer: {pointer, x, moving}, or by keys
let swallow = false; // the click that ends a drag is none on a bar

// ---- what is said ---------------------------------------------------------

function readable(period) {
    const [year, month] = period.split('-');
    return month ? `${month}/${year}` : year;
}

function said(list) {
    return list.closest('section').querySelector('.said');
}

function sayAbove(list, text) {
    const line = said(list);
    line.dataset.before ??= line.textContent;
    line.textContent = text ?? line.dataset.before;
}

function describe(items) {
    const first = readable(items[0].dataset.period);
    const last = readable(items[items.length - 1].dataset.period);
    const n = items.reduce((sum, item) => sum + Number(item.dataset.count),
        0);
    const span = first === last ? first : `${first}–${last}`;
    return `${span}: ${count(n)} ${say(n === 1 ? 'found1' : 'foundMany')}`;
}

// ---- a range --------------------------------------------------------------

function picked() {
    const low = Math.min(pick.from, pick.to);
    return pick.items.slice(low, Math.max(pick.from, pick.to) + 1);
}

function paint() {
    const under = new Set(picked());
    pick.list.classList.add('picking');
    for (const item of pick.items)
        item.classList.toggle('picked', under.has(item));
    sayAbove(pick.list, describe(picked()));
}

function wipe({ list, items }) {
    list.classList.remove('picking');
    for (const item of items)
        item.classList.remove('picked');
    sayAbove(list, null);
}

function drop() {
    if (pick)
        wipe(pick);
    pick = null;
}

// The bars stay painted until others are there, or will not come.
async function ask() {
    const items = picked();
    const asked = pick;
    const url = new URL(pick.list.querySelector('a').href);
    url.searchParams.set('from', items[0].dataset.period);
    url.searchParams.set('to', items[items.length - 1].dataset.period);
    pick = null;
    if (!await visit(url.href, { stay: true }))
        wipe(asked);
}

// ---- a pointer ------------------------------------------------------------

// The bar at `x`, or the nearest to it: a drag may leave the chart.
function indexAt(items, x) {
    const past = items.findIndex(item =>
        item.getBoundingClientRect().right > x);
    return past < 0 ? items.length - 1 : past;
}

function press(event) {
    swallow = false;
    if (!event.isPrimary || !isPlainClick(event))
        return;
    drop();
    const list = event.currentTarget;
    const items = [...list.children];
    const at = indexAt(items, event.clientX);
    pick = { list, items, from: at, to: at, pointer: event.pointerId,
        x: event.clientX, moving: false };
}

function drag(event) {
    if (pick?.pointer !== event.pointerId)
        return;
    if (!pick.moving) {
        if (Math.abs(event.clientX - pick.x) < CLICK_PX)
            return;
        pick.moving = true;
        pick.list.setPointerCapture(event.pointerId);
    }
    pick.to = indexAt(pick.items, event.clientX);
    paint();
}

function release(event) {
    if (pick?.pointer !== event.pointerId)
        return;
    if (pick.moving) {
        swallow = true;
        ask();
    } else {
        pick = null;
    }
}

function cancel(event) {
    if (pick?.pointer === event.pointerId)
        drop();
}

function click(event) {
    if (!swallow)
        return;
    swallow = false;
    event.preventDefault();
}

function hover(event) {
    const item = event.target.closest('li');
    if (item && !pick && event.pointerType === 'mouse')
        sayAbove(event.currentTarget, describe([item]));
}

function leave(event) {
    if (!pick)
        sayAbove(event.currentTarget, null);
}

function blur(event) {
    if (event.currentTarget.contains(event.relatedTarget))
        return;
    if (pick && pick.pointer === undefined)
        drop();
    leave(event);
}

// ---- keys -----------------------------------------------------------------

const linksOf = list => [...list.querySelectorAll('a')];

function focus(event) {
    const link = event.target.closest('a');
    makeStop(linksOf(event.currentTarget), link);
    if (!pick)
        sayAbove(event.currentTarget, describe([link.closest('li')]));
}

// Where a key leads from link `at` of `links`; undefined: nowhere.
function target(key, links, at) {
    const to = {
        ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1
    }[key];
    return to === undefined ? undefined : links[to] ?? links[at];
}

function extend(list, from, to) {
    const items = [...list.children];
    if (!pick)
        pick = { list, items, from: items.indexOf(from.closest('li')) };
    pick.to = items.indexOf(to.closest('li'));
    paint();
    tell(`${describe(picked())}. ${say('barsEnter')}`);
}

function keys(event) {
    const list = event.currentTarget;
    const links = linksOf(list);
    const here = event.target.closest('a');
    if (!here || isCommand(event) || pick?.moving)
        return;
    if (event.key === 'Enter' && pick) {
        event.preventDefault();
        ask();
        return;
    }
    const to = target(event.key, links, links.indexOf(here));
    if (!to)
        return;
    event.preventDefault();
    here.removeAttribute('aria-describedby'); // told once is enough
    if (event.shiftKey)
        extend(list, here, to);
    else
        drop();
    to.focus();
}

function escape(event) {
    if (event.key !== 'Escape' || !pick)
        return;
    swallow = Boolean(pick.moving);
    drop();
    event.preventDefault();
}

// ---- the page -------------------------------------------------------------

const heard = {
    pointerdown: press, pointermove: drag, pointerup: release,
    pointercancel: cancel, click, pointerover: hover, pointerleave: leave,
    focusin: focus, focusout: blur, keydown: keys,
    dragstart: event => event.preventDefault() // of the link under it
};

function attach(list) {
    const links = linksOf(list);
    if (!links.length)
        return;
    for (const [type, fn] of Object.entries(heard))
        list.addEventListener(type, fn);
    // What they say stands above the bars now.
    for (const link of links)
        link.removeAttribute('title');
    const first = links.find(link => link === document.activeElement) ??
        links.find(link => link.hasAttribute('aria-current')) ??
        links[links.length - 1];
    first.setAttribute('aria-describedby', HINT);
    makeStop(links, first);
}

function addHint(list) {
    const hint = document.createElement('p');
    hint.id = HINT;
    hint.className = 'unseen';
    hint.textContent = say('barsKeys');
    list.closest('section').append(hint);
}

export function init() {
    onShown(main => {
        const lists = main.querySelectorAll('.bars');
        pick = null;
        swallow = false; // a finger that drags clicks nothing
        for (const list of lists)
            attach(list);
        if (lists.length)
            addHint(lists[0]);
    });
    document.addEventListener('keydown', escape);
}
