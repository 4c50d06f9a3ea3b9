// openapi.mjs INDEX FILES - the description of the HTTP API is true: it is
// valid, it is what the daemon serves, each operation in it answers as described.
//
// What an operation is asked is in the description as well: the example of
// each parameter, its enumeration, its greatest value.  The index is of
// FILES, which are corpus/samples, in which the examples find something, and
// one in an old encoding; one of them is changed at last.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Description, examples, inPath, strict, target }
    from './description.mjs';
import { ask, askJson, check, load, raw, answers, start, verdict }
    from './server.mjs';

const [index, files] = process.argv.slice(2);
const file = new URL('../../searchd/openapi.json', import.meta.url);
const bytes = readFileSync(file);
const api = await Description.read(JSON.parse(bytes));
const operations = api.operations();
const ORIGINALS = ['--originals', files];

// What the daemon has against the parameters of this request.
function complaints(value) {
    return value?.warnings?.filter(w => /tham số/i.test(w)) ?? [];
}

async function answersAsDescribed(port, op, given, how) {
    const what = target(op, given);
    const answer = await ask(port, what, how);
    assert.equal(answer.status, 200, `${what}: ${answer.text.slice(0, 300)}`);
    const value = api.describes(op, answer, what, how?.method);
    assert.deepEqual(complaints(value), [], what);
    return value;
}

async function describedProblem(port, op, status, what, how) {
    const answer = await ask(port, what, how);
    assert.equal(answer.status, status,
        `${how?.method ?? 'GET'} ${what.slice(0, 200)}: ` +
        answer.text.slice(0, 300));
    const value = api.describes(op, answer, what.slice(0, 200), how?.method);
    if (value?.status !== undefined)
        assert.equal(value.status, status);
}

async function asking(port) {
    for (const op of operations) {
        await check(`${op.path}: as described, by each parameter`, async () => {
            const fixed = inPath(op);
            await answersAsDescribed(port, op, fixed);
            for (const p of op.parameters.filter(p => p.in === 'query'))
                for (const value of api.values(p))
                    await answersAsDescribed(port, op,
                        { ...fixed, [p.name]: value });
            await answersAsDescribed(port, op, examples(op));
            await answersAsDescribed(port, op, fixed, { method: 'HEAD' });
        });
        await check(`${op.path}: what a parameter may not be`, async () => {
            for (const p of op.parameters.filter(p => p.in === 'query'))
                for (const value of api.wrongValues(p))
                    await describedProblem(port, op, 400,
                        target(op, { ...inPath(op), [p.name]: value }));
        });
        await check(`${op.path}: only GET and HEAD`, async () => {
            for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
                await describedProblem(port, op, 405,
                    target(op, inPath(op)), { method });
        });
    }
}

// Parameters that name nothing, where an operation cannot do without.
const NOTHING = { id: 'không/có.txt', number: '98765-XX/KHONG',
    a: 'không/có.txt', b: 'không/có.txt' };

async function problems(port) {
    for (const op of operations.filter(op => op.responses['404']))
        await check(`${op.path}: 404`, () => describedProblem(port, op, 404,
            target(op, Object.fromEntries(op.parameters
                .filter(p => p.required)
                .map(p => [p.name, NOTHING[p.name]])))));
    const long = 'x'.repeat(40000);
    await check('every path: 400, 414 and 431', async () => {
        for (const op of operations) {
            const base = target(op, inPath(op));
            const more = `${base}${base.includes('?') ? '&' : '?'}q=`;
            await describedProblem(port, op, 400, `${more}%zz`);
            await describedProblem(port, op, 414, `${more}${long}`);
            await describedProblem(port, op, 431, base,
                { headers: { cookie: long.slice(0, 12000) } });
        }
    });
    await check('every path: 413 for a body', async () => {
        for (const op of operations) {
            const what = target(op, inPath(op));
            const { bytes } = await raw(port, `GET ${what} HTTP/1.1\r\n` +
                'Host: x\r\nContent-Length: 3\r\n\r\nabc', { expect: 1 });
            const [answer] = answers(bytes);
            assert.equal(answer.status, 413, `${what}: ${answer.text}`);
            api.describes(op, answer, what);
        }
    });
    await check('a parameter that is not known is named', async () => {
        for (const op of operations) {
            const format = op.parameters.find(p => p.name === 'format');
            for (const value of format ? api.values(format) : [undefined])
                await unknown(port, op, { ...examples(op), format: value });
        }
    });
}

