// map.js - the map of provinces with the keyboard, and what a tile says.
//
// Each tile with documents is a link, so without a script each is a stop of
// Tab.  Here the map is one stop, and the arrow keys go to the neighbour.
// The tile under the pointer or the focus is named beside the map: a finger
// and a keyboard have no tooltips.

import { isCommand } from './keys.js';
import { onShown } from './live.js';
import { makeStop } from './roving.js';

const steps = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]
};

const tileOf = node => node.closest?.('.tiles a, .tiles span') ?? null;

// What is at hand of the map in `root`: links, and where each stands.
const links = map => [...map.querySelectorAll('.tiles a')];

function place(tile) {
    const [row, column] = ['r', 'c'].map(letter => {
        const name = [...tile.parentElement.classList].find(
            one => one[0] === letter && Number(one.slice(1)) >= 0);
        return Number(name.slice(1));
    });
    return { row, column };
}

// ---- keys ------------------------------------------------------------------

// How far tile `to` is from `from` in the direction of `step`: what is beside
// the way counts double; Infinity behind.
function distance(from, to, [rows, columns]) {
    const down = to.row - from.row;
    const right = to.column - from.column;
    const along = down * rows + right * columns;
    const beside = Math.abs(down * columns) + Math.abs(right * rows);
    return along > 0 ? along + 2 * beside : Infinity;
}

function neighbour(tile, step) {
    const from = place(tile);
    let best = null;
    let least = Infinity;
    for (const link of links(tile.closest('.map'))) {
        const far = distance(from, place(link), step);
        if (far < least) {
            best = link;
            least = far;
        }
    }
    return best;
}

function walk(event) {
    const tile = tileOf(event.target);
    const step = steps[event.key];
    if (!tile || !step || isCommand(event) || event.shiftKey)
        return;
    event.preventDefault();
    neighbour(tile, step)?.focus();
}

// ---- the tile that is pointed at -------------------------------------------

// Where it is named; the pages have none, who cannot fill it.
function saying(map) {
    const there = map.querySelector('.pointed');
    if (there)
        return there;
    const says = document.createElement('p');
    says.className = 'pointed';
    says.setAttribute('aria-hidden', 'true'); // each tile has its name
    map.append(says);
    return says;
}

function name(map, tile) {
    const [province, ...rest] = (tile?.title ?? '').split(': ');
    const strong = document.createElement('strong');
    strong.textContent = province;
    saying(map).replaceChildren(strong, rest.join(': '));
}

function point(event) {
    const map = event.target.closest?.('.map');
    const tile = map && tileOf(event.target);
    if (map)
        name(map, tile ?? tileOf(document.activeElement));
    if (tile && event.type === 'focusin')
        makeStop(links(map), tile);
}

function leave(event) {
    const map = event.target.closest?.('.map');
    if (map && !map.contains(event.relatedTarget))
        name(map, tileOf(document.activeElement));
}

// ---- a new page ------------------------------------------------------------

function prepare(main) {
    const map = main.querySelector('.map');
    if (!map)
        return;
    const focused = tileOf(document.activeElement);
    const first = links(map);
    makeStop(first, focused ?? first.find(link =>
        link.hasAttribute('aria-current')) ?? first[0]);
    name(map, focused);
}

export function init() {
    document.addEventListener('keydown', walk);
    document.addEventListener('focusin', point);
    document.addEventListener('pointerover', point);
    document.addEventListener('pointerout', leave);
    onShown(prepare);
}
