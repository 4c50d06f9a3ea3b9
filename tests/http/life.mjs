// life.mjs INDEX DIR - a daemon that lives while its index changes: swaps
// under load, reload, stop.  Both are changed.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { addDocument, ask, askJson, check, cvdindex, start, until,
    verdict } from './server.mjs';

const [index, dir] = process.argv.slice(2);
const SWAPS = Number(process.env.SWAPS ?? 100);
const CLIENTS = 4;

const add = n => addDocument(index,
    { id: `new-${n}`, text: `Văn bản mới thứ ${n}, swapword` });

// Asks until told to stop, what never may fail while the index changes.
async function askOn(port, state) {
    const targets = ['/api/v1/search?q=swapword&limit=1', '/?q=h%C3%A0ng',
        '/api/v1/campaigns', '/readyz', '/api/v1/export?q=swapword'];
    for (let i = 0; !state.stop; i++) {
        const target = targets[i % targets.length];
        const answer = await ask(port, target);
        state.asked++;
        if (answer.status !== 200)
            state.failed.push(`${target}: ${answer.status} ${answer.text}`);
        const generation = Number(answer.headers['x-cvdsearch-generation']);
        if (generation > state.generation)
            state.generation = generation;
    }
}

async function swaps(port) {
    const state = { stop: false, asked: 0, failed: [], generation: 0 };
    const before = (await askJson(port, '/readyz')).generation;
    const clients = Array.from({ length: CLIENTS }, () => askOn(port, state));
    const missed = [];
    for (let n = 0; n < SWAPS; n++) {
        await add(n);
        const { total } = await askJson(port,
            '/api/v1/search?q=swapword&limit=0');
        if (total !== n + 1)
            missed.push(n);
    }
    state.stop = true;
    await Promise.all(clients);
    assert.deepEqual(state.failed.slice(0, 3), [], 'requests that failed');
    assert.deepEqual(missed, [], 'what was added is found at once');
    assert.ok(state.generation > before, 'the clients saw no swap');
    assert.ok(state.asked > SWAPS, `only ${state.asked} requests`);
    console.log(`# ${SWAPS} swaps, ${state.asked} requests`);
}

// A generation that cannot be read leaves the one before it being served.
async function broken(port) {
    const current = path.join(index, 'CURRENT');
    const good = fs.readFileSync(current);
    fs.renameSync(current, `${current}.kept`);
    fs.writeFileSync(current, good.toString().replace(/\d+\s*$/, '999999\n'));
    const failures = /^cvdsearch_index_open_failures_total [1-9]/m;
    await until('nobody tried to open it', async () => {
        const answer = await ask(port, '/api/v1/search?q=swapword');
        assert.equal(answer.status, 200);
        return failures.test((await ask(port, '/metrics')).text);
    });
    fs.renameSync(`${current}.kept`, current);
    await add('after');
    const { total } = await askJson(port,
        '/api/v1/search?q=swapword&limit=0');
    assert.equal(total, SWAPS + 1, 'the next good one is served');
}

// A client that takes its answer slowly; resolves when the first byte came.
function slowly(port, target) {
    return new Promise((resolve, reject) => {
        const socket = net.connect(port, '127.0.0.1');
        let got = '';
        socket.setEncoding('latin1');
        socket.on('error', reject);
        socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
        const ended = new Promise(done => socket.on('close', () =>
            done(got)));
        socket.once('data', text => {
            got = text;
            socket.pause();
            resolve({
                finish() {
                    socket.on('data', more => { got += more; });
                    socket.resume();
                    return ended;
                },
                ended,
            });
        });
    });
}

// Longer than what the sockets' buffers hold, so that it is still being sent.
async function makeLong() {
    const line = n => JSON.stringify({ id: `long-${n}`,
        text: `longword ${'xin chào '.repeat(500)}` });
    await cvdindex(['add', '--index', index, '-'],
        Array.from({ length: 2000 }, (_, n) => line(n)).join('\n') + '\n');
}

const LONG = '/api/v1/export?q=longword&format=jsonl&columns=id,text';

async function stopsAfterAnswer() {
    const { port, stop } = await start(index);
    const client = await slowly(port, LONG);
    const stopped = stop();
    await until('it still accepts', () =>
        ask(port, '/healthz', { agent: false }).then(() => false, () => true));
    const text = await client.finish();
    await stopped;
    assert.ok(text.endsWith('\r\n0\r\n\r\n'),
        `the answer was cut short after ${text.length} bytes`);
    assert.equal(text.match(/"id":"long-/g).length, 2000);
}

async function stopsAnyway() {
    const { port, stop } = await start(index);
    const client = await slowly(port, LONG);
    const begun = Date.now();
    await stop();
    assert.ok(Date.now() - begun < 6000, 'it waits for ever');
    await client.finish();
}

// ---- what SIGHUP reads again -----------------------------------------------

const OLD = 'old-token-0123456789';
const NEW = 'new-token-0123456789';

const statusWith = async (port, token) => (await ask(port,
    '/api/v1/search?q=x', { headers: token
        ? { Authorization: `Bearer ${token}` } : {} })).status;

async function reloadsTokens() {
    const file = path.join(dir, 'tokens');
    fs.writeFileSync(file, `${OLD} search old\n`, { mode: 0o600 });
    const daemon = await start(index, ['--tokens', file]);
    const { port } = daemon;
    assert.equal(await statusWith(port), 401);
    assert.equal(await statusWith(port, OLD), 200);
    assert.equal(await statusWith(port, `${OLD}x`), 401);
    const metrics = await ask(port, '/metrics',
        { headers: { Authorization: `Bearer ${OLD}` } });
    assert.equal(metrics.status, 403, 'its scope is search alone');
    assert.match(metrics.headers['www-authenticate'], /insufficient_scope/);
    for (const open of ['/healthz', '/readyz', '/api/v1/openapi.json'])
        assert.equal((await ask(port, open)).status, 200, open);

    fs.writeFileSync(file, `${NEW} search,metrics\n`);
    daemon.signal('SIGHUP');
    await until('the new token never counts', async () =>
        await statusWith(port, NEW) === 200);
    assert.equal(await statusWith(port, OLD), 401);

    fs.writeFileSync(file, 'nonsense\n');
    daemon.signal('SIGHUP');
    await until('a bad file is not told', async () =>
        /reload-failed/.test(daemon.log()));
    assert.equal(await statusWith(port, NEW), 200, 'the old ones stay');
    assert.doesNotMatch(daemon.log(), /-token-/, 'a token is in the log');
    await daemon.stop();
}

verdict(async () => {
    const daemon = await start(index, ['--threads', '4']);
    await check(`${SWAPS} swaps under load, no request fails`, () =>
        swaps(daemon.port));
    await check('a damaged generation is not served, the last good one is',
        () => broken(daemon.port));
    await check('it stops well', daemon.stop);
    await makeLong();
    await check('SIGTERM: what is in flight is finished', stopsAfterAnswer);
    await check('SIGTERM: who does not take the answer is not waited for',
        stopsAnyway);
    await check('SIGHUP: tokens are read again', reloadsTokens);
});
