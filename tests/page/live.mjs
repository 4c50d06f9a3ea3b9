// live.mjs DIR - results while one types, in place: typed with marks and
// without, stale answers, back and forward, links, what fails.

import assert from 'node:assert/strict';
import { check, verdict } from '../http/server.mjs';
import { shot, site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);

const query = page => new URL(page.url()).searchParams.get('q');
const titles = page => page.locator('.hit h2').allTextContents();

// Until the page shows the answer to `q`.
async function answered(page, q) {
    await until(`the answer to ${q}`, async () => query(page) === q &&
        await page.title().then(title => title.startsWith(q)));
}

await verdict(async () => {
    const { open, url, stop } = await site(dir);

    await check('typing without marks answers without a new page', async () => {
        const page = await open('/');
        await page.evaluate(() => { window.same = true; });
        await page.locator('#q').pressSequentially('uu tien dung hang',
            { delay: 30 });
        await answered(page, 'uu tien dung hang');
        assert.ok((await titles(page)).length > 0);
        assert.equal(await page.evaluate(() => window.same), true);
        const marked = await page.locator('.snippet mark').allTextContents();
        assert.ok(marked.includes('tiên') && marked.includes('hàng'),
            `${marked}`);
        await shot(page, 'typing');
    });

    await check('typing with marks answers, and marks bind', async () => {
        const page = await open('/');
        await page.locator('#q').pressSequentially('ưu tiên dùng hàng');
        await answered(page, 'ưu tiên dùng hàng');
        const marked = await page.locator('.snippet mark').allTextContents();
        assert.ok(marked.length > 0);
        for (const text of marked)
            assert.match(text, /ưu|tiên|dùng|hàng/i);
    });

    await check('the answer is the one that the address gives', async () => {
        const page = await open('/');
        await page.locator('#q').pressSequentially('nong thon moi');
        await answered(page, 'nong thon moi');
        const typed = await titles(page);
        const plain = await open(page.url().slice(url.length),
            { script: false });
        assert.deepEqual(typed, await titles(plain));
    });

    await check('a slow answer to what is typed no more is dropped',
        async () => {
            const page = await open('/');
            let release;
            const held = new Promise(resolve => { release = resolve; });
            await page.route(u => u.searchParams.get('q') === 'ocop',
                async route => {
                    await held;
                    await route.continue().catch(() => {});
                });
            const asked = page.waitForRequest(r => r.url().endsWith('q=ocop'));
            await page.locator('#q').fill('ocop');
            await asked;
            await page.locator('#q').fill('thi đua');
            await answered(page, 'thi đua');
            const before = await titles(page);
            release();
            // The late answer has come when one asked after it has.
            await page.evaluate(() => fetch('/healthz'));
            assert.deepEqual(await titles(page), before);
            assert.equal(query(page), 'thi đua');
        });

    await check('back leads to what was there before typing, and forward',
        async () => {
            const page = await open('/?q=ocop');
            const before = await titles(page);
            await page.locator('#q').fill('');
            await page.locator('#q').pressSequentially('thi dua');
            await answered(page, 'thi dua');
            const after = await titles(page);
            await page.goBack();
            await answered(page, 'ocop');
            assert.deepEqual(await titles(page), before);
            assert.equal(await page.locator('#q').inputValue(), 'ocop');
            await page.goForward();
            await answered(page, 'thi dua');
            assert.deepEqual(await titles(page), after);
        });

    await check('a filter is a link that works in place, back takes it off',
        async () => {
            const page = await open('/?q=kế hoạch');
            await page.evaluate(() => { window.same = true; });
            const link = page.locator('#filters .type a.value').first();
            const value = await link.getAttribute('data-value');
            const all = await page.locator('h1').textContent();
            await link.click();
            await until('the filter', () =>
                new URL(page.url()).searchParams.get('type') === value);
            await page.locator('.chips').waitFor();
            assert.equal(await page.evaluate(() => window.same), true);
            // The focus stays on the filter, which takes itself off now.
            await until('focus', () => page.evaluate(v =>
                document.activeElement.dataset.value === v &&
                document.activeElement.getAttribute('aria-current') ===
                    'true', value));
            await page.goBack();
            await until('all again', async () => (await page.locator('h1')
                .textContent()).split(' ')[0] === all.split(' ')[0]);
        });

    await check('typing keeps the filters', async () => {
        const page = await open('/?q=x&type=ke-hoach');
        await page.locator('#q').fill('ocop');
        await answered(page, 'ocop');
        assert.equal(new URL(page.url()).searchParams.get('type'),
            'ke-hoach');
    });

    await check('Enter asks; a reload and a colleague see the same',
        async () => {
            const page = await open('/');
            await page.locator('#q').fill('277-kh/bcd');
            await page.locator('#q').press('Enter');
            await answered(page, '277-kh/bcd');
            const seen = await titles(page);
            await page.reload();
            assert.deepEqual(await titles(page), seen);
            const colleague = await open(page.url().slice(url.length));
            assert.deepEqual(await titles(colleague), seen);
        });

    await check('an empty box is the page that asks', async () => {
        const page = await open('/?q=ocop');
        await page.locator('#q').fill('');
        await page.locator('body.home').waitFor();
        assert.equal(new URL(page.url()).search, '');
    });

    await check('slash goes to the box', async () => {
        const page = await open('/?q=ocop');
        await page.locator('.hit a').first().focus();
        await page.keyboard.press('/');
        assert.equal(await page.evaluate(() => document.activeElement.id),
            'q');
        assert.equal(await page.locator('#q').inputValue(), 'ocop');
    });

    await check('a server that is gone is told of, and asked again',
        async () => {
            const page = await open('/?q=ocop', { errors: /ERR_FAILED/ });
            const before = await titles(page);
            await page.route('**/*', route => route.abort());
            await page.locator('#q').fill('thi đua');
            await page.locator('.failed a').waitFor();
            assert.deepEqual(await titles(page), before);
            await page.unroute('**/*');
            await page.locator('.failed a').click();
            await answered(page, 'thi đua');
        });

    await check('what was found is told to who cannot see it', async () => {
        const page = await open('/');
        await page.locator('#q').fill('ocop');
        await answered(page, 'ocop');
        const [total] = (await page.locator('h1').textContent())
            .match(/\d+ văn bản/);
        await until('the status', async () => (await page.locator('#status')
            .textContent()).startsWith(total));
    });

    await check('a first visit transfers less than 150 kB', async () => {
        for (const target of ['/?q=kế hoạch&map=63',
            '/documents/ninh-thuan%2Fke-hoach-37-tu-2021.txt?q=hàng']) {
            const page = await open(null);
            const cdp = await page.context().newCDPSession(page);
            let bytes = 0, files = 0;
            await cdp.send('Network.enable');
            cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
                bytes += encodedDataLength;
                files++;
            });
            await page.goto(url + target, { waitUntil: 'networkidle' });
            assert.ok(files >= 3, `${files} files`);
            assert.ok(bytes < 150000, `${target}: ${bytes} bytes`);
        }
    });

    await check('the other language is a page of its own', async () => {
        const page = await open('/');
        await page.locator('#q').fill('ocop');
        await answered(page, 'ocop');
        await page.locator('.language a').click();
        await page.waitForURL(/lang=en/);
        assert.equal(await page.locator('html').getAttribute('lang'), 'en');
        assert.equal(query(page), 'ocop');
        await page.locator('#q').fill('thi đua');
        await answered(page, 'thi đua');
        assert.equal(new URL(page.url()).searchParams.get('lang'), 'en');
    });

    await stop();
});
