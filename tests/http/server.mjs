// server.mjs - starts the daemon over an index, asks it, stops it.
//
// The programs under test are in BIN_DIR; the modules that npm installs are
// in HTTP_TESTS/node_modules (make http-tests), outside the tree, so that
// they are loaded by load() and not by import.  Everything here is bounded in
// time: a daemon that hangs fails its test, and is killed by its pid.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const START_MS = 20000; // under sanitizers, on a busy machine
const STOP_MS = 10000; // the daemon gives what is in flight 4 s
const ANSWER_MS = 20000;
const IDLE_MS = 5000;

// What module `name` of HTTP_TESTS exports by default, CommonJS or not; all
// of its exports if `whole`.
export async function load(name, whole) {
    const home = path.resolve(process.env.HTTP_TESTS ?? '.', 'package.json');
    const file = createRequire(home).resolve(name);
    const module = await import(pathToFileURL(file));
    return whole ? module : module.default?.default ?? module.default;
}

function within(ms, what, promise) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what}: waited ${ms} ms`)),
            ms);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// A running daemon: {port, log(), stop(), signal()}.  stop() rejects where it did not
// end well, which is what a sanitizer's complaint makes it do.
export async function start(index, options = []) {
    const program = path.join(process.env.BIN_DIR, 'cvdsearchd');
    const child = spawn(program,
        ['--index', index, '--listen', '127.0.0.1:0', ...options],
        { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise(resolve => {
        child.on('error', error => resolve(error.message));
        child.on('exit', (code, signal) => resolve(signal ?? code));
    });
    let log = '';
    const listening = new Promise((resolve, reject) => {
        child.stderr.setEncoding('utf8').on('data', text => {
            log += text;
            const m = /^info listen .*address=127\.0\.0\.1:(\d+)/m.exec(log);
            if (m)
                resolve(Number(m[1]));
        });
        ended.then(how => reject(new Error(`ended: ${how}\n${log}`)));
    });
    process.once('exit', () => child.kill('SIGKILL'));
    const port = await within(START_MS, 'cvdsearchd does not listen',
        listening);
    async function stop() {
        child.kill('SIGTERM');
        const how = await within(STOP_MS, 'cvdsearchd does not stop', ended);
        if (how !== 0)
            throw new Error(`cvdsearchd ended with ${how}:\n${log}`);
    }
    return { port, log: () => log, stop,
        signal: name => child.kill(name) };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

// Run cvdindex with `args`; it must succeed.
export function cvdindex(args, input = '') {
    return new Promise((resolve, reject) => {
        const child = spawn(path.join(process.env.BIN_DIR, 'cvdindex'), args,
            { stdio: ['pipe', 'ignore', 'pipe'] });
        let said = '';
        child.stderr.on('data', text => { said += text; });
        child.on('error', reject);
        child.on('exit', code => code === 0 ? resolve()
            : reject(new Error(`cvdindex ${args[0]}: ${code} ${said}`)));
        child.stdin.end(input);
    });
}

// Add one document, {id, text}, to an index.
export function addDocument(index, document) {
    return cvdindex(['add', '--index', index, '-'],
        `${JSON.stringify(document)}\n`);
}

// Wait until fn() holds, 5 s at most.
export async function until(what, fn) {
    for (let tries = 0; tries < 500; tries++) {
        if (await fn())
            return;
        await new Promise(resolve => setTimeout(resolve, 10));
    }
    assert.fail(what);
}

// Ask for `target`, sent as it is written: {status, headers, body (a Buffer),
// text}.  `how`: {method, headers, body, agent}.
export function ask(port, target, how = {}) {
    const answer = new Promise((resolve, reject) => {
        const request = http.request({
            host: '127.0.0.1', port, path: target,
            agent: how.agent ?? agent,
            method: how.method ?? 'GET', headers: how.headers ?? {}
        }, response => {
            const parts = [];
            response.on('data', part => parts.push(part));
            response.on('error', reject);
            response.on('end', () => {
                const body = Buffer.concat(parts);
                resolve({ status: response.statusCode,
                    headers: response.headers, body,
                    text: body.toString('utf8') });
            });
        });
        request.on('error', reject);
        request.end(how.body);
    });
    return within(ANSWER_MS, target.slice(0, 200), answer);
}

export async function askJson(port, target, how) {
    const answer = await ask(port, target, how);
    if (answer.status !== 200)
        throw new Error(`${target}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text);
}

