// copies.mjs DIR - copies of documents: folded under the first of them in a
// list of results, which goes from page to page without a gap; and listed on
// the page of a document, with what they share.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ask, check, verdict } from '../http/server.mjs';
import { violations } from './axe.mjs';
import { follow, samples, shot, site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);

// ---- documents -----------------------------------------------------------

const SAMPLE = 'ninh-thuan/ke-hoach-277-bcd-2023.txt';
const ODD = 'ban sao/2"><img src=x onerror=alert(1)>&?#.txt';
const HOSTILE = '<script>alert(1)</script> & “bản sao” hai';
const sample = readFileSync(path.join(samples(), SAMPLE), 'utf8');
const half = sample.slice(0, Math.floor(sample.length / 2));

const planted = [
    { id: 'bản-sao/một.txt', title: 'Bản sao một', text: `${sample}\nSao y.`,
        metadata: { date: '2024-02-01', province: 'lam-dong' } },
    { id: ODD, title: HOSTILE, text: `Kính gửi các xã.\n${sample}`,
        metadata: { date: '2024-03-01' } },
    { id: 'nua.txt', title: 'Một nửa', text: `${half}\n${'Phần còn lại '
        + 'nói về chuyện khác hẳn, không lấy ở đâu cả, viết riêng cho xã. '}` },
];

// Words of nobody, so that no two of these are alike but the copies.
function words(seed, count) {
    const list = [];
    for (let n = seed * 7919 + 1; list.length < count; n++)
        list.push(`${'bcdghklm'[n % 8]}${'aeiou'[n % 5]}` +
            `${'cmnpt'[(n >> 2) % 5]}${n % 97}x${n}`);
    return list.join(' ');
}

const KINDS = 33, EACH = 3; // of each the first and two copies
const many = [];
for (let kind = 0; kind < KINDS; kind++)
    for (let i = 0; i < EACH; i++)
        many.push({ id: `nhieu/${kind}-${i}`, title: `Giấy ${kind}.${i}`,
            text: `hoaban ${words(kind, 120)} ket${i}`,
            metadata: { date: `20${10 + i}-01-${10 + kind % 20}` } });
// More copies than are named, and than one window of ranks.
for (let i = 0; i < 260; i++)
    many.push({ id: `dam-dong/${i}`, title: `Đám đông ${i}`,
        text: `dongnguoi ${words(1000, 150)} ket${i}` });
many.push({ id: 'dam-dong/khac', title: 'Người khác',
    text: `dongnguoi ${words(2000, 150)}` });

// ---- reading the page ----------------------------------------------------

const ids = locator => locator.evaluateAll(all =>
    all.map(element => element.dataset.id));

const page_ = query => `/?q=${encodeURIComponent(query)}`;
const document_ = id => `/documents/${encodeURIComponent(id)}`;

// The pages of a search, following "next" from the first: ids by page.
async function walk(page, first) {
    const pages = [];
    await page.goto(new URL(first, page.url()).href);
    for (let n = 0; n < 50; n++) {
        pages.push({ hits: await ids(page.locator('.hit')),
            copies: await ids(page.locator('.copies li')) });
        const next = page.locator('#pages .next a');
        if (!await next.count())
            return pages;
        await follow(page, next);
    }
    throw new Error('pages without end');
}

const links = (page, selector) => page.locator(selector).evaluateAll(all =>
    all.map(a => new URL(a.href).search));

// ---- folded --------------------------------------------------------------

