// forms.mjs DIR - what can be taken away from the pages: all of an answer as a
// table and in other forms, the file of a document; and what a browser keeps,
// so that the next page asks for nothing but itself.

import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readFileSync, writeFileSync }
    from 'node:fs';
import path from 'node:path';
import { ask, check, load, verdict } from '../http/server.mjs';
import { makeIndex, samples, shot, site } from './browser.mjs';

const [dir] = process.argv.slice(2);

// Searches of every kind: what the page counts is what is exported.
const SEARCHES = [
    '/?q=ocop',
    '/?q=uu+tien+dung+hang+viet+nam',
    '/?q=%22h%C3%A0ng+Vi%E1%BB%87t+Nam%22',
    '/?q=nông+thôn+mới&province=ha-tinh&sort=newest',
    '/?q=277-KH%2FBC%C4%90',
    '/?q=&type=ke-hoach&type=cong-van&sort=oldest&limit=20',
    '/?q=kế+hoạch&from=2022&to=2023-08-31&lang=en',
    '/?q=tuyên*+-covid+năm:2023&limit=5&offset=5',
    '/?q=%2B%26%23%25+ocop',
];

const number = text => Number(/\d[\d.,]*/.exec(text)[0].replace(/[.,]/g, ''));

async function totalOf(page) {
    const clone = page.locator('h1.total');
    return number(await clone.evaluate(h1 => {
        const copy = h1.cloneNode(true);
        copy.querySelector('.took')?.remove();
        return copy.textContent;
    }));
}

const form = (page, kind, format) =>
    page.locator(`.take > dl a[href*="/api/v1/${kind}?format=${format}"]`);

// What a click on `link` saves: {name, bytes}.
async function saved(page, link) {
    const [download] = await Promise.all([
        page.waitForEvent('download'), link.click()]);
    assert.equal(await download.failure(), null);
    return { name: download.suggestedFilename(),
        bytes: readFileSync(await download.path()) };
}

// Rows of a CSV, whose quoted cells may hold line breaks.
function rows(csv) {
    return csv.replace(/"(?:[^"]|"")*"/g, '""').split('\r\n').length - 2;
}

async function exports(open, port) {
    for (const search of SEARCHES)
        await check(`${decodeURIComponent(search)}: all rows, and only these`,
            async () => {
                const page = await open(search);
                const total = await totalOf(page);
                assert.ok(total > 0);
                const csv = await saved(page, form(page, 'export', 'csv'));
                assert.equal(csv.name, 'cvdsearch.csv');
                assert.equal(rows(csv.bytes.toString()), total);
                // By which Excel knows UTF-8.
                assert.deepEqual([...csv.bytes.subarray(0, 3)],
                    [0xEF, 0xBB, 0xBF]);
                const jsonl = await saved(page, form(page, 'export', 'jsonl'));
                assert.equal(jsonl.name, 'cvdsearch.jsonl');
                assert.equal(jsonl.bytes.toString().trimEnd().split('\n')
                    .length, total);
                const told = page.locator('.take .count').first();
                assert.equal(number(await told.textContent()), total);
                await page.context().close();
            });
    await check('the order of the page is that of the table', async () => {
        const page = await open('/?q=nông+thôn+mới&sort=newest&limit=100');
        const ids = await page.locator('.hit').evaluateAll(hits =>
            hits.map(hit => hit.dataset.id));
        const { bytes } = await saved(page, form(page, 'export', 'jsonl'));
        const lines = bytes.toString().trimEnd().split('\n').map(JSON.parse);
        const dates = list => list.map(id =>
            lines.find(line => line.id === id).date);
        assert.deepEqual(dates(lines.slice(0, ids.length).map(l => l.id)),
            dates(ids));
    });
    await check('no form complains of what it is asked', async () => {
        for (const search of SEARCHES) {
            const page = await open(search);
            const links = await page.locator('.take a').evaluateAll(list =>
                list.map(a => new URL(a.href)));
            for (const { pathname, search: asked } of links) {
                const answer = await ask(port, pathname + asked);
                assert.equal(answer.status, 200, pathname + asked);
                assert.doesNotMatch(answer.text, /Không biết tham số/);
            }
            await page.context().close();
        }
    });
}

