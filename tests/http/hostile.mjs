// hostile.mjs DIR - whatever stands in a document, its id, the name of its
// file or a query comes out as text, on every page, in every feed and answer.
// The documents, and an index of them, are made in DIR.
//
// What a page may hold is what pages of harmless documents hold: an element
// or attribute that none of those has was made by the text.

import assert from 'node:assert/strict';
import path from 'node:path';
import { documents, files, harmless, hasControl, hasDots, makeIndex, seen }
    from './hostile_index.mjs';
import { strings } from './strings.mjs';
import { ask, askJson, check, each, load, start, verdict }
    from './server.mjs';

const [dir] = process.argv.slice(2);
const { parse } = await load('parse5', true);
const { SaxesParser } = await load('saxes', true);

// Of harmless questions to which there is no answer, or none was asked.
const unanswered = ['/', '/?q=', '/?q=khongthay', '/?q=%22khong+thay%22',
    '/?q=%22khong%22+khac&issuer=khong&province=khong&from=2020&lang=en',
    '/?q=khong+thay+gi+ca&sort=newest&offset=20'];

// ---- what an answer is made of -------------------------------------------

// The one script that a page has is a file of the daemon.
function onlyOurs(script) {
    const of = Object.fromEntries(script.attrs.map(a => [a.name, a.value]));
    assert.deepEqual(script.childNodes, []);
    assert.match(of.src, /^\/script\.js(\?v=[0-9a-f]+)?$/);
    assert.deepEqual(Object.keys(of).sort(), ['src', 'type']);
}

// {names: 'element' and 'element attribute', text, values of attributes}.
function ofHtml(html) {
    const made = { names: new Set(), text: '', values: [], links: [] };
    const walk = node => {
        if (node.nodeName === '#text')
            made.text += `${node.value}`;
        if (node.nodeName === '#comment')
            made.names.add('#comment');
        if (node.tagName) {
            made.names.add(node.tagName);
            if (node.tagName === 'script')
                onlyOurs(node);
        }
        for (const { name, value } of node.attrs ?? []) {
            made.names.add(`${node.tagName} ${name}`);
            made.values.push(value);
            if (['href', 'src', 'action', 'formaction'].includes(name))
                made.links.push(value);
        }
        for (const child of node.childNodes ?? [])
            walk(child);
    };
    walk(parse(html, { onParseError: error => assert.fail(
        `${error.code} at ${error.startLine}: ` +
        html.slice(error.startOffset - 60, error.startOffset + 60)) }));
    return made;
}

function ofXml(xml) {
    const made = { names: new Set(), text: '', values: [], links: [] };
    const parser = new SaxesParser({ xmlns: true });
    parser.on('error', error => { throw error; });
    for (const kind of ['comment', 'doctype', 'processinginstruction'])
        parser.on(kind, () => made.names.add(`#${kind}`));
    parser.on('text', text => { made.text += text; });
    parser.on('cdata', text => { made.text += text; });
    parser.on('opentag', tag => {
        made.names.add(`${tag.uri} ${tag.local}`);
        for (const [name, { value }] of Object.entries(tag.attributes)) {
            made.names.add(`${tag.local} ${name}`);
            made.values.push(value);
            if (name === 'href')
                made.links.push(value);
        }
    });
    parser.write(xml).close();
    return made;
}

const allowed = new Map(); // kind of page -> Set of names

// One page or feed: what it is made of is allowed, its links stay at home.
// `text` must be read in it, or in one of its attributes where `inAttribute`.
async function page(port, kind, target, text, { learn, inAttribute } = {}) {
    const answer = await ask(port, target);
    assert.ok([200, 404].includes(answer.status),
        `${answer.status} ${answer.text}`);
    assert.equal(answer.headers['set-cookie'], undefined);
    const xml = /xml/.test(answer.headers['content-type']);
    const made = (xml ? ofXml : ofHtml)(answer.text);
    const home = `http://127.0.0.1:${port}`;
    for (const link of made.links)
        assert.equal(new URL(link, home).origin, home, link);
    if (learn)
        allowed.set(kind, new Set([...allowed.get(kind) ?? [], ...made.names]));
    const foreign = [...made.names].filter(name =>
        !allowed.get(kind).has(name));
    assert.equal(foreign.join(', '), '', 'made by the text');
    const where = inAttribute ? made.values.map(seen) : [seen(made.text)];
    assert.ok(where.some(value => value.includes(seen(text))),
        `${JSON.stringify(text)} is not in ` +
        JSON.stringify(where).slice(0, 2000));
}

const enc = encodeURIComponent;

async function pages(port, d, how) {
    const { text, word, id } = d;
    const field = { ...how, inAttribute: true }; // <input value=...>
    await page(port, 'search', `/?q=${word}`, text, how);
    await page(port, 'search', `/?q=${word}`, id, field);
    await page(port, 'document', `/documents/${enc(id)}`, text, how);
    await page(port, 'document', `/documents/${enc(id)}`, id, how);
    await page(port, 'document', `/documents/${enc(id)}?q=${enc(text)}`, text,
        how);
    await page(port, 'search', `/?q=${enc(text)}`, text, field);
    await page(port, 'search', `/?q=${word}&lang=en&issuer=${enc(text)}`,
        text, how);
    if (!hasDots(text)) {
        // As best written: others may write it otherwise.
        const json = await ask(port, `/api/v1/references/${enc(text)}`);
        await page(port, 'reference', `/references/${enc(text)}`,
            JSON.parse(json.text).number ?? text, how);
    }
    await page(port, 'feed', `/feed.atom?q=${word}`, text, how);
    await page(port, 'feed', `/feed.atom?q=${enc(text)}`, text, how);
}

