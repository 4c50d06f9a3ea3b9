// graph.js - walking in a citation graph: the lines of a box light up, arrow
// keys go from box to box, and on the page of a graph a box becomes the centre
// of the next one in place, with a trail of those one came by.
//
// The server draws each graph and every box is a link: without a script the
// same walk is one of pages.

import { isCommand, isPlainClick } from './keys.js';
import { fetchPage, isForThis, newest } from './newest.js';
import { makeStop } from './roving.js';
import { tell } from './status.js';
import { say } from './texts.js';

const MOVE_MS = 260; // a box to its place in the next graph
const TRAIL_MAX = 12; // steps that are shown, and kept
const NAME_MAX = 40; // letters of each

const asking = newest();
let trail = []; // {url, name} of each graph walked by; the last is this one

const figure = () => document.getElementById('citation-graph');
const isWalk = () => document.body.classList.contains('network');
const links = () => [...figure().querySelectorAll('a.node')];
const centreOf = graph => graph.querySelector('.node.centre');

// ---- lines ---------------------------------------------------------------

function light(node) {
    const graph = figure();
    const number = node?.dataset.node;
    graph.classList.toggle('unlit', Boolean(node));
    for (const edge of graph.querySelectorAll('.edge'))
        edge.classList.toggle('lit', edge.dataset.from === number ||
            edge.dataset.to === number);
}

// The box that the mouse is over, or else that has the focus.
function lightAgain(event) {
    if (!figure())
        return;
    const over = event.type === 'pointerover' &&
        event.target.closest?.('.node');
    const focused = document.activeElement?.closest?.('.node');
    light(over || focused || null);
}

// ---- the panel -----------------------------------------------------------

// Where one reads what a box stands for: its graph's address less the graph.
function ownPage(node) {
    const url = new URL(node.href);
    if (node.classList.contains('rest') || url.hash)
        return null;
    url.pathname = url.pathname.replace(/\/graph$/, '');
    for (const name of ['depth', 'direction', 'nodes'])
        url.searchParams.delete(name);
    return url;
}

function showInPanel(node) {
    const panel = document.getElementById('graph-panel');
    const url = node.href && ownPage(node);
    if (!panel || !url)
        return;
    const open = panel.querySelector('.graph-open');
    const chosen = panel.querySelector('.graph-chosen');
    chosen.textContent = '';
    chosen.append(...[...node.childNodes].map(child =>
        child.cloneNode(true)));
    open.href = url.href;
    open.textContent = say(url.pathname.startsWith('/documents/')
        ? 'openDocument' : 'openNumber');
}

// ---- keys ----------------------------------------------------------------

function layers() {
    return [...figure().querySelectorAll('.graph-layer')]
        .map(layer => [...layer.querySelectorAll('a.node')])
        .filter(nodes => nodes.length);
}

const middle = node => {
    const box = node.getBoundingClientRect();
    return box.top + box.height / 2;
};

function nearest(nodes, node) {
    const far = other => Math.abs(middle(other) - middle(node));
    return nodes.reduce((best, other) => far(other) < far(best) ? other
        : best);
}

// Whether the boxes stand below each other, with arcs for lines.
function isColumn() {
    const arcs = figure().querySelector('.graph-arcs');
    return getComputedStyle(arcs).display !== 'none';
}

// Where `key` leads from `node`; undefined: nowhere.
function towards(key, node) {
    const all = layers();
    const at = all.findIndex(nodes => nodes.includes(node));
    const rows = isColumn() ? all.flat() : all[at];
    const row = rows.indexOf(node);
    const aside = { ArrowLeft: all[at - 1], ArrowRight: all[at + 1] }[key];
    switch (key) {
    case 'ArrowUp': return rows[row - 1];
    case 'ArrowDown': return rows[row + 1];
    case 'ArrowLeft':
    case 'ArrowRight': return aside && nearest(aside, node);
    case 'Home': return centreOf(figure());
    default: return undefined;
    }
}

function press(event) {
    const node = event.target.closest?.('#citation-graph a.node');
    if (!node || isCommand(event) || event.shiftKey)
        return;
    const next = towards(event.key, node);
    if (/^(Arrow|Home)/.test(event.key))
        event.preventDefault();
    if (next)
        next.focus();
    else if (event.key.toLowerCase() === 'o' && isWalk() && ownPage(node))
        location.assign(ownPage(node));
}

function focused(event) {
    const node = event.target.closest?.('#citation-graph a.node');
    if (node) {
        makeStop(links(), node);
        showInPanel(node);
    }
    lightAgain(event);
}

// ---- the trail -----------------------------------------------------------

function nameOf(page) {
    const centre = page.querySelector('.node.centre .number') ??
        page.querySelector('.node.centre .node-name');
    const name = (centre ?? page.querySelector('h1')).textContent.trim();
    return name.length > NAME_MAX ? `${name.slice(0, NAME_MAX)}…` : name;
}

