// newest.js - asking the server for one thing after another, of which only the
// newest counts.

import { later } from './later.js';

const SLOW_MS = 250; // from when on waiting is shown
const LATE_MS = 60000; // when the server has given up, too

export function newest() {
    let current = null;
    return {
        // Give up what is on its way, and begin to ask for something else.
        begin: () => {
            const mine = new AbortController();
            current?.abort();
            current = mine;
            return {
                signal: mine.signal,
                stop: () => mine.abort(),
                isNewest: () => current === mine,
                isFollowed: () => current !== null && current !== mine
            };
        },
        // Give up what is on its way.
        stop: () => {
            current?.abort();
            current = null;
        }
    };
}

const scriptOf = page => page.querySelector('script[src]')?.getAttribute('src');

// Whether `page` is made for this script: after an upgrade it is for another.
export function isForThis(page) {
    return scriptOf(page) === scriptOf(document);
}

// The page at `url` and the status of the answer, for `mine`, which was begun;
// throws where it does not come or is given up.  Where it takes long, `part`
// of the page that is there is shown to wait.
export async function fetchPage(url, mine, part) {
    const slow = later(SLOW_MS, () => part.setAttribute('aria-busy', 'true'));
    const late = later(LATE_MS, mine.stop);
    try {
        const { signal } = mine;
        const answer = await fetch(url,
            { signal, headers: { Accept: 'text/html' } });
        const html = await answer.text();
        return { status: answer.status,
            page: new DOMParser().parseFromString(html, 'text/html') };
    } finally {
        slow.stop();
        late.stop();
        if (!mine.isFollowed()) // else another waits
            part.removeAttribute('aria-busy');
    }
}
