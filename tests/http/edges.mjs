// edges.mjs INDEX - HTTP at its edges, byte by byte: what is not HTTP, or
// could be read in two ways, is refused and ends its connection, so that no
// second request can hide in it; what is HTTP and seldom is answered.

import assert from 'node:assert/strict';
import { answers, ask, check, raw, start, verdict } from './server.mjs';

const [index] = process.argv.slice(2);
const { port, stop } = await start(index);

const HOST = 'Host: localhost\r\n';
// A request behind the one that is refused: it must not be answered.
const HIDDEN = `GET /healthz HTTP/1.1\r\n${HOST}\r\n`;
const get = (target, headers = '', method = 'GET') =>
    `${method} ${target} HTTP/1.1\r\n${HOST}${headers}\r\n`;

function isProblem(answer, statuses) {
    assert.ok([statuses].flat().includes(answer.status),
        `status ${answer.status}, not ${statuses}: ` +
        answer.text.slice(0, 200));
    assert.equal(answer.headers['content-type'], 'application/problem+json');
    const { type, title, status, detail } = JSON.parse(answer.text);
    assert.equal(status, answer.status);
    assert.ok(type && title && detail, answer.text);
}

// One answer, a refusal, and the end of the connection.
async function refused(bytes, ours = true) {
    const got = await raw(port, bytes);
    assert.ok(got.closed, 'the connection stays open');
    if (!ours)
        return refusedByLibrary(got.bytes.toString());
    const list = answers(got.bytes);
    assert.equal(list.length, 1, `${list.length} answers`);
    isProblem(list[0], [400, 405, 413]);
    assert.match(list[0].headers.connection ?? '', /close/i);
}

// What libmicrohttpd finds wrong before the daemon sees it, it tells with a
// page of its own; 0.9.75 sends the head of that twice.
function refusedByLibrary(text) {
    assert.match(text, /^HTTP\/1\.1 (400|413|505) [^]*\r\nConnection: close\r\n/i);
    assert.doesNotMatch(text, /HTTP\/1\.[01] 200|alive/);
}

async function table(title, rows, fn) {
    for (const [what, ...rest] of rows)
        await check(`${title}: ${what}`, async () => {
            await fn(...rest);
            assert.equal((await ask(port, '/healthz')).status, 200, 'alive');
        });
}

// ---- framing: RFC 9112, 6.3, and what smuggling is made of -----------------

const body = (headers, rest = '') =>
    get('/api/v1/search?q=x', headers) + rest + HIDDEN;

