// roving.js - many links that are one stop of Tab: the arrow keys go on from
// there.

export function makeStop(links, stop) {
    for (const link of links)
        link.tabIndex = link === stop ? 0 : -1;
}
