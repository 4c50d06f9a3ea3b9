// plain.mjs DIR - the page in a browser that runs no script: all that a person
// needs is forms and links.

import assert from 'node:assert/strict';
import { check, verdict } from '../http/server.mjs';
import { follow, site } from './browser.mjs';

const [dir] = process.argv.slice(2);

const params = page => new URL(page.url()).searchParams;
const count = async page => Number((await page.locator('h1').textContent())
    .match(/\d+/)[0]);

await verdict(async () => {
    const { open: openAny, stop } = await site(dir);
    const open = target => openAny(target, { script: false });

    await check('asked by the box, with the answer in the page', async () => {
        const page = await open('/');
        await page.locator('#q').fill('uu tien dung hang viet');
        await page.locator('#q').press('Enter');
        await page.waitForURL(/\?q=/);
        assert.equal(await page.locator('.hit').count(), 10);
        assert.equal(await page.locator('#q').inputValue(),
            'uu tien dung hang viet');
        assert.equal(await page.locator('#suggestions').count(), 0);
    });

    await check('a filter on and off; what is asked next keeps it', async () => {
        const page = await open('/?q=kế hoạch');
        const all = await count(page);
        const link = page.locator('#filters .type a.value').first();
        const value = await link.getAttribute('data-value');
        const said = Number((await link.locator('.count').textContent())
            .replace('.', ''));
        await follow(page, link);
        assert.equal(params(page).get('type'), value);
        assert.equal(await count(page), said);
        await page.locator('#q').fill('ocop');
        await follow(page, page.locator('.search button'));
        assert.equal(params(page).get('type'), value);
        await page.goBack();
        await follow(page, page.locator('.filtering .chips a').first());
        assert.equal(params(page).get('type'), null);
        assert.equal(await count(page), all);
    });

    await check('dates as people write them', async () => {
        const page = await open('/?q=kế hoạch');
        await page.locator('#from').fill('1/2023');
        await page.locator('#to').fill('31/12/2023');
        await follow(page, page.locator('.range button'));
        assert.ok(await count(page) > 0);
        const dates = await page.locator('.hit .date time')
            .evaluateAll(times => times.map(time => time.dateTime));
        assert.ok(dates.length > 0);
        for (const date of dates)
            assert.match(date, /^2023/);
    });

    await check('sorted, and page by page', async () => {
        const page = await open('/?q=kế hoạch');
        await follow(page, page.locator('.sort a', { hasText: 'Mới nhất' }));
        assert.equal(params(page).get('sort'), 'newest');
        const dates = await page.locator('.hit .date time')
            .evaluateAll(times => times.map(time => time.dateTime));
        assert.deepEqual(dates, [...dates].sort().reverse());
        await follow(page, page.locator('.pages .next a'));
        assert.equal(params(page).get('offset'), '10');
        assert.equal(await page.locator('.hit').first()
            .getAttribute('data-rank'), '11');
    });

    await check('to a document, what it cites, a number that is not held',
        async () => {
            const page = await open('/?q=đính chính kế hoạch 277');
            await follow(page, page.locator('.hit h2 a').first());
            assert.match(page.url(), /\/documents\//);
            assert.ok(await page.locator('#words mark').count() > 0);
            await page.goto(new URL('/documents/ninh-thuan%2F' +
                'ke-hoach-37-tu-2021.txt', page.url()).href);
            await follow(page, page.locator('#words a.ref.absent').first());
            await page.waitForURL(/\/references\//);
            assert.match(await page.locator('main').textContent(),
                /chưa có trong kho/);
            await follow(page, page.locator('.citers a').first());
            await page.waitForURL(/\/documents\//);
        });

    await check('in English and back', async () => {
        const page = await open('/?q=ocop&type=ke-hoach');
        await follow(page, page.locator('.language a'));
        assert.equal(await page.locator('html').getAttribute('lang'), 'en');
        assert.match(await page.locator('h1').textContent(), /document/);
        assert.equal(params(page).get('type'), 'ke-hoach');
        await follow(page, page.locator('.hit h2 a').first());
        assert.equal(await page.locator('html').getAttribute('lang'), 'en');
        await follow(page, page.locator('.language a'));
        assert.equal(await page.locator('html').getAttribute('lang'), 'vi');
    });

    await check('nothing loads that is not ours, nothing is kept', async () => {
        const page = await open('/?q=ocop');
        const cookies = await page.context().cookies();
        assert.deepEqual(cookies, []);
    });

    await stop();
});