async function folded(open) {
    await check('copies are folded under the first, and opened by keyboard',
        async () => {
            const page = await open(page_('hoaban giấy 7'), { script: false });
            const hit = page.locator('.hit').first();
            const fold = hit.locator('.copies');
            assert.equal((await fold.locator('summary').textContent()),
                'Gộp 2 bản gần trùng');
            assert.equal(await fold.locator('li').first().isVisible(), false);
            await fold.locator('summary').focus();
            await page.keyboard.press('Enter');
            assert.equal(await fold.locator('li').first().isVisible(), true);
            assert.equal(await fold.locator('li').count(), 2);
            const own = await hit.getAttribute('data-id');
            const copy = await fold.locator('li').first()
                .getAttribute('data-id');
            assert.notEqual(own, copy);
            assert.equal(own.split('-')[0], copy.split('-')[0]);
            assert.match(await fold.locator('li').first().textContent(),
                /Giấy .*01\/201\d.*So sánh với kết quả này/s);
            await shot(page, 'folded');
            await follow(page, fold.locator('.compare').first());
            const at = new URL(page.url());
            assert.equal(at.pathname, '/compare');
            assert.equal(at.searchParams.get('a'), own);
            assert.equal(at.searchParams.get('b'), copy);
            assert.equal(await page.locator('.compare').count() > 0, true);
        });

    await check('a copy leads back to the search', async () => {
        const page = await open(page_('hoaban'), { script: false });
        await page.locator('.copies summary').first().click();
        await follow(page, page.locator('.copies li a').first());
        await follow(page, page.locator('.back a'));
        assert.equal(new URL(page.url()).searchParams.get('q'), 'hoaban');
    });

    await check('from page to page none is passed over, none comes twice',
        async () => {
            const page = await open('/', { script: false });
            for (const limit of [3, 10, 33]) {
                const pages = await walk(page,
                    `${page_('hoaban')}&limit=${limit}`);
                const hits = pages.flatMap(p => p.hits);
                const all = [...hits, ...pages.flatMap(p => p.copies)];
                assert.equal(pages.length, Math.ceil(KINDS / limit));
                assert.equal(hits.length, KINDS);
                assert.equal(all.length, KINDS * EACH);
                assert.equal(new Set(all).size, all.length);
            }
        });

    await check('the total counts documents, and says what is left',
        async () => {
            const page = await open(page_('hoaban'));
            const told = await page.locator('h1.total').textContent();
            assert.match(told, /^99 văn bản, gộp còn 33 /);
            const last = page.locator('#pages .number a').last();
            assert.match(await last.textContent(), /4$/);
            const wide = await open(`${page_('hoaban')}&fold=0`);
            assert.match(await wide.locator('h1.total').textContent(),
                /^99 văn bản \d/);
            assert.match(await wide.locator('#pages .number a').last()
                .textContent(), /10$/);
        });

    await check('a crowd of copies is one result, the last page is no dead one',
        async () => {
            const page = await open('/', { script: false });
            const pages = await walk(page, `${page_('dongnguoi')}&limit=1`);
            assert.equal(pages.length, 2);
            assert.deepEqual(pages.map(p => p.hits.length), [1, 1]);
            assert.equal(new Set(pages.flatMap(p => p.hits)).size, 2);
            const both = await open(`${page_('dongnguoi')}`);
            assert.equal(await both.locator('#pages').count(), 0);
            const crowd = both.locator('.hit', { has:
                both.locator('.copies') });
            assert.equal(await crowd.locator('.copies li').count(), 20);
            await crowd.locator('summary').click();
            assert.match(await crowd.locator('.copies .hint').textContent(),
                /… \d+ bản gần trùng nữa/);
            await shot(both, 'folded-crowd');
        });
}

// ---- folding off and on --------------------------------------------------

