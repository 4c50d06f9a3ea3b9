// framing.mjs INDEX - where an answer ends, and what a proxy before the daemon
// may read otherwise than it: there both must agree, or one request hides in
// another.

import assert from 'node:assert/strict';
import { answers, ask, check, raw, start, verdict } from './server.mjs';

const [index] = process.argv.slice(2);
const { port, log, stop } = await start(index, ['--access-log', 'yes']);

const HOST = 'Host: a\r\n';
const get = (target, headers = '') =>
    `GET ${target} HTTP/1.1\r\n${HOST}${headers}\r\n`;

// [what, bytes, status]: refused, and nothing behind it is read.
const refused = [
    ['a blank before the colon',
        `GET /healthz HTTP/1.1\r\n${HOST}Content-Length : 60\r\n\r\n`, 400],
    ['a tab before the colon',
        `GET /healthz HTTP/1.1\r\n${HOST}Transfer-Encoding\t: chunked\r\n\r\n`,
        400],
    ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', get('/healthz', 'Host: b\r\n'), 400],
    ['a Host that is none', 'GET /opensearch.xml HTTP/1.1\r\n' +
        'Host: a"><script>\r\n\r\n', 400],
    ['a Host with a blank', 'GET /opensearch.xml HTTP/1.1\r\n' +
        'Host: a b\r\n\r\n', 400],
    ['a blank in the target', get('/?q=a b'), 400],
    ['a control character in the target', get('/?q=\x01'), 400],
];

verdict(async () => {
    for (const [what, bytes, status] of refused)
        await check(`${what} ends the connection`, async () => {
            const { bytes: got, closed } =
                await raw(port, bytes + get('/readyz'));
            const [answer, ...others] = answers(got);
            assert.equal(answer.status, status);
            assert.equal(answer.headers['content-type'],
                'application/problem+json');
            assert.equal(answer.headers.connection, 'close');
            assert.equal(others.length, 0);
            assert.ok(closed);
        });

    await check('HTTP/1.0 needs no Host', async () => {
        const { bytes } = await raw(port, 'GET /healthz HTTP/1.0\r\n\r\n');
        assert.equal(answers(bytes)[0].status, 200);
    });

    await check('what is refused so is counted and logged', async () => {
        const { text } = await ask(port, '/metrics');
        assert.match(text, /requests_total\{route="other",status="400"\} 8\n/);
        assert.match(log(), /^info request .* route=- status=400/m);
    });

    await check('HEAD of an export has no body', async () => {
        const { bytes } = await raw(port,
            `HEAD /api/v1/export?q= HTTP/1.1\r\n${HOST}\r\n`);
        const text = bytes.toString('latin1');
        assert.match(text, /^HTTP\/1.1 200 /);
        assert.match(text, /\r\n\r\n$/);
        assert.equal(text.indexOf('\r\n\r\n'), text.length - 4);
    });

    await check('304 tells the length of the body it spares', async () => {
        for (const target of ['/style.css', '/opensearch.xml',
            '/api/v1/provinces'])
            for (const coding of ['identity', 'gzip']) {
                const headers = `Accept-Encoding: ${coding}\r\n`;
                const full = answers((await raw(port, get(target, headers),
                    { expect: 1 })).bytes)[0];
                const held = `If-None-Match: ${full.headers.etag}\r\n`;
                const { bytes } = await raw(port,
                    get(target, headers + held) +
                    get('/healthz', 'Connection: close\r\n'));
                const [spared, next] = answers(bytes);
                assert.equal(spared.status, 304);
                assert.equal(next.status, 200);
                for (const name of ['content-length', 'content-encoding',
                    'etag', 'vary', 'cache-control'])
                    assert.equal(spared.headers[name], full.headers[name],
                        `${target} ${name}`);
            }
    });
    await stop();
});