async function unknown(port, op, given) {
    const what = target(op, given);
    const answer = await ask(port,
        `${what}${what.includes('?') ? '&' : '?'}no-such=1`);
    assert.equal(answer.status, 200, what);
    const value = api.describes(op, answer, what);
    // But in the description, which never changes.
    if (typeof value === 'object' && !Array.isArray(value) &&
        op.id !== 'openapi')
        assert.ok(value.warnings?.some(w => w.includes('no-such')),
            `${what}: ${value.warnings}`);
}

async function everyDocument(port) {
    const all = await askJson(port, '/api/v1/search?limit=1000');
    const op = Object.fromEntries(operations.map(op => [op.id, op]));
    const numbers = new Set(all.hits.map(h => h.number).filter(n => n));
    const ofId = operations.filter(o => o.path.includes('{id}'));
    const ofNumber = operations.filter(o => o.path.includes('{number}'));
    await check('the index holds the samples', () =>
        assert.ok(all.total > 100 && all.total === all.hits.length));
    await check('each of its documents fits', async () => {
        for (const { id } of all.hits)
            for (const o of ofId) {
                // A line of JSONL has no file.
                if (o.id === 'original' && !/\.(txt|md)$/.test(id)) {
                    await describedProblem(port, o, 404, target(o, { id }));
                    continue;
                }
                const value = await answersAsDescribed(port, o, { id });
                for (const c of value?.citations ?? [])
                    numbers.add(c.number ?? '277-KH/BCĐ');
            }
    });
    await check('each number borne or cited fits', async () => {
        assert.ok(numbers.size > 100, `${numbers.size} numbers`);
        for (const number of numbers)
            for (const o of ofNumber)
                await answersAsDescribed(port, o, { number });
    });
    await check('what is known is not told again: If-None-Match', async () => {
        for (const o of operations.filter(o => o.responses['304'])) {
            const what = target(o, inPath(o));
            const first = await ask(port, what);
            const answer = await ask(port, what,
                { headers: { 'if-none-match': first.headers.etag } });
            assert.equal(answer.status, 304, what);
            api.describes(o, answer, what);
        }
    });
    await check('a position is of the text that is served', async () => {
        for (const { id } of all.hits) {
            const what = target(op.document, { id });
            const { citations, length } = await askJson(port, what);
            const text = [...(await ask(port, `${what}/text`)).text];
            assert.equal(text.length, length, what);
            for (const c of citations.filter(c => c.start !== null))
                assert.equal(text.slice(c.start, c.end).join('')
                    .replace(/\s+/g, ' '), c.text.replace(/\s+/g, ' '), what);
        }
    });
}

// Operations that take another scope than search.
const SCOPES = { export: 'export', metrics: 'metrics' };

// What is seen of tokens: 401 for a wrong one, 403 for one that may not.
async function tokens() {
    const [search, metrics] = ['only-search-0123456789', 'only-metrics-012345'];
    writeFileSync('tokens', `${search} search\n${metrics} metrics\n`,
        { mode: 0o600 });
    const server = await start(index, ['--tokens', 'tokens', ...ORIGINALS]);
    const bearer = token => ({ headers: { authorization: `Bearer ${token}` } });
    const guarded = [];
    await check('with tokens: 401 without one, 401 for a wrong one',
        async () => {
            for (const op of operations) {
                const what = target(op, inPath(op));
                if ((await ask(server.port, what)).status === 200)
                    continue;
                guarded.push(op);
                await describedProblem(server.port, op, 401, what);
                await describedProblem(server.port, op, 401, what,
                    bearer('no-such-token-0123456789'));
            }
            const open = operations.filter(op => !guarded.includes(op));
            assert.deepEqual(open.map(op => op.id).filter(id =>
                /^(document|reference|search|export|feed)/.test(id)), []);
        });
    await check('with tokens: 403 beyond the scope', async () => {
        const may = async (op, token) => {
            const what = target(op, inPath(op));
            const answer = await ask(server.port, what, bearer(token));
            api.describes(op, answer, what);
            return answer.status;
        };
        const statuses = { search: new Set(), metrics: new Set() };
        for (const op of guarded) {
            statuses.search.add(`${op.id} ${await may(op, search)}`);
            statuses.metrics.add(`${op.id} ${await may(op, metrics)}`);
        }
        const want = token => guarded.map(({ id }) => {
            const scope = SCOPES[id] ?? 'search';
            return `${id} ${scope === token ? 200 : 403}`;
        });
        assert.deepEqual([...statuses.search], want('search'));
        assert.deepEqual([...statuses.metrics], want('metrics'));
    });
    await server.stop();
}