async function switched(open, port) {
    await check('off and on again, and the address keeps it', async () => {
        const page = await open(page_('hoaban'), { script: false });
        assert.equal((await page.locator('#folding').textContent()),
            'Hiện từng bản gần trùng');
        await follow(page, page.locator('#folding'));
        assert.equal(new URL(page.url()).searchParams.get('fold'), '0');
        assert.equal(await page.locator('.copies').count(), 0);
        for (const where of ['#pages a', '.sort a', '.hit h2 a',
            '.language a']) {
            const all = await links(page, where);
            assert.ok(all.length > 0, where);
            for (const search of all)
                assert.equal(new URLSearchParams(search).get('fold'), '0',
                    `${where}: ${search}`);
        }
        assert.equal(await page.locator('#search [name=fold]').inputValue(),
            '0');
        await page.locator('#q').fill('hoaban giấy');
        await page.locator('#search button').click();
        await page.waitForURL(/giấy|gi%E1%BA%A5y/);
        assert.equal(new URL(page.url()).searchParams.get('fold'), '0');
        await follow(page, page.locator('#folding'));
        assert.equal(new URL(page.url()).searchParams.get('fold'), null);
        assert.ok(await page.locator('.copies').count() > 0);
        assert.equal(await page.locator('#search [name=fold]').count(), 0);
    });

    await check('filters and chips keep it', async () => {
        const page = await open('/?q=kế+hoạch&type=ke-hoach&from=2021&fold=0',
            { script: false });
        for (const where of ['.chips a', '#filters a.value']) {
            const all = await links(page, where);
            assert.ok(all.length > 1, where);
            for (const search of all)
                assert.equal(new URLSearchParams(search).get('fold'), '0');
        }
    });

    await check('a document leads back to what was not folded', async () => {
        const page = await open(`${page_('hoaban')}&fold=0&offset=20`,
            { script: false });
        await follow(page, page.locator('.hit h2 a').first());
        assert.equal(await page.locator('.within [name=fold]').inputValue(),
            '0');
        await follow(page, page.locator('.back a'));
        const at = new URL(page.url()).searchParams;
        assert.deepEqual([at.get('fold'), at.get('offset')], ['0', '20']);
    });

    await check('the feed and the JSON have the results of the page',
        async () => {
            const page = await open(`${page_('hoaban')}&sort=newest`,
                { script: false });
            const hits = await ids(page.locator('.hit'));
            const json = await page.locator('.take a[href*="api/v1/search"]')
                .evaluate(a => a.pathname + a.search);
            assert.deepEqual(JSON.parse((await ask(port, json)).text).hits
                .map(hit => hit.id), hits);
            const feed = await page.locator('.take a[href*="feed.atom"]')
                .evaluate(a => a.pathname + a.search);
            const atom = (await ask(port, feed)).text;
            for (const id of hits)
                assert.ok(atom.includes(`/documents/${
                    encodeURIComponent(id)}</id>`), id);
            assert.ok(atom.includes('Gộp 2 bản gần trùng'));
            const plain = (await ask(port, feed.replace('&fold=1', ''))).text;
            assert.ok(!plain.includes('Gộp'));
        });

    await check('in place: the switch keeps the focus and the place in history',
        async () => {
            const page = await open(page_('hoaban'));
            await page.locator('#folding').focus();
            await page.keyboard.press('Enter');
            await until('all copies', async () =>
                await page.locator('#folding').textContent() ===
                    'Gộp bản gần trùng');
            assert.equal(await page.evaluate(() =>
                document.activeElement.id), 'folding');
            assert.equal(await page.locator('.copies').count(), 0);
            // What is typed now is asked for unfolded too.
            await page.locator('#q').fill('hoaban giấy 1');
            await until('the answer', async () =>
                (await page.title()).startsWith('hoaban giấy 1'));
            assert.equal(new URL(page.url()).searchParams.get('fold'), '0');
            await page.goBack();
            await page.goBack();
            await until('folded again', async () =>
                await page.locator('.copies').count() > 0);
        });

    await check('nothing to fold: no switch', async () => {
        const page = await open(page_('"viết riêng cho xã"'));
        assert.equal(await page.locator('.hit').count(), 1);
        assert.equal(await page.locator('#folding').count(), 0);
    });

    await check('what is no such value is told', async () => {
        const page = await open(`${page_('hoaban')}&fold=hai`,
            { script: false, errors: /400/ });
        assert.ok(await page.locator('#main a').count() > 0);
    });
}

// ---- filters keep copies out ---------------------------------------------

async function held(open) {
    await check('copies that a filter keeps out are told, and linked',
        async () => {
            const page = await open('/?q=hoaban+giấy+3&year=2010',
                { script: false });
            const hit = page.locator('.hit').first();
            const told = hit.locator('.copies-held a');
            assert.equal((await told.textContent()).trim(),
                'Có 2 bản gần trùng trong kho');
            const own = await hit.getAttribute('data-id');
            await follow(page, told);
            assert.equal(new URL(page.url()).pathname,
                `${document_(own)}/similar`);
            assert.deepEqual((await ids(page.locator('.alike > li'))).sort(),
                [0, 1, 2].map(i => `${own.split('-')[0]}-${i}`)
                    .filter(id => id !== own).sort());
        });
}

const SHARES = new RegExp('(\\d+)\\s%\\s*lời văn của văn bản này có ở đó' +
    '\\s*·\\s*(\\d+)\\s%\\s*của văn bản kia');

// ---- on the page of a document -------------------------------------------

