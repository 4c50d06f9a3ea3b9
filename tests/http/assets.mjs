// assets.mjs INDEX - what the pages are dressed with: under the version that
// the pages name it may be kept for ever, under any other it is asked for
// again.

import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { ask, check, load, start, verdict } from './server.mjs';

const [index] = process.argv.slice(2);
const FOR_EVER = 'public, max-age=31536000, immutable';
const TYPES = {
    '/style.css': 'text/css; charset=utf-8',
    '/script.js': 'text/javascript; charset=utf-8',
    '/icon.svg': 'image/svg+xml',
};

// The addresses of assets that a page names, by path.
async function named(port) {
    const { text } = await ask(port, '/');
    return Object.fromEntries([...text.matchAll(
        /(?:href|src)="((\/[a-z]+\.(?:css|js|svg))\?v=[0-9a-f]{16})"/g)]
        .map(([, address, path]) => [path, address]));
}

await verdict(async () => {
    const { port, stop } = await start(index);
    const addresses = await named(port);

    await check('every page names them with their version', async () => {
        assert.deepEqual(Object.keys(addresses).sort(),
            Object.keys(TYPES).sort());
        for (const page of ['/?q=ocop', '/khong-co', '/references/1-KH%2FTU'])
            for (const address of Object.values(addresses))
                assert.ok((await ask(port, page)).text.includes(address),
                    `${page} names no ${address}`);
    });

    for (const [path, type] of Object.entries(TYPES)) {
        const address = addresses[path];

        await check(`${path}: its version may be kept`, async () => {
            const answer = await ask(port, address);
            assert.equal(answer.status, 200);
            assert.equal(answer.headers['cache-control'], FOR_EVER);
            assert.equal(answer.headers['content-type'], type);
            assert.ok(answer.headers.etag);
            const head = await ask(port, address, { method: 'HEAD' });
            assert.equal(head.headers['cache-control'], FOR_EVER);
            assert.equal(head.headers['content-length'],
                `${answer.body.length}`);
        });
        await check(`${path}: any other is asked for again`, async () => {
            const { body } = await ask(port, address);
            for (const other of ['', '?v=', '?v=0', '?v=0000000000000000',
                `?v=${address.slice(-15)}`, `?v=${address.slice(-16)}0`,
                `?V=${address.slice(-16)}`, '?x=1']) {
                const answer = await ask(port, path + other);
                assert.equal(answer.status, 200, other);
                assert.equal(answer.headers['cache-control'], 'no-cache',
                    other);
                assert.ok(answer.headers.etag, other);
                assert.ok(answer.body.equals(body), other);
            }
        });
        await check(`${path}: compressed, and not modified`, async () => {
            for (const [target, cache] of [[address, FOR_EVER],
                [path, 'no-cache']]) {
                const { body } = await ask(port, target);
                const small = await ask(port, target,
                    { headers: { 'accept-encoding': 'gzip' } });
                // The icon is too small to gain by it.
                const packed = small.headers['content-encoding'] === 'gzip';
                assert.equal(packed, path !== '/icon.svg');
                assert.equal(small.headers['cache-control'], cache);
                assert.ok((packed ? gunzipSync(small.body) : small.body)
                    .equals(body));
                const same = await ask(port, target, { headers: {
                    'accept-encoding': 'gzip',
                    'if-none-match': small.headers.etag } });
                assert.equal(same.status, 304);
                assert.equal(same.headers['cache-control'], cache);
            }
        });
    }

    await check('a thousand requests in a row get the same bytes', async () => {
        const want = await ask(port, addresses['/style.css']);
        for (let i = 0; i < 1000; i++) {
            const got = await ask(port, addresses['/style.css']);
            assert.ok(got.body.equals(want.body));
        }
    });
    await check('/favicon.ico is the icon', async () => {
        const icon = await ask(port, '/icon.svg');
        const answer = await ask(port, '/favicon.ico');
        assert.equal(answer.status, 200);
        assert.equal(answer.headers['content-type'], 'image/svg+xml');
        assert.ok(answer.body.equals(icon.body));
    });
    await check('the icon is well-formed XML that loads nothing', async () => {
        const { SaxesParser } = await load('saxes', true);
        const { text } = await ask(port, '/icon.svg');
        const seen = [];
        const parser = new SaxesParser({ xmlns: true });
        parser.on('error', error => { throw error; });
        parser.on('opentag', tag => seen.push(tag));
        parser.write(text).close();
        assert.equal(seen[0].local, 'svg');
        assert.equal(seen[0].uri, 'http://www.w3.org/2000/svg');
        for (const { local, attributes } of seen) {
            assert.match(local, /^(svg|path)$/);
            assert.ok(!Object.keys(attributes).some(name =>
                /^on|href|style/.test(name)));
        }
    });
    await check('browsers are shown it: OpenSearch', async () => {
        const { text } = await ask(port, '/opensearch.xml');
        const [, image] = /<Image [^>]*>([^<]*)</.exec(text);
        assert.equal(image, `http://127.0.0.1:${port}/icon.svg`);
    });
    await check('the daemon stops well', stop);
});
