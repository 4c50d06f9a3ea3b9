// attacks.mjs INDEX - clients that behave badly: slow ones, many of one
// address, more than can be served.  What they hold they hold for a while, and
// the others are answered meanwhile.

import assert from 'node:assert/strict';
import net from 'node:net';
import { ask, check, start, until, verdict } from './server.mjs';

const [index] = process.argv.slice(2);
const GONE_MS = 15000;   // an attacker, from its first byte
const SLOW = 20;         // of each kind at once
const HEAD = 'GET /api/v1/search?q=x HTTP/1.1\r\nHost: x\r\n';

// A connection that sends `first`, then `more` each half second; when it was
// closed, in ms, or Infinity.
function attack(port, first, more) {
    return new Promise(resolve => {
        const begun = Date.now();
        const socket = net.connect(port, '127.0.0.1');
        const drip = setInterval(() => more && socket.write(more), 500);
        const end = ms => {
            clearInterval(drip);
            clearTimeout(late);
            socket.destroy();
            resolve(ms);
        };
        const late = setTimeout(end, GONE_MS + 2000, Infinity);
        socket.on('error', () => end(Date.now() - begun));
        socket.on('close', () => end(Date.now() - begun));
        socket.on('data', () => {});
        socket.write(first);
    });
}

const kinds = [
    ['a header a byte at a time', HEAD + 'X-A: ', 'a'],
    ['a first line a byte at a time', 'GET /', 'a'],
    ['nothing at all', '', ''],
    ['a body that never comes', 'POST / HTTP/1.1\r\nHost: x\r\n' +
        'Content-Length: 1000\r\n\r\n', 'a'],
];

async function slow(port) {
    const attackers = kinds.map(([title, first, more]) => ({ title,
        gone: Promise.all(Array.from({ length: SLOW }, () =>
            attack(port, first, more))) }));
    let over = false, asked = 0, worst = 0;
    const others = (async () => {
        while (!over) {
            const begun = Date.now();
            const { status } = await ask(port, '/api/v1/search?q=ocop');
            assert.equal(status, 200, 'the others are not answered');
            worst = Math.max(worst, Date.now() - begun);
            asked++;
        }
    })();
    for (const { title, gone } of attackers)
        await check(`${title}: gone in ${GONE_MS / 1000} s`, async () => {
            const last = Math.max(...await gone);
            assert.ok(last <= GONE_MS, `the last after ${last} ms`);
        });
    over = true;
    await check('the others are answered all the while', async () => {
        await others;
        assert.ok(asked > 100, `only ${asked} answers`);
        console.log(`# ${asked} answers, the slowest ${worst} ms`);
    });
}

const gauge = async (port, name) => Number(new RegExp(`^${name} (\\d+)`, 'm')
    .exec((await ask(port, '/metrics')).text)[1]);

// Clients that ask for much and take nothing of it, which they cannot see the
// end of: the daemon counts its connections.
async function untaken(port) {
    const count = () => gauge(port, 'cvdsearch_connections');
    // The daemon has done with who came before a moment after they know it.
    await until('the attackers before are still counted', async () =>
        await count() < SLOW);
    const before = await count();
    const sockets = Array.from({ length: SLOW }, () => {
        const socket = net.connect(port, '127.0.0.1');
        socket.on('error', () => {});
        socket.write('GET /api/v1/export?format=jsonl&columns=id,text' +
            ' HTTP/1.1\r\nHost: x\r\n\r\n');
        return socket;
    });
    const begun = Date.now();
    while (await count() < before + SLOW / 2)
        assert.ok(Date.now() - begun < GONE_MS, 'they do not connect');
    while (await count() > before) {
        assert.ok(Date.now() - begun < GONE_MS, 'they are still there');
        await new Promise(resolve => setTimeout(resolve, 100));
    }
    console.log(`# gone after ${Date.now() - begun} ms`);
    assert.ok(await gauge(port, 'cvdsearch_connections_reaped_total') >= 1);
    sockets.forEach(socket => socket.destroy());
}

// ---- too many ---------------------------------------------------------------

// `n` connections, open and silent; what the next one is answered once the
// daemon has seen them all: `enough` says whether it has.
async function beside(port, n, enough) {
    const open = await Promise.all(Array.from({ length: n }, () =>
        new Promise((resolve, reject) => {
            const socket = net.connect(port, '127.0.0.1',
                () => resolve(socket));
            socket.on('error', reject);
        })));
    let answer;
    for (let tries = 0; tries < 100; tries++) {
        answer = await ask(port, '/metrics', { agent: false });
        if (enough(answer))
            break;
    }
    open.forEach(socket => socket.destroy());
    return answer;
}

function isBusy(answer) {
    assert.equal(answer.status, 503);
    assert.match(answer.headers['retry-after'], /^\d+$/);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
}

async function tooMany(options, says) {
    const { port, stop } = await start(index, options);
    const answer = await beside(port, 8, ({ status }) => status !== 200);
    isBusy(answer);
    assert.match(answer.text, says);
    // Those of before are gone: there is room again, as soon as the daemon
    // has seen their end.
    let last;
    for (let tries = 0; tries < 500; tries++) {
        last = await ask(port, '/healthz', { agent: false });
        if (last.status === 200)
            break;
    }
    assert.equal(last.status, 200, 'there is never room again');
    await stop();
}

// Slow questions, all at once, for one worker.
async function overload() {
    const { port, stop } = await start(index, ['--threads', '1']);
    const seen = {};
    const begun = Date.now();
    // Each looks for 100,000 places, and sorts them.
    const all = Array.from({ length: 40 }, async () => {
        const answer = await ask(port,
            '/api/v1/kwic?q=xin&sort=left&limit=1', { agent: false });
        seen[answer.status] = (seen[answer.status] ?? 0) + 1;
        if (answer.status !== 200)
            isBusy(answer);
    });
    const health = await ask(port, '/healthz', { agent: false });
    assert.equal(health.status, 200);
    await Promise.all(all);
    assert.ok(seen[200] > 0, 'none is answered');
    assert.ok(seen[503] > 0, 'none is told that it is busy');
    console.log(`# ${JSON.stringify(seen)} in ${Date.now() - begun} ms`);
    assert.equal((await ask(port, '/api/v1/search?q=x')).status, 200);
    await stop();
}

verdict(async () => {
    const daemon = await start(index);
    await slow(daemon.port);
    await check('an answer that is not taken: gone in 15 s', () =>
        untaken(daemon.port));
    await check('it stops well', daemon.stop);
    await check('over --connections: 503', () =>
        tooMany(['--connections', '8'], /too many connections/));
    await check('over --connections-per-address: 503', () =>
        tooMany(['--connections-per-address', '8'], /from this address/));
    await check('a trusted proxy is many clients', async () => {
        const { port, stop } = await start(index,
            ['--connections-per-address', '8',
                '--trusted-proxies', '127.0.0.1']);
        const { status } = await beside(port, 8, ({ text }) =>
            /^cvdsearch_connections 9$/m.test(text));
        assert.equal(status, 200);
        await stop();
    });
    await check('more questions than it can answer: some 503, at once',
        overload);
});