async function alike(open) {
    await check('a document lists what is like it, with what they share',
        async () => {
            const page = await open(document_(SAMPLE), { script: false });
            const section = page.locator('#similar');
            const found = await ids(section.locator('.alike > li'));
            assert.deepEqual(found.slice(0, 2).sort(),
                ['bản-sao/một.txt', ODD].sort());
            assert.ok(found.includes('nua.txt'));
            assert.ok(found.length <= 5);
            for (const id of found) {
                const one = section.locator('.alike > li').nth(
                    found.indexOf(id));
                const shares = await one.locator('.shares').textContent();
                const [, here, there] = SHARES.exec(shares);
                const bar = Number(await one.locator('.share .part')
                    .getAttribute('width'));
                assert.equal(bar, Number(here));
                assert.equal(await one.locator('.duplicate').count(),
                    here >= 80 && there >= 80 ? 1 : 0, `${id}: ${shares}`);
            }
            const nua = section.locator('.alike > li').nth(
                found.indexOf('nua.txt'));
            const quote = await nua.locator('.passage q').textContent();
            const words_ = text => text.replace(/\s+/g, ' ');
            assert.ok(words_(sample).includes(words_(quote)
                .replace(/ ?….*$/, '').trim()), quote);
            await shot(page, 'similar');
        });

    await check('hostile ids and titles are text', async () => {
        const page = await open(document_(SAMPLE));
        const odd = page.locator('#similar .alike > li').filter({
            hasText: '“bản sao” hai' });
        assert.equal(await odd.locator('a.held').textContent(), HOSTILE);
        await follow(page, odd.locator('a.compare'));
        assert.equal(new URL(page.url()).searchParams.get('b'), ODD);
        const own = await open(`${document_(ODD)}/similar`);
        assert.equal(await own.locator('h1 .of').textContent(), HOSTILE);
        await follow(own, own.locator('.back a'));
        assert.equal(decodeURIComponent(new URL(own.url()).pathname),
            `/documents/${ODD}`);
    });

    await check('more than five are on a page of their own', async () => {
        const page = await open(document_('dam-dong/7'), { script: false });
        assert.equal(await page.locator('#similar .alike > li').count(), 5);
        await follow(page, page.locator('#similar > .forms a'));
        assert.equal(await page.locator('.alike > li').count(), 50);
        assert.match(await page.locator('.hint').textContent(),
            /… \d+ văn bản nữa/);
        await follow(page, page.locator('.language a'));
        assert.match(page.url(), /dam-dong%2F7\/similar\?lang=en$/);
        assert.match(await page.locator('h1').textContent(),
            /^Documents similar to/);
    });

    await check('alone: it says so; unknown: there is no page', async () => {
        const page = await open(document_('dam-dong/khac'));
        assert.equal(await page.locator('#similar .none').count(), 1);
        const none = await open('/documents/khong-co/similar',
            { errors: /404/ });
        assert.equal(await none.locator('.alike').count(), 0);
    });
}

// ---- how it looks --------------------------------------------------------

async function looks(open) {
    await check('no page is wider than a telephone, on paper nothing but text',
        async () => {
            for (const target of [page_('hoaban'), document_(SAMPLE),
                `${document_(SAMPLE)}/similar`]) {
                const page = await open(target, { width: 320, touch: true });
                for (const fold of await page.locator('.copies summary').all())
                    await fold.click();
                assert.ok(await page.evaluate(() =>
                    document.documentElement.scrollWidth) <= 320, target);
                for (const link of await page.locator(
                    '.copies a, .alike a').all())
                    assert.ok((await link.boundingBox()).height >= 24);
                await shot(page, `copies-${target.length}-320`);
                await page.emulateMedia({ media: 'print' });
                assert.equal(await page.locator('.copies:visible').count(), 0);
            }
        });

    for (const how of [{}, { dark: true }, { width: 360, touch: true }])
        await check(`axe finds nothing amiss: ${JSON.stringify(how)}`,
            async () => {
                for (const target of [page_('hoaban'), document_(SAMPLE),
                    `${document_(SAMPLE)}/similar?lang=en`]) {
                    const page = await open(target, how);
                    if (await page.locator('.copies').count())
                        await page.locator('.copies summary').first().click();
                    assert.deepEqual(await violations(page), []);
                    await shot(page, `copies-${target.length}` +
                        `-${Object.keys(how).join('-')}`);
                }
            });
}

await verdict(async () => {
    const file = path.join(dir, 'copies.jsonl');
    writeFileSync(file, [...planted, ...many].map(d => JSON.stringify(d))
        .join('\n'));
    const { open, port, stop } = await site(dir,
        { sources: [samples(), file] });

    await folded(open);
    await switched(open, port);
    await held(open);
    await alike(open);
    await looks(open);
    await check('no page did what none may do', stop);
});