// A file that has changed since it was indexed; the last of its tests.
async function changed() {
    const server = await start(index, ORIGINALS);
    const op = operations.find(op => op.id === 'original');
    await check('a file that has changed: 409', async () => {
        const { id } = inPath(op);
        appendFileSync(path.join(files, id), 'x');
        await describedProblem(server.port, op, 409, target(op, { id }));
    });
    await server.stop();
}

// The connection that is one too many is told so, whatever it asks.
async function full() {
    const server = await start(index, ['--connections', '1']);
    await check('one connection too many: 503', async () => {
        const held = net.connect(server.port, '127.0.0.1');
        await once(held, 'connect');
        for (const op of operations) {
            const what = target(op, inPath(op));
            const got = await raw(server.port, `GET ${what} HTTP/1.1\r\n` +
                'Host: x\r\n\r\n');
            const [answer] = answers(got.bytes);
            assert.equal(answer.status, 503, what);
            api.describes(op, answer, what);
        }
        held.destroy();
    });
    await server.stop();
}

// What the table of the daemon has, and nothing else.
function everyRoute() {
    const source = readFileSync(new URL('../../searchd/routes.c',
        import.meta.url), 'utf8');
    const routes = [...source.matchAll(/^ {4}\{ (API )?"([^"]+)", /gm)]
        .map(([, api, path]) => (api ? '/api/v1/' : '') + path);
    const described = operations.map(op => op.path.replace(/\{\w+\}/g, '*'));
    assert.deepEqual(described.sort(), routes.sort());
}

// Every type of an answer, and every error, was there for somebody to see,
// but those of a daemon that is broken, or has too many queries to answer.
function everythingSeen() {
    const want = [], have = new Set();
    for (const op of operations)
        for (const [status, r] of Object.entries(op.responses)) {
            if (status === '500')
                continue;
            const types = Object.keys(api.at(r).content ?? { '': 0 });
            for (const type of types.filter(type => status !== '503' ||
                !type.startsWith('text/html')))
                want.push(`${op.id} ${status} ${type}`.trim());
        }
    for (const [id, list] of api.seen)
        for (const one of list)
            have.add(`${id} ${one}`);
    assert.deepEqual(want.filter(one => !have.has(one)), []);
}

verdict(async () => {
    const { Validator } = await load('@seriousme/openapi-schema-validator',
        true);
    await check('the description is valid OpenAPI 3.1', async () => {
        const validator = new Validator();
        const { valid, errors } = await validator.validate(api.json);
        assert.ok(valid, JSON.stringify(errors));
        assert.equal(validator.version, '3.1');
    });
    await check('its schemas are shut, its parts are all used',
        () => strict(api.json));
    await check('the example of a parameter fits it', () => {
        for (const p of operations.flatMap(op => op.parameters))
            if (p.in !== 'header')
                api.fits(p.schema, p.example, p.name);
    });
    await check('it has the routes of the daemon', everyRoute);
    const server = await start(index, ORIGINALS);
    await check('it is served as it is, and has the version', async () => {
        const answer = await ask(server.port, '/api/v1/openapi.json');
        assert.ok(answer.body.equals(bytes));
        const told = execFileSync(path.join(process.env.BIN_DIR,
            'cvdsearchd'), ['--version'], { encoding: 'utf8' });
        assert.equal(`cvdsearchd ${api.json.info.version}\n`, told);
    });
    await asking(server.port);
    await problems(server.port);
    await everyDocument(server.port);
    await check('the daemon stops well', () => server.stop());
    await tokens();
    await changed();
    await full();
    await check('all that is described was seen', everythingSeen);
});
