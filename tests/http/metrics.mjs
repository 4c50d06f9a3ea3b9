// metrics.mjs INDEX - what /metrics counts, and that Prometheus takes it.
//
// PROMTOOL: the program of that name, or empty where there is none.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { ask, askJson, check, start, verdict } from './server.mjs';

const [index] = process.argv.slice(2);
const { port, stop } = await start(index, ['--threads', '3']);

// {"name{labels}": number}
async function read() {
    const { text } = await ask(port, '/metrics');
    return Object.fromEntries(text.split('\n')
        .filter(line => line && !line.startsWith('#'))
        .map(line => [line.slice(0, line.lastIndexOf(' ')),
            Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

// By how much each of `wanted` grew while `fn` ran.
async function grows(wanted, fn) {
    const before = await read();
    await fn();
    const after = await read();
    for (const [name, by] of Object.entries(wanted))
        assert.equal((after[name] ?? 0) - (before[name] ?? 0), by, name);
}

const requests = (route, status) =>
    `cvdsearch_http_requests_total{route="${route}",status="${status}"}`;
const queries = kind => `cvdsearch_queries_total{kind="${kind}"}`;
const empty = kind => `cvdsearch_queries_empty_total{kind="${kind}"}`;
const SEARCH = '/api/v1/search';

verdict(async () => {
    await check('requests are counted by route and status', () => grows({
        [requests(SEARCH, 200)]: 2, [requests(SEARCH, 400)]: 1,
        [requests('/api/v1/documents/*', 404)]: 1,
        [requests('other', 404)]: 1,
        [`cvdsearch_http_request_duration_seconds_count{route="${SEARCH}"}`]:
            3,
    }, async () => {
        await ask(port, `${SEARCH}?q=ocop`);
        await ask(port, `${SEARCH}?q=x&limit=0`);
        await ask(port, `${SEARCH}?limit=much`);
        await ask(port, '/api/v1/documents/none');
        await ask(port, '/nowhere');
    }));
    await check('queries are counted by kind, and those that found nothing',
        () => grows({
            [queries('number')]: 1, [queries('named')]: 1,
            [queries('words')]: 2, [queries('browse')]: 1,
            [empty('words')]: 1, [empty('number')]: 0,
        }, async () => {
            await ask(port, `${SEARCH}?q=277-KH%2FBC%C4%90`);
            await ask(port, `${SEARCH}?q=ninh+thu%E1%BA%ADn`);
            await ask(port, `${SEARCH}?q=h%C3%A0ng`);
            await ask(port, `${SEARCH}?q=khongcotunay`);
            await ask(port, `${SEARCH}?q=`);
        }));
    await check('it says which index it serves', async () => {
        const all = await read();
        const ready = await askJson(port, '/readyz');
        assert.equal(all.cvdsearch_index_generation, ready.generation);
        assert.equal(all.cvdsearch_index_documents, ready.documents);
        assert.ok(all.cvdsearch_index_size_bytes > 100000);
        assert.ok(all.cvdsearch_index_age_seconds >= 0);
        assert.equal(all.cvdsearch_workers, 3);
        assert.equal(all.cvdsearch_workers_busy, 0);
        assert.ok(all.cvdsearch_connections >= 1);
        assert.ok(all.process_resident_memory_bytes > 1e6);
    });
    await check('the histogram adds up', async () => {
        const all = await read();
        const of = name => all[
            `cvdsearch_http_request_duration_seconds_${name}`];
        assert.equal(of(`bucket{route="${SEARCH}",le="+Inf"}`),
            of(`count{route="${SEARCH}"}`));
        assert.ok(of(`sum{route="${SEARCH}"}`) > 0);
    });
    if (process.env.PROMTOOL)
        await check('promtool check metrics', async () => {
            const { text } = await ask(port, '/metrics');
            const told = spawnSync(process.env.PROMTOOL,
                ['check', 'metrics'], { input: text, encoding: 'utf8' });
            assert.equal(told.status, 0, told.stdout + told.stderr);
            assert.equal(told.stderr, '');
        });
    else
        console.log('# skipped: promtool check metrics: there is none here');
    await check('it stops well', stop);
});
