// page.mjs INDEX QUERY... - how soon the page shows something in a browser
// whose processor is four times slower, and what comes over the network.
//
// The peer, in the same run and browser: a page that says one line, from
// libmicrohttpd's example (http_minimal).  Each figure is the median of
// ROUNDS, with the worst.  Run by page.sh.
// May depend on: node, tests/http/server.mjs, tests/page/browser.mjs.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { site } from '../tests/page/browser.mjs';

const [index, ...queries] = process.argv.slice(2);
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const SLOWER = 4;

const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
const figure = list => `${median(list).toFixed(0)} ms ` +
    `(worst ${Math.max(...list).toFixed(0)})`;

async function slowed(page) {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await cdp.send('Network.enable');
    return cdp;
}

// From the start of the navigation until something was painted: the results,
// which come in the same piece as the rest.
async function firstPaint(page) {
    return page.evaluate(() => new Promise(resolve => {
        const observer = new PerformanceObserver(list => {
            const paint = list.getEntriesByName('first-contentful-paint')[0];
            if (paint)
                resolve(paint.startTime);
        });
        observer.observe({ type: 'paint', buffered: true });
    }));
}

async function opened(open, url) {
    const times = [];
    for (let i = 0; i < rounds; i++) {
        const page = await open(null); // of a new context: nothing is cached
        await slowed(page);
        await page.goto(url);
        times.push(await firstPaint(page));
        await page.context().close();
    }
    return times;
}

// From a key's input event until the first frame with the answer to it: the
// whole text in the box by one event, as from an input method.
async function typed(open, query) {
    const times = [];
    for (let i = 0; i < rounds; i++) {
        const page = await open('/?q=a');
        await slowed(page);
        const shown = page.evaluate(text => new Promise(resolve => {
            let begin = 0;
            document.getElementById('q').addEventListener('input', () => {
                begin = performance.now();
            });
            new MutationObserver(() => {
                if (document.title.startsWith(text))
                    requestAnimationFrame(() => setTimeout(() =>
                        resolve(performance.now() - begin)));
            }).observe(document, { childList: true, subtree: true });
        }), query);
        await page.locator('#q').fill(query);
        times.push(await shown);
        await page.context().close();
    }
    return times;
}

// Bytes that came for the first page and its files, and for the second page.
async function weights(open, url, query) {
    const page = await open(null);
    const cdp = await slowed(page);
    const files = new Map();
    let total = 0;
    cdp.on('Network.responseReceived', ({ requestId, response }) =>
        files.set(requestId, new URL(response.url).pathname));
    const sizes = [];
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        total += encodedDataLength;
        sizes.push([files.get(requestId), encodedDataLength]);
    });
    const asked = `${url}/?q=${encodeURIComponent(query)}`;
    await page.goto(asked, { waitUntil: 'networkidle' });
    const first = total;
    await page.goto(`${asked}&sort=newest`, { waitUntil: 'networkidle' });
    console.log(`transferred     first page ${(first / 1000).toFixed(1)} kB, ` +
        `the next ${((total - first) / 1000).toFixed(1)} kB`);
    for (const [file, bytes] of sizes)
        console.log(`    ${file.padEnd(24)} ${bytes} B`);
    await page.context().close();
}

async function startPeer() {
    const peer = spawn(path.join(process.env.BUILD, 'bench/http_minimal'),
        { stdio: ['ignore', 'pipe', 'inherit'] });
    const port = await new Promise(resolve =>
        peer.stdout.once('data', text => resolve(String(text).trim())));
    return { url: `http://127.0.0.1:${port}/`, stop: () => peer.kill() };
}

const peer = await startPeer();
const { open, url, stop, wrong } = await site(null, { index });
const least = await opened(open, peer.url);
console.log(`processor ${SLOWER} times slower, ${rounds} rounds`);
console.log(`first paint     one line of text: ${figure(least)}`);
for (const query of queries) {
    const times = await opened(open, `${url}/?q=${encodeURIComponent(query)}`);
    console.log(`first paint     results of '${query}': ${figure(times)}, ` +
        `${(median(times) / median(least)).toFixed(1)} x the line`);
}
for (const query of queries)
    console.log(`typed           '${query}' to its results: ` +
        figure(await typed(open, query)));
await weights(open, url, queries[0]);
peer.stop();
wrong.length = 0; // the peer is another site
await stop();
process.exit(0);
