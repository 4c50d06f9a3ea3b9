// secure.mjs INDEX DIR - TLS and its reload, origins, proxies, the log.  DIR
// holds the certificates first.pem and second.pem with their keys, of
// "localhost", made by the caller.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import { ask, check, start, until, verdict } from './server.mjs';

const [index, dir] = process.argv.slice(2);
const file = name => path.join(dir, name);

// A TLS connection that trusts certificate `ca` alone; rejects otherwise.
function secured(port, ca, options = {}) {
    return new Promise((resolve, reject) => {
        const socket = tls.connect({ port, host: '127.0.0.1',
            servername: 'localhost', ca: fs.readFileSync(file(ca)),
            ...options }, () => resolve(socket));
        socket.setTimeout(10000, () => reject(new Error('timeout')));
        socket.on('error', reject);
    });
}

// One request over `socket`, kept open; its whole answer, which is short.
function asked(socket, target) {
    return new Promise((resolve, reject) => {
        let got = '';
        socket.removeAllListeners('data');
        socket.on('error', reject);
        socket.on('data', part => {
            got += part;
            const m = /content-length: (\d+)[^]*?\r\n\r\n([^]*)$/i.exec(got);
            if (m && Buffer.byteLength(m[2]) >= Number(m[1]))
                resolve(got);
        });
        socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    });
}

function use(which) {
    fs.copyFileSync(file(`${which}.pem`), file('now.pem'));
    fs.copyFileSync(file(`${which}.key`), file('now.key'));
}

const serves = (port, which) => secured(port, `${which}.pem`)
    .then(socket => { socket.destroy(); return true; }, () => false);

async function encrypts() {
    use('first');
    const daemon = await start(index, ['--tls-certificate', file('now.pem'),
        '--tls-key', file('now.key')]);
    const { port } = daemon;
    const socket = await secured(port, 'first.pem');
    assert.match(await asked(socket, '/healthz'), /^HTTP\/1\.1 200 /);
    assert.match(socket.getProtocol(), /^TLSv1\.[23]$/);
    assert.match(await asked(socket, '/feed.atom?q=x'), /https:\/\/localhost/);

    await assert.rejects(secured(port, 'first.pem',
        { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1',
            ciphers: 'DEFAULT@SECLEVEL=0' }), 'TLS 1.1 is spoken');
    await assert.rejects(ask(port, '/healthz'), 'it speaks plain HTTP');

    use('second');
    daemon.signal('SIGHUP');
    await until('the new certificate is not served', () =>
        serves(port, 'second'));
    assert.equal(await serves(port, 'first'), false);
    assert.match(await asked(socket, '/healthz'), /^HTTP\/1\.1 200 /,
        'the connection of before');
    socket.destroy();

    fs.writeFileSync(file('now.pem'), 'nonsense\n');
    daemon.signal('SIGHUP');
    await until('a bad certificate is not told', async () =>
        /reload-failed what=certificate/.test(daemon.log()));
    assert.equal(await serves(port, 'second'), true, 'the old one stays');
    await daemon.stop();
}

// ---- origins -----------------------------------------------------------

async function origins() {
    const { port, stop } = await start(index,
        ['--cors-origins', 'https://hoso.example.vn']);
    const from = async (origin, method = 'GET') => (await ask(port,
        '/api/v1/search?q=x', { method, headers: { Origin: origin } })).headers;
    const mine = await from('https://hoso.example.vn');
    assert.equal(mine['access-control-allow-origin'],
        'https://hoso.example.vn');
    assert.match(mine.vary, /Origin/);
    const other = await from('https://example.com');
    assert.equal(other['access-control-allow-origin'], undefined);
    assert.match(other.vary, /Origin/);
    const asking = await from('https://hoso.example.vn', 'OPTIONS');
    assert.match(asking['access-control-allow-methods'], /GET/);
    assert.match(asking['access-control-allow-headers'], /Authorization/i);
    await stop();
}

// ---- what is logged ----------------------------------------------------

async function logs() {
    const { port, stop, log } = await start(index, ['--access-log', 'yes',
        '--trusted-proxies', '127.0.0.1']);
    await ask(port, '/api/v1/search?q=riengtu', { headers: {
        'X-Forwarded-For': '203.0.113.9, 198.51.100.7' } });
    await ask(port, '/documents/riengtu%0Aerror%20forged');
    await stop();
    assert.match(log(), /^info request client=198\.51\.100\.7 .*route=\/api\/v1\/search status=200/m);
    assert.doesNotMatch(log(), /riengtu/, 'a question is in the log');
    assert.doesNotMatch(log(), /^error/m);
}

async function logsMore() {
    const { port, stop, log } = await start(index, ['--log-level', 'debug']);
    await ask(port, '/api/v1/search?q=riengtu', { headers: {
        'X-Forwarded-For': '203.0.113.9' } });
    await stop();
    assert.match(log(), /^debug target value=.*riengtu/m);
}

verdict(async () => {
    await check('TLS, and a new certificate at SIGHUP', encrypts);
    await check('only the origins of the settings are allowed', origins);
    await check('the log says who and what route, not what was asked', logs);
    await check('at debug level it says what was asked', logsMore);
});
