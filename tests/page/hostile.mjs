// hostile.mjs DIR - 200 strings that are not harmless, in titles, texts, ids,
// names of files and queries, are text in the DOM of a real browser: typed
// into the box, suggested, found, opened.
//
// What a page may be made of is what pages of harmless documents are made of:
// an element or attribute that none of those has was made by the text.  That
// nothing runs, asks elsewhere or breaks the policy is what browser.mjs asks
// of every page.

import assert from 'node:assert/strict';
import path from 'node:path';
import { documents, files, harmless, makeIndex, seen }
    from '../http/hostile_index.mjs';
import { check, each, verdict } from '../http/server.mjs';
import { site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);
const allowed = new Set();

// In the browser: 'element' and 'element attribute' of all there is.
function names() {
    const made = new Set();
    for (const element of document.querySelectorAll('*')) {
        made.add(element.localName);
        for (const { name } of element.attributes)
            made.add(`${element.localName} ${name}`);
    }
    return [...made];
}

async function madeOf(page, learn) {
    const made = await page.evaluate(names);
    if (learn)
        made.forEach(name => allowed.add(name));
    const foreign = made.filter(name => !allowed.has(name));
    assert.deepEqual(foreign, []);
}

// The text as the DOM has it, blanks as one.
async function reads(page, selector, text) {
    const has = seen(await page.locator(selector).first().textContent());
    assert.ok(has.toLowerCase().includes(seen(text).slice(0, 80)
        .toLowerCase()), `${JSON.stringify(has.slice(0, 200))}`);
}

const home = page => page.evaluate(() => [...document.links].every(link =>
    link.origin === location.origin));

// Those of `list` in the results of `query`: the id and, if it has one of its
// own, the title.
async function found(page, url, query, list, learn) {
    const folded = await walked(page, `${url}/?q=${
        encodeURIComponent(query)}`, '.hit, .copies li', learn);
    const hits = await walked(page, `${url}/?fold=0&q=${
        encodeURIComponent(query)}`, '.hit', learn);
    for (const [id, title] of folded)
        assert.equal(hits.get(id), title);
    const missed = list.filter(({ id, title }) => !hits.get(seen(id))
        ?.includes(seen(title ?? '').slice(0, 80).toLowerCase()));
    assert.deepEqual(missed, []);
}

// Titles by id of what stands in `items` of all pages of the search.
async function walked(page, search, items, learn) {
    const hits = new Map();
    for (let offset = 0, count = 1; count > 0; offset += 100) {
        await page.goto(`${search}&limit=100&offset=${offset}`);
        const shown = await page.locator(items).evaluateAll(all =>
            all.map(item => [item.dataset.id,
                item.querySelector('a').textContent]));
        for (const [id, title] of shown)
            hits.set(seen(id), seen(title).toLowerCase());
        count = shown.length;
        await madeOf(page, learn);
        assert.ok(await home(page));
    }
    return hits;
}

// As a query: in the box, the answer's page, under the box.
async function asked(page, { text }, learn) {
    const line = text.replace(/[\r\n]/g, '');
    const suggested = page.waitForResponse(r => r.url().includes('/suggest?'));
    const answered = page.waitForResponse(r =>
        new URL(r.url()).pathname === '/');
    await page.locator('#q').fill(line);
    if (line.trim())
        await suggested;
    await answered;
    await until('the page', () => page.evaluate(() =>
        !document.getElementById('main').hasAttribute('aria-busy') &&
        document.getElementById('results') !== null ||
        document.querySelector('.ways-out, .home .try') !== null));
    assert.equal(await page.locator('#q').inputValue(), line);
    await madeOf(page, learn);
    assert.ok(await home(page));
}

async function opened(page, url, { text, id }, learn) {
    await page.goto(`${url}/documents/${encodeURIComponent(id)}` +
        `?q=${encodeURIComponent(text)}`);
    await reads(page, 'h1', text);
    await reads(page, '#words', text);
    await madeOf(page, learn);
    assert.ok(await home(page));
}

await verdict(async () => {
    makeIndex(dir);
    const { open, url, stop } = await site(dir,
        { index: path.join(dir, 'index') });
    const page = await open('/');
    const good = documents.slice(0, harmless.length);
    // A zero byte is refused as such.
    const evil = documents.slice(harmless.length)
        .filter(d => !d.text.includes('\0'));
    const nothing = ['khongthay', '"khong thay"', 'khongthay tỉnh:"Hà Nam"',
        'khongthay "mot hai" -ba'].map(text => ({ text }));

    await check('pages of harmless text', async () => {
        for (const d of good) {
            await opened(page, url, d, true);
            await page.goto(url);
            await asked(page, d, true);
        }
        await found(page, url, 'lanh', [], true);
        await page.goto(url);
        for (const d of nothing)
            await asked(page, d, true);
    });
    await check(`titles of results: ${evil.length} strings`, () => found(page,
        url, 'trước', evil.map(({ id, text }) => ({ id, title: text }))));
    await check(`names of files: ${files.length} strings`, () => found(page,
        url, 'tepdauhieu*', files));
    await page.goto(url);
    await each('queries and suggestions', evil, d => asked(page, d));
    await each('documents', evil, d => opened(page, url, d));
    await stop();
});
