// main.js - what a script adds to the pages, which are whole without it:
// answers while one types, suggestions, dragging, keys.  Bundled by the build
// into one file, /script.js.
//
// Each module has its part of the page; live.js goes from one search to the
// next in place, and tells the others what is shown now.

import * as help from './help.js';
import * as documentPage from './document.js';
import * as hits from './hits.js';
import * as graph from './graph.js';
import * as keys from './keys.js';
import * as live from './live.js';
import * as map from './map.js';
import * as suggest from './suggest.js';
import * as timeline from './timeline.js';
import * as typing from './typing.js';

function begin() {
    for (const part of [suggest, typing, keys, help, timeline, map, graph,
        hits, documentPage])
        part.init();
    live.start();
    // What somebody typed before we listened.
    const box = document.getElementById('q');
    if (box.value !== box.defaultValue)
        box.dispatchEvent(new Event('input', { bubbles: true }));
    document.documentElement.dataset.script = 'on';
}

// The results are there to be read: they are painted first.  A page that
// nobody looks at is not painted.
if (document.visibilityState === 'hidden')
    begin();
else
    requestAnimationFrame(() => setTimeout(begin));
