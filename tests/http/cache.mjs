// cache.mjs INDEX DIR SLOW - answers that are kept for who asks the same
// again: which are, for whom, and until when.  INDEX and DIR are changed; in
// index SLOW a hundred snippets of "w0" to "w59" take long.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { addDocument, ask, check, start, until, verdict } from './server.mjs';

const [index, dir, slow] = process.argv.slice(2);
const SEARCH = '/api/v1/search?q=ocop';
const FEED = '/feed.atom?q=ocop';

// {name: number} of what the cache counts.
async function counts(port) {
    const { text } = await ask(port, '/metrics');
    return Object.fromEntries([...text.matchAll(
        new RegExp('^cvdsearch_(?:cache_)?(\\w+?)(?:_total)?'
            + '(?:\\{kind="words"\\})? (\\d+)$', 'gm'))]
        .map(([, name, n]) => [name, Number(n)]));
}

const kept = answer => answer.headers.age !== undefined;

// Asked once for it to be made, and once more: the second answer.
async function again(port, target, how = {}) {
    const first = await ask(port, target, how);
    assert.equal(first.status, how.status ?? 200, first.text);
    const second = await ask(port, target, how);
    assert.equal(second.status, first.status);
    return { first, second };
}

function sameHeaders(a, b) {
    const without = ({ age, date, ...rest }) => rest;
    assert.deepEqual(without(a.headers), without(b.headers));
}

async function same(port) {
    const before = await counts(port);
    for (const target of [SEARCH, '/?q=ocop', '/', '/api/v1/facets?q=ocop',
        '/api/v1/timeline?q=ocop', '/api/v1/suggest?q=oc', FEED,
        '/api/v1/missing?q=ocop', '/api/v1/search?q=ocop&unheard=of']) {
        const { first, second } = await again(port, target);
        assert.ok(!kept(first) && kept(second), target);
        assert.match(second.headers.age, /^\d+$/);
        assert.ok(first.body.equals(second.body), target);
        sameHeaders(first, second);
    }
    const after = await counts(port);
    assert.equal(after.hits - before.hits, 9);
    assert.equal(after.misses - before.misses, 9);
    assert.equal(after.entries - before.entries, 9);
    assert.ok(after.bytes > before.bytes);
}

async function others(port) {
    for (const [target, status] of [
        ['/api/v1/search?limit=much', 400], ['/api/v1/kwic?q=ocop', 200],
        ['/api/v1/export?q=ocop', 200], ['/api/v1/campaigns', 200],
        ['/api/v1/documents/none', 404], ['/healthz', 200],
        ['/?limit=much', 400], ['/nowhere', 404]]) {
        const before = await counts(port);
        const { second } = await again(port, target, { status });
        const after = await counts(port);
        assert.ok(!kept(second), target);
        assert.equal(after.entries, before.entries, target);
        assert.equal(after.hits, before.hits, target);
    }
}

async function asKey(port) {
    const target = '/api/v1/search?q=h%C3%A0ng';
    await ask(port, target);
    assert.ok(kept(await ask(port, target)));
    assert.ok(!kept(await ask(port, '/api/v1/search?q=h%c3%a0ng')));
    assert.ok(!kept(await ask(port, `${target}&limit=10`)));
    const gzip = { headers: { 'Accept-Encoding': 'br, gzip' } };
    const { first, second } = await again(port, target, gzip);
    assert.ok(!kept(first) && kept(second));
    for (const answer of [first, second])
        assert.equal(answer.headers['content-encoding'], 'gzip');
    const plain = await ask(port, target);
    assert.ok(kept(plain));
    assert.equal(plain.headers['content-encoding'], undefined);
    const words = text => ({ ...JSON.parse(text), took_ms: 0 });
    assert.deepEqual(words(zlib.gunzipSync(second.body)), words(plain.text));
}