function showTrail() {
    document.querySelector('.graph-trail')?.remove();
    if (trail.length < 2)
        return;
    const nav = document.createElement('nav');
    const list = document.createElement('ol');
    nav.className = 'graph-trail';
    nav.setAttribute('aria-label', say('walked'));
    for (const [i, { url, name }] of trail.entries()) {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = url;
        link.dataset.trail = i;
        link.textContent = name;
        if (i === trail.length - 1)
            link.setAttribute('aria-current', 'page');
        item.append(link);
        list.append(item);
    }
    nav.append(list);
    document.querySelector('.graph-page h1').after(nav);
}

function showKeys() {
    const hint = document.createElement('span');
    hint.className = 'graph-keys';
    hint.textContent = isWalk()
        ? `${say('graphKeys')} ${say('graphOpenKey')}` : say('graphKeys');
    figure().querySelector('figcaption').append(hint);
}

// ---- from graph to graph -------------------------------------------------

function placesByKey() {
    const boxes = figure()?.querySelectorAll('.node') ?? [];
    return new Map([...boxes].filter(node => node.dataset.key)
        .map(node => [node.dataset.key, node.getBoundingClientRect()]));
}

// Boxes that were there before come from where they were, others appear.
function move(before) {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches)
        return;
    const how = { duration: MOVE_MS, easing: 'ease-out' };
    for (const node of figure().querySelectorAll('.node')) {
        const was = before.get(node.dataset.key);
        const now = node.getBoundingClientRect();
        node.animate?.([was ? { transform: `translate(${was.left -
            now.left}px, ${was.top - now.top}px)` } : { opacity: 0 }, {}],
        how);
    }
    for (const svg of figure().querySelectorAll('svg'))
        svg.animate?.([{ opacity: 0 }, { opacity: 0, offset: 0.6 }, {}], how);
}

function prepare() {
    if (!figure())
        return;
    makeStop(links(), centreOf(figure()) ?? links()[0]);
    showKeys();
}

function focusCentre() {
    const to = figure() ? centreOf(figure()) : document.querySelector('h1');
    if (to.tabIndex < 0 && !to.matches('a'))
        to.tabIndex = -1;
    to.focus({ preventScroll: true });
    const box = to.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight)
        to.scrollIntoView({ block: 'center' });
}

function put(next) {
    const before = placesByKey();
    const fresh = document.adoptNode(next.querySelector('.graph-page'));
    const language = next.querySelector('.language');
    document.querySelector('.graph-page').replaceWith(fresh);
    document.querySelector('.language').replaceWith(
        document.adoptNode(language));
    document.title = next.title;
    prepare();
    focusCentre();
    if (figure())
        move(before);
    tell(document.querySelector('h1').textContent);
}

// The page at `url`; null where another was asked for meanwhile, or where it
// is none of a graph.
async function fetchGraph(url) {
    const mine = asking.begin();
    try {
        const { status, page } = await fetchPage(url, mine,
            document.querySelector('.graph-page'));
        if (status !== 200 || !page.querySelector('.graph-page') ||
            !isForThis(page))
            throw new Error(`status ${status}`);
        return mine.isNewest() ? page : null;
    } catch (error) {
        // The browser says best what is wrong with the page.
        if (mine.isNewest())
            location.assign(url);
        return null;
    }
}

async function walk(url, before) {
    const next = await fetchGraph(url);
    if (!next)
        return;
    trail = [...before, { url, name: nameOf(next) }].slice(-TRAIL_MAX);
    history.pushState({ trail }, '', url);
    put(next);
    showTrail();
}

// A step within the page leads to no other graph.
const isShown = () =>
    trail[trail.length - 1].url.split('#')[0] === location.href.split('#')[0];

const keepTrail = () =>
    history.replaceState({ ...history.state, trail }, '');

async function goBack() {
    const { trail: step } = history.state ?? {};
    if (!step && isShown()) {
        keepTrail();
        return;
    }
    const next = await fetchGraph(location.href);
    if (!next)
        return;
    trail = step ?? [{ url: location.href, name: nameOf(next) }];
    keepTrail();
    put(next);
    showTrail();
}

// A page that the browser kept is as it was left.
function comeBack({ persisted }) {
    if (persisted && !isShown())
        goBack();
}

function follow(event) {
    const link = event.target.closest?.(
        'a.node, .graph-trail a, .graph-choices a');
    if (!link || !isPlainClick(event) || !/\/graph$/.test(link.pathname))
        return;
    event.preventDefault();
    const { trail: step } = link.dataset;
    if (step !== undefined)
        walk(link.href, trail.slice(0, Number(step)));
    else
        walk(link.href, link.matches('.node') ? trail : trail.slice(0, -1));
}

// ---- start ---------------------------------------------------------------

export function init() {
    if (isWalk()) {
        trail = history.state?.trail ??
            [{ url: location.href, name: nameOf(document) }];
        keepTrail();
        showTrail();
        document.addEventListener('click', follow);
        window.addEventListener('popstate', goBack);
        // What is on its way will not come, and must not lead elsewhere.
        window.addEventListener('pagehide', asking.stop);
        window.addEventListener('pageshow', comeBack);
    }
    if (!isWalk() && !figure())
        return;
    prepare();
    document.addEventListener('keydown', press);
    document.addEventListener('focusin', focused);
    document.addEventListener('focusout', lightAgain);
    document.addEventListener('pointerover', lightAgain);
}