async function others(open, port) {
    await check('the graph is saved, and is GraphML', async () => {
        const page = await open('/?q=nông+thôn+mới');
        const { name, bytes } = await saved(page,
            form(page, 'graph', 'graphml'));
        assert.equal(name, 'vien-dan-nông-thôn-mới.graphml');
        const { SaxesParser } = await load('saxes', true);
        const names = new Set();
        const parser = new SaxesParser();
        parser.on('error', error => { throw error; });
        parser.on('opentag', tag => names.add(tag.name));
        parser.write(bytes.toString()).close();
        assert.ok(names.has('graphml') && names.has('node'));
    });
    await check('the timeline is saved as a picture and as a table, also ' +
        'split, with the filters of the page', async () => {
        const page = await open('/?q=“nông thôn” mới/&type=ke-hoach' +
            '&sort=newest&limit=5');
        const svg = await saved(page, form(page, 'timeline', 'svg'));
        assert.equal(svg.name, 'thoi-gian-nông-thôn-mới.svg');
        assert.match(svg.bytes.toString(), /<svg [^]*Loại: Kế hoạch/);
        const csv = await saved(page, form(page, 'timeline', 'csv'));
        assert.equal(csv.name, 'thoi-gian-nông-thôn-mới.csv');
        const counted = csv.bytes.toString().trim().split('\r\n').slice(1)
            .reduce((sum, row) => sum + Number(row.split(',')[1]), 0);
        assert.ok(counted > 0 && counted <= await totalOf(page));
        await page.locator('.take summary').click();
        const split = await saved(page, page.locator(
            '.take details a[href*="format=csv&split=province"]'));
        assert.equal(split.name, 'thoi-gian-tinh-nông-thôn-mới.csv');
        assert.match(split.bytes.toString(), /,ha-tinh,Hà Tĩnh,/);
    });
    await check('a hostile query makes a harmless name', async () => {
        const page = await open('/?q=' + encodeURIComponent(
            'ocop ../\u202Egpj.exe <b>') + '&lang=en');
        const names = await page.locator('.take a[download]')
            .evaluateAll(all => all.map(a => a.download));
        assert.ok(names.length >= 6);
        for (const name of names)
            assert.match(name, /^[a-z-]+-ocop-gpj-exe-b\.[a-z]+$/);
    });
    await check('words in context are offered where there are words',
        async () => {
            const words = await open('/?q=ocop&sort=newest');
            const link = words.locator('.take a[href*="/kwic"]');
            const url = new URL(await link.evaluate(a => a.href));
            const { lines } = JSON.parse(
                (await ask(port, url.pathname + url.search)).text);
            assert.ok(lines.length > 0);
            const none = await open('/?type=ke-hoach');
            assert.equal(await none.locator('.take a[href*="/kwic"]')
                .count(), 0);
        });
    await check('nothing found: nothing to take', async () => {
        const page = await open('/?q=khongcotunay');
        assert.equal(await page.locator('.take').count(), 0);
    });
    await check('links as large as a finger wants, at 360 px', async () => {
        const page = await open('/?q=ocop', { width: 360, touch: true });
        await page.locator('.take summary').click();
        for (const link of await page.locator('.take a').all()) {
            const { height } = await link.boundingBox();
            assert.ok(height >= 24, `${height}`);
        }
        const wide = await page.evaluate(() =>
            document.documentElement.scrollWidth);
        assert.ok(wide <= 360, `${wide}`);
    });
}

async function looks(open) {
    for (const [name, how] of [['1280', {}], ['768', { width: 768 }],
        ['360', { width: 360 }], ['dark', { dark: true }]]) {
        const page = await open('/?q=nông+thôn+mới', how);
        await page.locator('.take').scrollIntoViewIfNeeded();
        await shot(page, `forms-${name}`, { fullPage: false });
        const doc = await open(`/documents/${encodeURIComponent(
            await page.locator('.hit').first().getAttribute('data-id'))}`,
            how);
        await doc.locator('.card .forms').scrollIntoViewIfNeeded();
        await shot(doc, `original-${name}`, { fullPage: false });
    }
}