// ---- JSON ----------------------------------------------------------------

async function json(port, { text, word, id }) {
    const same = (got, want) => assert.equal(seen(got), seen(want));
    const found = await askJson(port, `/api/v1/search?q=${word}` +
        '&facets=issuer,campaign,district');
    assert.deepEqual(found.hits.map(h => h.id), [id]);
    same(found.hits[0].title, text);
    same((await askJson(port, `/api/v1/search?q=${enc(text)}`)).query, text);
    const d = await askJson(port, `/api/v1/documents/${enc(id)}`);
    assert.equal(d.id, id);
    same(d.title, text);
    for (const value of [d.issuer, d.signer.name, d.recipients[0]])
        if (!hasControl(text))
            same(value, text);
    const whole = await ask(port, `/api/v1/documents/${enc(id)}/text`);
    assert.ok(seen(whole.text).includes(seen(text)));
    assert.equal(whole.headers['x-content-type-options'], 'nosniff');
    same((await askJson(port, `/api/v1/analyze?text=${enc(text)}`)).text,
        text);
    await askJson(port, `/api/v1/suggest?q=${enc(text)}`);
    // The snippet is HTML: one element, no attribute, and the text.
    const made = ofHtml(`<!DOCTYPE html>${found.hits[0].snippet}`);
    assert.deepEqual([...made.names].filter(name =>
        !['html', 'head', 'body', 'mark'].includes(name)), []);
}

// ---- what researchers take away --------------------------------------------

// Rows of cells: RFC 4180 behind a byte order mark.
function ofCsv(text) {
    const rows = [[]];
    const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
    assert.equal(text[0], '\uFEFF');
    for (cell.lastIndex = 1; cell.lastIndex < text.length;) {
        const at = cell.lastIndex, m = cell.exec(text);
        assert.ok(m, `no csv: ${text.slice(at, at + 40)}`);
        rows.at(-1).push(m[1].startsWith('"')
            ? m[1].slice(1, -1).replaceAll('""', '"') : m[1]);
        if (m[2] !== ',')
            rows.push([]);
    }
    return rows.slice(0, -1);
}

async function research(port, { text, word, id }) {
    const read = async target => (await ask(port, target)).text;
    const same = (got, want) => assert.equal(seen(got), seen(want));
    const csv = ofCsv(await read(`/api/v1/export?q=${word}&columns=id,title`));
    assert.equal(csv.length, 2);
    assert.equal(csv[1].length, 2);
    // A formula of a spreadsheet stands behind an apostrophe; no embedding
    // turns the cells behind it round.
    same(csv[1][1].replace(/^'(?=[=+@\t-])/, ''),
        text.replace(/[\u202A-\u202E\u2066-\u2069]/g, '\uFFFD'));
    const line = await read(`/api/v1/export?q=${word}&format=jsonl`);
    assert.match(line, /^[^\n]*\n$/);
    same(JSON.parse(line).title, text);
    const kwic = await askJson(port, `/api/v1/kwic?q=${word}&width=200`);
    assert.deepEqual(kwic.lines.map(l => l.id), [id]);
    assert.ok(seen(kwic.lines[0].right).includes(seen(text).slice(0, 80)));
    await askJson(port, `/api/v1/kwic?q=${enc(text)}`);
    await askJson(port, `/api/v1/documents/${enc(id)}/similar`);
    const graph = `/api/v1/graph?q=${word}&format=`;
    assert.ok(seen(ofXml(await read(`${graph}graphml`)).text)
        .includes(seen(text)));
    // In DOT all text stands in quotation marks.
    const rest = (await read(`${graph}dot`)).replace(/"(\\[^]|[^"\\])*"/g, '');
    assert.match(rest, /^[\w\s={}[\],;>.-]*$/);
}

verdict(async () => {
    assert.equal(new Set(strings).size, 200);
    makeIndex(dir);
    const { port, stop } = await start(path.join(dir, 'index'));
    const evil = documents.slice(harmless.length);
    const readable = evil.filter(d => !d.text.includes('\0'));
    await each('pages of harmless text', documents.slice(0, harmless.length),
        d => pages(port, d, { learn: true }));
    await each('pages without an answer', unanswered.map(text => ({ text })),
        ({ text }) => page(port, 'search', text, '', { learn: true }));
    await each('pages and feeds', readable, d => pages(port, d));
    await each('JSON', readable, d => json(port, d));
    await each('exports and graphs', [...documents.slice(0, harmless.length),
        ...readable], d => research(port, d));
    await each('names of files', files, async ({ text, word, id }) => {
        const found = await askJson(port, `/api/v1/search?q=${word}`);
        assert.deepEqual(found.hits.map(h => h.id), [id]);
        await page(port, 'document', `/documents/${enc(id)}`, id);
        await page(port, 'search', `/?q=${word}`, text);
    });
    await each('a zero byte is refused', evil.filter(d =>
        !readable.includes(d)), async ({ text }) => {
        for (const target of ['/?q=', '/api/v1/search?q=', '/documents/',
            '/api/v1/documents/', '/references/', '/feed.atom?q='])
            assert.equal((await ask(port, target + enc(text))).status, 400);
    });
    await each('in Host', documents.filter(d => /^[ -~]+$/.test(d.text)),
        async ({ text }) => {
            for (const target of ['/opensearch.xml', '/feed.atom?q=lành']) {
                const { status, text: body } = await ask(port, encodeURI(target),
                    { headers: { host: text } });
                assert.ok(status === 200 || status === 400);
                if (status === 200)
                    ofXml(body);
                assert.doesNotMatch(body, /<(script|img|svg|!--)|alert\(1\)>/i);
            }
        });
    await check('the daemon stops well', stop);
});
