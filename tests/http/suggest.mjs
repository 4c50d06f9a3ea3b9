// suggest.mjs INDEX - what is suggested to a person at the box, and to a
// browser's address bar (OpenSearch Suggestions 1.1).  The index is of
// corpus/samples.

import assert from 'node:assert/strict';
import { ask, askJson, check, start, verdict } from './server.mjs';

const [index] = process.argv.slice(2);
const { port, stop } = await start(index);
const enc = encodeURIComponent;
const SUGGEST = '/api/v1/suggest';
const TYPE = 'application/x-suggestions+json';

const suggestions = async (typed, rest = '') => (await askJson(port,
    `${SUGGEST}?q=${enc(typed)}${rest}`)).suggestions;

// [query, texts, descriptions, addresses] as {query, list}.
async function openSearch(typed, rest = '', how = {}) {
    const answer = await ask(port,
        `${SUGGEST}?format=opensearch&q=${enc(typed)}${rest}`, how);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers['content-type'], TYPE);
    const [query, ...columns] = JSON.parse(answer.text);
    assert.equal(columns.length, 3);
    const [texts, descriptions, urls] = columns;
    assert.ok(columns.every(c => c.length === texts.length));
    return { query, list: texts.map((text, i) =>
        ({ text, description: descriptions[i], url: urls[i] })) };
}

verdict(async () => {
    await check('each filter that is suggested finds what was counted',
        async () => {
            const names = [];
            for (const typed of 'abcđdeghiklmnoôpqrsơtuưvxy')
                names.push(...(await suggestions(typed, '&limit=50'))
                    .filter(s => ['campaign', 'province', 'type']
                        .includes(s.kind)));
            assert.ok(names.length > 30, `${names.length}`);
            for (const { kind, value, count } of names) {
                const { total } = await askJson(port,
                    `/api/v1/search?limit=0&${kind}=${enc(value)}`);
                assert.equal(total, count, `${kind} ${value}`);
            }
        });
    await check('each document that is suggested is there', async () => {
        for (const typed of ['nông thôn', 'hàng việt', 'kế hoạch', 'ocop'])
            for (const s of await suggestions(typed, '&limit=50'))
                if (s.kind === 'document')
                    assert.equal((await askJson(port,
                        `/api/v1/documents/${enc(s.value)}`)).id, s.value);
    });
    await check('at every letter: at most ten, none twice', async () => {
        for (const typed of ['cuộc vận động ưu tiên dùng hàng việt nam',
            'nong thon moi ha tinh', '277-KH/BCĐ ngày 8/8/2023'])
            for (let n = 1; n <= typed.length; n++) {
                const list = await suggestions(typed.slice(0, n));
                assert.ok(list.length <= 10);
                const said = list.filter(s => s.kind !== 'document')
                    .map(s => s.text.toLowerCase());
                assert.deepEqual(said, [...new Set(said)]);
            }
    });
    await check('a browser is told where a name leads', async () => {
        const { query, list: [first] } = await openSearch(
            'nông thôn mới hà t');
        assert.equal(query, 'nông thôn mới hà t');
        assert.equal(first.text, 'nông thôn mới Hà Tĩnh');
        assert.equal(first.description, 'Tỉnh');
        assert.equal(first.url, `http://127.0.0.1:${port}/?q=` +
            `${enc('nông thôn mới')}&province=ha-tinh`);
    });
    await check('a browser is told where a document is', async () => {
        const { list: [first] } = await openSearch('277-KH/BCĐ');
        assert.ok(first.description.startsWith('Văn bản · 277-KH/BCĐ'));
        const { pathname } = new URL(first.url);
        const page = await ask(port, pathname);
        assert.equal(page.status, 200);
        assert.ok(page.text.includes('277-KH/BCĐ'));
    });
    await check('every address answers, in English if asked so', async () => {
        const { list } = await openSearch('ninh th', '&lang=en&limit=50');
        assert.ok(list.length > 3);
        assert.ok(list.some(s => s.description.startsWith('Province')));
        for (const { url } of list) {
            const { pathname, search } = new URL(url);
            const page = await ask(port, pathname + search);
            assert.equal(page.status, 200, url);
            assert.match(page.text, /<html lang="en"/);
        }
    });
    await check('a format that is none is refused', async () => {
        const answer = await ask(port, `${SUGGEST}?q=a&format=xml`);
        assert.equal(answer.status, 400);
        assert.match(answer.text, /json, opensearch/);
    });
    await check('the site tells browsers of it', async () => {
        for (const lang of ['vi', 'en']) {
            const { text } = await ask(port, `/opensearch.xml?lang=${lang}`);
            const [, template] = new RegExp(`<Url type="${TYPE.replace('+',
                '\\+')}" template="([^"]+)"`).exec(text);
            const url = template.replaceAll('&amp;', '&')
                .replace('{searchTerms}', enc('hàng v'));
            const { pathname, search } = new URL(url);
            const [query, texts] = JSON.parse((await ask(port,
                pathname + search)).text);
            assert.equal(query, 'hàng v');
            assert.equal(texts[0], 'hàng việt');
        }
    });
    await stop();
});