// Send these bytes (strings are UTF-8) and take what comes until the daemon
// closes, or `expect` whole answers are there, or nothing came for IDLE_MS:
// {bytes, closed}.  methods: as of answers(); piece: so many bytes at a time.
export function raw(port, bytes, how = {}) {
    const { expect = Infinity, methods, piece = Infinity } = how;
    const exchange = new Promise((resolve, reject) => {
        let got = Buffer.alloc(0);
        const socket = net.connect({ port, host: '127.0.0.1',
            noDelay: true });
        const end = closed => {
            socket.destroy();
            resolve({ bytes: got, closed });
        };
        socket.setTimeout(IDLE_MS, () => end(false));
        socket.on('data', part => {
            got = Buffer.concat([got, part]);
            if (expect < Infinity && count(got, methods) >= expect)
                end(false);
        });
        socket.on('end', () => end(true));
        // The daemon may close before all is sent, and reset what follows.
        socket.on('error', error => error.code === 'ECONNREFUSED'
            ? reject(error) : end(true));
        send(socket, Buffer.from(bytes), piece);
    });
    return within(ANSWER_MS, 'raw exchange', exchange);
}

function send(socket, bytes, piece) {
    if (socket.destroyed || bytes.length === 0)
        return;
    socket.write(bytes.subarray(0, piece), () =>
        setImmediate(send, socket, bytes.subarray(piece), piece));
}

function count(bytes, methods) {
    try {
        return answers(bytes, methods).length;
    } catch {
        return 0;
    }
}

function dechunk(bytes) {
    const parts = [];
    for (;;) {
        const eol = bytes.indexOf('\r\n');
        const size = parseInt(bytes.subarray(0, eol).toString('latin1'), 16);
        if (eol < 0 || Number.isNaN(size))
            throw new Error('bad chunk');
        if (size === 0)
            return { body: Buffer.concat(parts),
                rest: bytes.subarray(eol + 4) };
        parts.push(bytes.subarray(eol + 2, eol + 2 + size));
        bytes = bytes.subarray(eol + 4 + size);
    }
}

// The answers in `bytes`, one behind the other; methods[i] is what the i-th
// answers, GET if not given.
export function answers(bytes, methods = []) {
    const list = [];
    while (bytes.length) {
        const end = bytes.indexOf('\r\n\r\n');
        if (end < 0)
            throw new Error(`no answer: ${bytes.toString('latin1')}`);
        const [first, ...lines] =
            bytes.subarray(0, end).toString('latin1').split('\r\n');
        const m = /^HTTP\/1\.[01] (\d{3}) /.exec(first);
        if (!m)
            throw new Error(`no status line: ${first}`);
        const headers = {};
        for (const line of lines) {
            const colon = line.indexOf(':');
            headers[line.slice(0, colon).toLowerCase()] =
                line.slice(colon + 1).trim();
        }
        const answer = { status: Number(m[1]), headers };
        let rest = bytes.subarray(end + 4);
        answer.body = Buffer.alloc(0);
        if (methods[list.length] === 'HEAD' || answer.status === 304) {
            // no body
        } else if (headers['transfer-encoding'] === 'chunked') {
            ({ body: answer.body, rest } = dechunk(rest));
        } else {
            const size = Number(headers['content-length'] ?? rest.length);
            if (rest.length < size)
                throw new Error('answer cut short');
            answer.body = rest.subarray(0, size);
            rest = rest.subarray(size);
        }
        answer.text = answer.body.toString('utf8');
        list.push(answer);
        bytes = rest;
    }
    return list;
}

// ---- telling ------------------------------------------------------------

const told = { passed: 0, failed: 0 };

// One check: `fn` throws, or its promise rejects, where it fails.
export async function check(title, fn) {
    const n = told.passed + told.failed + 1;
    try {
        await fn();
        told.passed++;
        console.log(`ok ${n} - ${title}`);
    } catch (error) {
        told.failed++;
        const why = error.code === 'ERR_ASSERTION' ? error.message
            : error.stack ?? String(error);
        console.log(`not ok ${n} - ${title}`);
        console.log(why.slice(0, 4000).replace(/[^\P{Cc}\n]/gu, '\uFFFD')
            .replace(/^/gm, '#   '));
    }
}

// A check of fn(one) for each of `list`, {text}, which names each that fails
// it: a check a string would be a long list.
export async function each(title, list, fn) {
    await check(`${title}: ${list.length} strings`, async () => {
        const failures = [];
        for (const one of list)
            await fn(one).catch(error => failures.push(
                `${JSON.stringify(one.text)}: ${error.message}`));
        assert.equal(failures.length, 0,
            `${failures.length} of ${list.length}:\n${failures.join('\n')}`);
    });
}

// Runs `main`, which does the checks, and ends the process: 0 where all
// passed, and there was one.
export async function verdict(main) {
    try {
        await main();
    } catch (error) {
        told.failed++;
        console.log(`not ok - ended early\n${error.stack}`);
    }
    console.log(`${told.passed} passed, ${told.failed} failed, 0 skipped`);
    process.exit(told.failed === 0 && told.passed > 0 ? 0 : 1);
}