async function asHost(port) {
    const of = async host => {
        const { first, second } = await again(port, '/feed.atom?q=nam',
            { headers: { Host: host } });
        assert.ok(!kept(first) && kept(second));
        return second.text;
    };
    assert.match(await of('a.example'), /http:\/\/a\.example\//);
    const other = await of('b.example');
    assert.match(other, /http:\/\/b\.example\//);
    assert.doesNotMatch(other, /a\.example/);
}

async function head(port) {
    const target = '/api/v1/search?q=thi+dua';
    const made = await ask(port, target, { method: 'HEAD' });
    const got = await ask(port, target);
    const told = await ask(port, target, { method: 'HEAD' });
    assert.ok(!kept(made) && kept(got) && kept(told));
    assert.equal(told.body.length, 0);
    for (const one of [made, told])
        assert.equal(Number(one.headers['content-length']), got.body.length);
    const options = await ask(port, target, { method: 'OPTIONS' });
    assert.equal(options.status, 204);
    assert.ok(!kept(options));
}

async function conditional(port) {
    const { first, second } = await again(port, '/feed.atom?q=thi+dua');
    assert.ok(kept(second));
    const { etag } = second.headers;
    assert.ok(etag && etag === first.headers.etag);
    const given = { headers: { 'If-None-Match': etag } };
    const not = await ask(port, '/feed.atom?q=thi+dua', given);
    assert.equal(not.status, 304);
    assert.equal(not.headers.etag, etag);
    assert.equal(not.body.length, 0);
    const changed = await ask(port, '/feed.atom?q=thi+dua',
        { headers: { 'If-None-Match': '"other"' } });
    assert.equal(changed.status, 200);
    assert.ok(changed.body.equals(second.body));
    // An answer of 304 is kept as that of 200 which it stands for.
    const fresh = '/feed.atom?q=thi+dua&limit=3';
    const tag = (await ask(port, `${fresh}&lang=vi`)).headers.etag;
    const any = await ask(port, fresh, { headers: { 'If-None-Match': '*' } });
    const whole = await ask(port, fresh);
    assert.ok(tag && any.status === 304 && whole.status === 200);
    assert.ok(kept(whole) && whole.body.length > 0);
}

async function queriesCount(port) {
    const before = await counts(port);
    await again(port, '/api/v1/search?q=khongcotunay');
    const after = await counts(port);
    assert.equal(after.queries - before.queries, 2);
}

const found = answer => JSON.parse(answer.text).hits.map(hit => hit.id);

async function newGeneration(port) {
    const target = '/api/v1/search?q=quathatmoi';
    const { second } = await again(port, target);
    assert.ok(kept(second));
    assert.deepEqual(found(second), []);
    const old = second.headers['x-cvdsearch-generation'];
    await addDocument(index, { id: 'new', text: 'Quathatmoi là một từ mới' });
    let answer;
    await until('no new generation', async () => {
        answer = await ask(port, target);
        return answer.headers['x-cvdsearch-generation'] !== old;
    });
    assert.ok(!kept(answer));
    assert.deepEqual(found(answer), ['new']);
    assert.equal((await counts(port)).entries, 1);
    assert.deepEqual(found(await ask(port, target)), ['new']);
    // Though nobody asks, what is old is let go of.
    await addDocument(index, { id: 'new', text: 'Quathatmoi là từ mới hơn' });
    await until('old answers stay', async () =>
        (await counts(port)).entries === 0);
}

async function reloaded(daemon) {
    await again(daemon.port, SEARCH);
    daemon.signal('SIGHUP');
    await until('it is not reloaded', () =>
        /^info reloaded/m.test(daemon.log()));
    assert.equal((await counts(daemon.port)).entries, 0);
    assert.ok(!kept(await ask(daemon.port, SEARCH)));
}

const SEARCHES = 's'.repeat(32), EXPORTS = 'e'.repeat(32);
const NOTHING = 'n'.repeat(32);
const bearer = token => ({ headers: { Authorization: `Bearer ${token}` } });

async function tokens() {
    const file = path.join(dir, 'tokens');
    fs.writeFileSync(file, `${SEARCHES} search\n${EXPORTS} search,export\n`
        + `${NOTHING} metrics\n`, { mode: 0o600 });
    const { port, stop } = await start(index, ['--tokens', file]);
    const page = '/?q=ocop';
    const narrow = await again(port, page, bearer(SEARCHES));
    assert.ok(kept(narrow.second));
    assert.equal((await ask(port, page)).status, 401);
    assert.equal((await ask(port, page, bearer('x'.repeat(32)))).status, 401);
    assert.equal((await ask(port, page, bearer(NOTHING))).status, 403);
    const wide = await again(port, page, bearer(EXPORTS));
    assert.ok(!kept(wide.first) && kept(wide.second));
    assert.match(wide.second.text, /\/api\/v1\/export/);
    const back = await ask(port, page, bearer(SEARCHES));
    assert.ok(kept(back));
    assert.doesNotMatch(back.text, /\/api\/v1\/export/);
    await stop();
}

async function origins() {
    const { port, stop } = await start(index,
        ['--cors-origins', 'https://a.vn, https://b.vn']);
    const from = async origin => (await ask(port, SEARCH,
        origin ? { headers: { Origin: origin } } : {})).headers[
        'access-control-allow-origin'];
    assert.equal(await from('https://a.vn'), 'https://a.vn');
    assert.equal(await from('https://b.vn'), 'https://b.vn');
    assert.equal(await from('https://c.vn'), undefined);
    assert.equal(await from(), undefined);
    assert.equal((await ask(port, SEARCH)).headers.vary,
        'Accept-Encoding, Origin');
    assert.ok(kept(await ask(port, SEARCH)));
    await stop();
}

// Questions that take about as long as they may: of some the answer is cut,
// which is never given to who asks next.
async function cut() {
    const { port, stop } = await start(slow, ['--deadline-ms', '10']);
    let incomplete = 0;
    // A query has at most 128 words and an answer 100 hits.
    for (let n = 1; n <= 42 && incomplete < 5; n++) {
        const words = Array.from({ length: 3 * n }, (_, i) => `w${i}`);
        const target = `/api/v1/search?limit=${Math.min(5 * n, 100)}&q=`
            + encodeURIComponent(words.join(' OR '));
        const first = await ask(port, target);
        const second = await ask(port, target);
        if (first.status !== 200 || second.status !== 200)
            continue; // who waited for half of so little gives up
        const { complete } = JSON.parse(first.text);
        assert.equal(kept(second), complete);
        incomplete += !complete;
    }
    assert.ok(incomplete > 0, 'no answer was cut');
    await stop();
}

async function off() {
    const { port, stop } = await start(index, ['--cache-mb', '0']);
    const { second } = await again(port, SEARCH);
    assert.ok(!kept(second));
    const { hits, misses, entries, bytes } = await counts(port);
    assert.deepEqual({ hits, misses, entries, bytes },
        { hits: 0, misses: 0, entries: 0, bytes: 0 });
    await stop();
}

async function small() {
    const { port, stop } = await start(index, ['--cache-mb', '1']);
    const large = await again(port, '/api/v1/search?q=&limit=100');
    assert.ok(large.first.body.length > 1024 * 1024 / 64);
    assert.ok(!kept(large.second));
    const nth = n => `/api/v1/search?q=&limit=3&unheard=of${n}`;
    for (let n = 0; n < 1000; n++)
        await ask(port, nth(n));
    const { entries, bytes } = await counts(port);
    assert.ok(entries > 100 && entries < 1000, `${entries} entries`);
    assert.ok(bytes <= 1024 * 1024, `${bytes} bytes`);
    assert.ok(kept(await ask(port, nth(999))));
    assert.ok(!kept(await ask(port, nth(0))));
    await stop();
}

verdict(async () => {
    const daemon = await start(index);
    const { port } = daemon;
    await check('the same again is the same, and counted', () => same(port));
    await check('errors, streams and documents are not kept', () =>
        others(port));
    await check('another spelling or encoding is another', () => asKey(port));
    await check('links lead to the host that was asked', () => asHost(port));
    await check('HEAD and GET have one answer', () => head(port));
    await check('If-None-Match is held against what is kept', () =>
        conditional(port));
    await check('a query that is answered again is counted again', () =>
        queriesCount(port));
    await check('a new generation has new answers', () =>
        newGeneration(port));
    await check('SIGHUP: all are made anew', () => reloaded(daemon));
    await check('it stops well', daemon.stop);
    await check('who may not ask is told so, and nobody gets what another '
        + 'may', tokens);
    await check('each origin is told of itself', origins);
    await check('what the deadline cut is not kept', cut);
    await check('0 megabytes: nothing is kept', off);
    await check('1 megabyte: no more, and nothing large', small);
});