// ---- the file of a document ----------------------------------------------

async function originals(open, port, files) {
    const { hits } = JSON.parse((await ask(port,
        '/api/v1/search?limit=1000')).text);
    const { id } = hits.find(hit => hit.id.includes('/')) ?? hits[0];
    const page = await open(`/documents/${encodeURIComponent(id)}`,
        { errors: /409/ });
    const link = page.locator('a.original');

    await check('the file is saved as it is, by its name', async () => {
        const { name, bytes } = await saved(page, link);
        assert.equal(name, path.posix.basename(id));
        assert.ok(bytes.equals(readFileSync(path.join(files, id))));
    });
    await check('a file that has changed is not saved: a page says so',
        async () => {
            appendFileSync(path.join(files, id), 'x');
            await link.click();
            await page.getByRole('heading', { level: 1,
                name: 'Tệp gốc đã đổi từ khi lập chỉ mục' }).waitFor();
            await shot(page, 'original-changed');
            await page.getByRole('link',
                { name: 'Về trang của văn bản' }).click();
            await link.waitFor();
            assert.equal(await page.locator('article').getAttribute(
                'data-id'), id);
        });
}

// ---- what is kept ---------------------------------------------------------

// How often `route` was asked for.
const times = (log, route) =>
    log.split('\n').filter(line => line.includes(` route=${route} `)).length;

async function kept(open, server) {
    await check('the next page asks for nothing but itself', async () => {
        const page = await open('/?q=ocop');
        const assets = ['/style.css', '/script.js'];
        const before = assets.map(route => times(server.log(), route));
        for (const n of before)
            assert.ok(n > 0);
        for (const target of ['/?q=kế+hoạch', '/', '/?q=ocop&lang=en']) {
            await page.goto(new URL(target, page.url()).href);
            const ruled = await page.evaluate(() =>
                getComputedStyle(document.querySelector('.skip')).position);
            assert.equal(ruled, 'absolute');
        }
        await page.reload();
        assert.deepEqual(assets.map(route => times(server.log(), route)),
            before);
    });
    await check('the icon is a picture, on light and on dark', async () => {
        const page = await open('/');
        const icon = await page.locator('link[rel=icon]').evaluate(link =>
            new Promise((resolve, reject) => {
                const image = new Image();
                image.addEventListener('load', () =>
                    resolve(image.naturalWidth));
                image.addEventListener('error', reject);
                image.src = link.href;
                image.width = 16;
                image.id = 'icon';
                document.querySelector('main').prepend(image);
            }));
        assert.ok(icon > 0);
        await shot(page, 'icon', { fullPage: false });
        const colours = await page.locator('meta[name=theme-color]')
            .evaluateAll(list => list.map(m => m.media));
        assert.equal(colours.length, 2);
    });
}

async function guarded(index) {
    const tokens = path.join(dir, 'tokens');
    for (const [scopes, links] of [['search', 0], ['search,export', 2]]) {
        writeFileSync(tokens, `anonymous ${scopes}\n`);
        const { open, stop } = await site(dir,
            { index, options: ['--tokens', tokens] });
        await check(`anonymous ${scopes}: ${links} links to exports`,
            async () => {
                const page = await open('/?q=ocop');
                assert.equal(await page.locator('.take a[href*="/export"]')
                    .count(), links);
                assert.ok(await page.locator('.take a').count() >= 4);
            });
        await check('its site was well', stop);
    }
}

await verdict(async () => {
    const files = path.join(dir, 'files');
    cpSync(samples(), files, { recursive: true });
    const { index } = makeIndex(dir, [files]);
    const { open, port, server, stop } = await site(dir, { index,
        options: ['--originals', files, '--access-log', 'yes'] });

    await exports(open, port);
    await others(open, port);
    await looks(open);
    await originals(open, port, files);
    await kept(open, server);
    await check('no page did what none may do', stop);
    await guarded(index);
});