const framing = [
    ['the same Content-Length twice',
        body('Content-Length: 0\r\nContent-Length: 0\r\n')],
    ['two Content-Lengths',
        body('Content-Length: 0\r\nContent-Length: 5\r\n', 'abcde')],
    ['two, in other letters',
        body('content-length: 5\r\nCONTENT-LENGTH: 0\r\n', 'abcde')],
    ['a list of them', body('Content-Length: 0, 0\r\n'), false],
    ['with a sign', body('Content-Length: +0\r\n'), false],
    ['below zero', body('Content-Length: -1\r\n'), false],
    ['no number', body('Content-Length: 0x0\r\n'), false],
    ['number and more', body('Content-Length: 0 0\r\n'), false],
    ['empty', body('Content-Length:\r\n'), false],
    ['beyond 64 bits', body('Content-Length: 18446744073709551617\r\n', 'x'), false],
    ['Content-Length, then Transfer-Encoding',
        body('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
            '0\r\n\r\n')],
    ['Transfer-Encoding, then Content-Length',
        body('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n',
            '0\r\n\r\n')],
    ['chunked', body('Transfer-Encoding: chunked\r\n', '3\r\nabc\r\n0\r\n\r\n')],
    ['chunked twice', body('Transfer-Encoding: chunked\r\n' +
        'Transfer-Encoding: chunked\r\n', '0\r\n\r\n')],
    ['chunked, then identity', body('Transfer-Encoding: chunked, identity\r\n',
        '0\r\n\r\n')],
    ['an unknown coding', body('Transfer-Encoding: xchunked\r\n')],
    ['identity', body('Transfer-Encoding: identity\r\n')],
    ['a tab before chunked', body('Transfer-Encoding:\tchunked\r\n',
        '0\r\n\r\n')],
    ['a blank before the colon', body('Transfer-Encoding : chunked\r\n',
        '0\r\n\r\n')],
    ['a blank before the colon of Content-Length',
        body('Content-Length : 5\r\n', 'abcde')],
    ['a line without a colon', body('Content-Length 5\r\n', 'abcde'), false],
    ['chunked in HTTP/1.0', 'POST /healthz HTTP/1.0\r\n' +
        'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + HIDDEN],
];

// ---- the first line, and Host ----------------------------------------------

const lines = [
    ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 'library'],
    ['two Hosts', `GET /healthz HTTP/1.1\r\n${HOST}${HOST}\r\n`, 400],
    ['a Host that is none', 'GET / HTTP/1.1\r\nHost: a b"><script>\r\n\r\n',
        400],
    ['a Host with a path', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
    ['a target without a slash', get('healthz'), 400],
    ['a target that is a star', get('*', '', 'OPTIONS'), 400],
    ['HTTP of another world', `GET / HTTP/9.9\r\n${HOST}\r\n`, 'library'],
    ['a fragment', get('/api/v1/search#x'), [400, 404]],
    ['a byte that is no ASCII', get('/\xff'), 400],
];

const methods = [['POST'], ['PUT'], ['DELETE'], ['PATCH'], ['TRACE'],
    ['PROPFIND'], ['get'], ['Get'], ['BREW'], ['G'], ['GETGET']];

const targets = [
    ...['%00', 'x%00y', '..', '.', '../../etc/passwd', '%2e%2e', '%2E%2e/x',
        '.%2e', 'x/../y', '%c0%af', '%c0%ae%c0%ae', '%e0%80%af', '%ed%a0%80',
        '%f4%90%80%80', '%ff', '%80', 'x%c3', '%', '%4', '%zz', '%4g', 'x%',
        '%u0041'].map(step => [step, step, 400]),
    ...['..%2f', '..%2f..%2fetc%2fpasswd', '%2e%2e%2f', '/', '//', '/x',
        'x/', 'x/y', ';x', '%2f', '%5c..%5c', 'con', '%20', '+']
        .map(step => [step, step, [400, 404]]),
];

// ---- sizes -----------------------------------------------------------------

const X = n => 'x'.repeat(n);

const sizes = [
    ['a target of 28,000 bytes is read', get(`/healthz?x=${X(27980)}`), 200],
    ['a target of 29,000 bytes', get(`/healthz?x=${X(29000)}`), 414],
    ['a target of 40,000 bytes', get(`/${X(40000)}`), 414],
    ['a target of a megabyte', get(`/${X(1 << 20)}`), 414],
    ['a path of 200 steps', get('/x'.repeat(200)), [400, 404]],
    ['200 parameters', get(`/api/v1/search?${'q=x&'.repeat(200)}`), 400],
    ['a query of 8 kB', get(`/api/v1/search?q=${X(8192)}`), 200],
    ['a query over 8 kB', get(`/api/v1/search?q=${X(8193)}`), [200, 400]],
    ['headers of 7,000 bytes', get('/healthz', `X-A: ${X(7000)}\r\n`), 200],
    ['a header of 12,000 bytes', get('/healthz', `X-A: ${X(12000)}\r\n`), 431],
    ['a header of a megabyte', get('/healthz', `X-A: ${X(1 << 20)}\r\n`), 431],
    ['12 headers of 1,000 bytes', get('/healthz',
        `X-A: ${X(1000)}\r\n`.repeat(12)), 431],
    ['60 headers', get('/healthz', 'X-A: b\r\n'.repeat(60)), 200],
    ['200 headers', get('/healthz', 'X-A: b\r\n'.repeat(200)), 431],
    ['5,000 headers', get('/healthz', 'X-A: b\r\n'.repeat(5000)), 431],
    ['a body', body('Content-Length: 5\r\n', 'abcde'), [400, 413]],
    ['a body of a megabyte', body(`Content-Length: ${1 << 20}\r\n`,
        X(1 << 20)), [400, 413]],
    ['a body of HEAD', get('/healthz', 'Content-Length: 1\r\n', 'HEAD') +
        'x' + HIDDEN, [400, 413]],
    ['a body that is awaited', get('/healthz',
        'Expect: 100-continue\r\nContent-Length: 5\r\n'), [400, 413, 417]],
];

async function sized(bytes, statuses) {
    if (statuses === 200) {
        const [answer] = answers((await raw(port, bytes, { expect: 1 })).bytes);
        assert.equal(answer.status, 200, answer.text);
        return;
    }
    const got = await raw(port, bytes, bytes.includes(HIDDEN) ? {}
        : { expect: 1 });
    // To a HEAD there is no body: what follows would be read as one.
    const list = answers(got.bytes, [bytes.startsWith('HEAD') ? 'HEAD' : '']);
    assert.equal(list.length, 1);
    assert.ok([statuses].flat().includes(list[0].status),
        `${list[0].status} ${list[0].text}`);
}

// ---- what is HTTP ----------------------------------------------------------

async function seldom() {
    const paths = ['/', '/api/v1/search?q=ocop', '/healthz', '/style.css',
        '/metrics', '/api/v1/openapi.json', '/khong-co', '/opensearch.xml'];
    await check('HEAD: as GET without the body', async () => {
        for (const target of paths.filter(p => p !== '/metrics')) {
            const bytes = get(target, '', 'HEAD') + get(target);
            const got = await raw(port, bytes,
                { expect: 2, methods: ['HEAD'] });
            const [head, whole] = answers(got.bytes, ['HEAD']);
            assert.equal(head.status, whole.status);
            for (const name of ['content-type', 'etag', 'vary'])
                assert.equal(head.headers[name], whole.headers[name], target);
            // took_ms may be a digit longer.
            const size = Number(head.headers['content-length']);
            assert.ok(Math.abs(size - whole.body.length) <
                (/search/.test(target) ? 9 : 1), `${target}: ${size}`);
        }
    });
    await check('fifty requests in a row are answered in order', async () => {
        const bytes = Array.from({ length: 50 }, (_, i) =>
            get(`/api/v1/suggest?q=chuoi${i}`)).join('');
        const list = answers((await raw(port, bytes, { expect: 50 })).bytes);
        assert.deepEqual(list.map(a => JSON.parse(a.text).query),
            Array.from({ length: 50 }, (_, i) => `chuoi${i}`));
    });
    await check('OPTIONS: the methods, and no body', async () => {
        const answer = await ask(port, '/api/v1/search', { method: 'OPTIONS' });
        assert.equal(answer.status, 204);
        assert.equal(answer.headers.allow, 'GET, HEAD, OPTIONS');
        assert.equal(answer.body.length, 0);
    });
    await check('a request byte by byte', async () => {
        const [answer] = answers((await raw(port, get('/healthz'),
            { expect: 1, piece: 1 })).bytes);
        assert.equal(answer.status, 200);
    });
    await check('Connection: close is obeyed', async () => {
        const got = await raw(port, get('/healthz', 'Connection: close\r\n') +
            HIDDEN);
        assert.equal(answers(got.bytes).length, 1);
        assert.ok(got.closed);
    });
    await check('HEAD of what is streamed', async () => {
        const bytes = get('/api/v1/export?q=ocop', '', 'HEAD') +
            get('/healthz');
        const list = answers((await raw(port, bytes,
            { expect: 2, methods: ['HEAD'] })).bytes, ['HEAD']);
        // It may close behind it.
        assert.match(list.map(a => a.status).join(' '), /^200( 200)?$/);
    });
    await check('HTTP/1.0: no Host, no chunks, and the end', async () => {
        for (const target of ['/healthz', '/', '/api/v1/search?q=ocop']) {
            const got = await raw(port, `GET ${target} HTTP/1.0\r\n\r\n`);
            const [answer, ...rest] = answers(got.bytes);
            assert.equal(answer.status, 200);
            assert.equal(rest.length, 0);
            assert.ok(got.closed);
            assert.equal(answer.headers['transfer-encoding'], undefined);
        }
    });
    await check('the address of a proxy is ours: GET http://host/', async () => {
        const [answer] = answers((await raw(port,
            get('http://localhost/healthz'), { expect: 1 })).bytes);
        assert.equal(answer.status, 200);
    });
    await check('no HTTP at all: a page or nothing, and the end', async () => {
        for (const bytes of [`GET / x HTTP/1.1\r\n${HOST}\r\n`,
            'GET /\r\n\r\n', '\r\n\r\n\r\n\r\nxx\r\n\r\n',
            'SSH-2.0-x\r\n\r\n', `${X(70000)}\r\n\r\n`]) {
            const got = await raw(port, Buffer.from(bytes, 'latin1'));
            assert.ok(got.closed, JSON.stringify(bytes.slice(0, 20)));
            assert.doesNotMatch(got.bytes.toString(), /^HTTP\/1\.1 200/);
        }
    });
}

verdict(async () => {
    await table('framing', framing, refused);
    await table('first line', lines, async (bytes, statuses) => {
        if (statuses === 'library')
            return refused(bytes, false);
        const got = await raw(port, Buffer.from(bytes, 'latin1'),
            { expect: 1 });
        return isProblem(answers(got.bytes)[0], statuses);
    });
    await table('method', methods.map(([m]) => [m, m]), async method => {
        const got = await raw(port, get('/api/v1/search?q=x', '', method),
            { expect: 1 });
        const [answer] = answers(got.bytes);
        isProblem(answer, [405, 501]);
        assert.match(answer.headers.allow ?? '', /\bGET\b.*\bHEAD\b/);
    });
    await table('step', targets, async (step, statuses) => {
        for (const before of ['/api/v1/documents/', '/api/v1/references/']) {
            const got = await raw(port, get(before + step), { expect: 1 });
            isProblem(answers(got.bytes)[0], statuses);
        }
        const page = await raw(port, get(`/documents/${step}`), { expect: 1 });
        assert.ok([statuses].flat().includes(answers(page.bytes)[0].status));
    });
    await table('size', sizes, sized);
    await seldom();
    await check('the daemon stops well', stop);
});
