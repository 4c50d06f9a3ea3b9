// negotiation.mjs INDEX - what an answer depends on beside its address: what
// compression the client takes, what it has already, whose page asks.

import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { ask, check, start, verdict } from './server.mjs';

const [index] = process.argv.slice(2);
const { port, stop } = await start(index);

async function table(title, rows, fn) {
    for (const [what, ...rest] of rows)
        await check(`${title}: ${what}`, () => fn(...rest));
}

// [Accept-Encoding, whether it takes gzip]: RFC 9110, 12.5.3.
const codings = [['gzip', true], ['GZIP', true],
    ['deflate, gzip, br', true], ['gzip;q=1.0', true], ['gzip;q=0.001', true],
    ['gzip ; q=0.5', true], ['*', true], ['*;q=0.1', true],
    ['br;q=1.0, *;q=0.5', true], ['gzip;q=0', false], ['gzip;q=0.000', false],
    ['gzip; q=0, *', false], ['*;q=0', false], ['*, gzip;q=0', false],
    ['identity', false], ['br', false], ['', false], ['gzipx', false],
    ['xgzip', false], ['deflate', false], [',,,', false]];

async function gzip() {
    const target = '/api/v1/openapi.json';
    const plain = await ask(port, target);
    await table('Accept-Encoding', codings.map(([value, takes]) =>
        [`'${value}'`, value, takes]), async (value, takes) => {
        const answer = await ask(port, target,
            { headers: { 'accept-encoding': value } });
        assert.equal(answer.headers['content-encoding'],
            takes ? 'gzip' : undefined);
        assert.match(answer.headers.vary ?? '', /accept-encoding/i);
        const bytes = takes ? gunzipSync(answer.body) : answer.body;
        assert.ok(bytes.equals(plain.body));
        assert.equal(answer.headers.etag === plain.headers.etag, !takes,
            'an ETag is of one form of the body');
    });
    await check('every text is compressed, and whole', async () => {
        for (const path of ['/', '/?q=ocop', '/style.css', '/metrics',
            '/api/v1/search?q=ocop', '/feed.atom?q=ocop']) {
            const answer = await ask(port, path,
                { headers: { 'accept-encoding': 'gzip' } });
            assert.equal(answer.headers['content-encoding'], 'gzip', path);
            gunzipSync(answer.body);
            assert.match(answer.headers.vary ?? '', /accept-encoding/i, path);
        }
    });
}

async function conditional() {
    const target = '/api/v1/openapi.json';
    const { etag } = (await ask(port, target)).headers;
    const zipped = (await ask(port, target,
        { headers: { 'accept-encoding': 'gzip' } })).headers.etag;
    const strong = etag.replace(/^W\//, '');
    const rows = [[etag, 304], [`W/${strong}`, 304], [strong, 304],
        [`"x", ${etag}`, 304], [`"x",${etag},"y"`, 304], ['*', 304],
        ['"x"', 200], [strong.slice(1, -1), 200], ['', 200], ['W/', 200],
        [`${strong.slice(0, -1)}`, 200], ['"x" "y"', 200]];
    await table('If-None-Match', rows.map(([tag, status]) =>
        [`${tag}: ${status}`.replaceAll(strong.slice(1, -1), 'TAG'), tag,
            status]), async (tag, status) => {
        for (const method of ['GET', 'HEAD']) {
            const answer = await ask(port, target,
                { method, headers: { 'if-none-match': tag } });
            assert.equal(answer.status, status);
            assert.equal(answer.headers.etag, etag);
            if (status === 304)
                assert.equal(answer.body.length, 0);
        }
    });
    await check('If-None-Match: of the compressed form', async () => {
        const answer = await ask(port, target, { headers: {
            'accept-encoding': 'gzip', 'if-none-match': zipped } });
        assert.equal(answer.status, 304);
    });
    await check('If-None-Match: what is not there is not there', async () => {
        const answer = await ask(port, '/api/v1/documents/khong-co',
            { headers: { 'if-none-match': '*' } });
        assert.equal(answer.status, 404);
    });
}

// Access-Control-* of an answer to a page of `origin`.
async function cors(at, origin, method = 'GET') {
    const { headers, status } = await ask(at, '/api/v1/search?q=ocop',
        { method, headers: { origin,
            'access-control-request-method': 'GET' } });
    return { status, vary: headers.vary ?? '',
        allowed: headers['access-control-allow-origin'],
        credentials: headers['access-control-allow-credentials'] };
}

async function origins() {
    const mine = 'https://example.vn';
    await check('CORS: off if nothing is said', async () => {
        assert.equal((await cors(port, mine)).allowed, undefined);
        const asked = await cors(port, mine, 'OPTIONS');
        assert.equal(asked.allowed, undefined);
        assert.equal(asked.status, 204);
    });
    const other = await start(index, ['--cors-origins', mine]);
    await check('CORS: for those that are named, and no other', async () => {
        const answer = await cors(other.port, mine);
        assert.equal(answer.allowed, mine);
        assert.equal(answer.credentials, undefined);
        assert.match(answer.vary, /origin/i);
        assert.equal((await cors(other.port, mine, 'OPTIONS')).status, 204);
        for (const origin of ['https://example.vn.x.example', 'null',
            'http://example.vn', 'https://example.vn:8443', 'https://x.vn'])
            assert.equal((await cors(other.port, origin)).allowed, undefined,
                origin);
    });
    await other.stop();
}

verdict(async () => {
    await gzip();
    await conditional();
    await origins();
    await check('the daemon stops well', stop);
});
