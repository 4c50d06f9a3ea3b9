// suggest.mjs DIR - suggestions under the box: each kind, with marks and
// without, by keyboard and by pointer, what a screen reader is told.

import assert from 'node:assert/strict';
import { check, verdict } from '../http/server.mjs';
import { shot, site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);

const box = page => page.locator('#q');
const list = page => page.locator('#suggestions');
const params = page => new URL(page.url()).searchParams;

// Type and wait for suggestions to it.
async function suggested(page, text) {
    const answer = page.waitForResponse(r => r.url().includes('/suggest?') &&
        new URL(r.url()).searchParams.get('q') === text);
    await box(page).fill(text);
    await answer;
    await list(page).waitFor();
}

// The place of the first suggestion of a kind.
async function firstOf(page, kind) {
    const kinds = await list(page).locator('li').evaluateAll(items =>
        items.map(item => item.dataset.kind));
    const i = kinds.indexOf(kind);
    assert.ok(i >= 0, `no ${kind} in ${kinds}`);
    return i;
}

// Go down to it with the keyboard; the box keeps the focus.
async function goDown(page, i) {
    for (let n = 0; n <= i; n++)
        await box(page).press('ArrowDown');
    assert.equal(await box(page).getAttribute('aria-activedescendant'),
        `suggestion-${i}`);
    assert.equal(await list(page).locator('[aria-selected=true]')
        .getAttribute('id'), `suggestion-${i}`);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
}

async function takeByKeys(page, text, kind) {
    await suggested(page, text);
    const i = await firstOf(page, kind);
    await goDown(page, i);
    const name = await list(page).locator('li .name').nth(i).textContent();
    await box(page).press('Enter');
    await list(page).waitFor({ state: 'hidden' });
    return name;
}

await verdict(async () => {
    const { open, stop } = await site(dir);

    await check('a province, typed without marks, becomes a filter',
        async () => {
            const page = await open('/');
            await takeByKeys(page, 'ninh th', 'province');
            await until('the filter', () =>
                params(page).get('province') === 'ninh-thuan');
            assert.equal(params(page).get('q'), null);
            await page.locator('.chips', { hasText: 'Ninh Thuận' }).waitFor();
        });

    await check('a name behind words leaves the words', async () => {
        const page = await open('/');
        await takeByKeys(page, 'nông thôn mới hà t', 'province');
        await until('the filter', () =>
            params(page).get('province') === 'ha-tinh');
        assert.equal(params(page).get('q'), 'nông thôn mới');
        await until('the box', async () =>
            await box(page).inputValue() === 'nông thôn mới');
    });

    await check('a campaign by its short name becomes a filter', async () => {
        const page = await open('/');
        await takeByKeys(page, 'ocop', 'campaign');
        await until('the filter', () =>
            params(page).get('campaign') === 'moi-xa-mot-san-pham');
    });

    await check('a number is searched for', async () => {
        const page = await open('/');
        const number = await takeByKeys(page, '277', 'number');
        await until('the search', () => params(page).get('q') === number);
        assert.match(number, /^277/);
        await until('an answer', async () =>
            await page.locator('.hit').count() > 0);
    });

    await check('a document is opened', async () => {
        const page = await open('/');
        const title = await takeByKeys(page, 'đính chính kế hoạch',
            'document');
        await page.waitForURL(/\/documents\//);
        const h1 = await page.locator('h1').textContent();
        assert.equal(h1.trim().toLowerCase(), title.trim().toLowerCase());
    });

    await check('words complete the last one, by pointer', async () => {
        const page = await open('/');
        await suggested(page, 'hàng việt n');
        await shot(page, 'suggestions', { fullPage: false });
        const i = await firstOf(page, 'words');
        const text = await list(page).locator('li .name').nth(i)
            .textContent();
        assert.match(text, /^hàng việt n./i);
        await list(page).locator('li').nth(i).click();
        await until('the search', () => params(page).get('q') === text);
        assert.equal(await box(page).inputValue(), text);
        assert.equal(await page.evaluate(() => document.activeElement.id),
            'q');
    });

    await check('each kind is said in words', async () => {
        const page = await open('/?lang=en');
        await suggested(page, 'ninh th');
        const i = await firstOf(page, 'province');
        assert.equal(await list(page).locator('li').nth(i).locator('.kind')
            .textContent(), 'Province');
    });

    await check('Escape closes it and leaves what was typed; down opens it',
        async () => {
            const page = await open('/');
            await suggested(page, 'ninh');
            await box(page).press('Escape');
            await list(page).waitFor({ state: 'hidden' });
            assert.equal(await box(page).inputValue(), 'ninh');
            assert.equal(await box(page).getAttribute('aria-expanded'),
                'false');
            await box(page).press('ArrowDown');
            await list(page).waitFor();
        });

    await check('up from the box is the last, and past it the box again',
        async () => {
            const page = await open('/');
            await suggested(page, 'ninh');
            const last = await list(page).locator('li').count() - 1;
            await box(page).press('ArrowUp');
            assert.equal(
                await box(page).getAttribute('aria-activedescendant'),
                `suggestion-${last}`);
            await box(page).press('ArrowDown');
            assert.equal(
                await box(page).getAttribute('aria-activedescendant'), null);
        });

    await check('Enter without a choice asks what was typed', async () => {
        const page = await open('/');
        await suggested(page, 'ninh');
        await box(page).press('Enter');
        await list(page).waitFor({ state: 'hidden' });
        await until('the search', () => params(page).get('q') === 'ninh');
    });

    await check('suggestions to what is typed no more do not come',
        async () => {
            const page = await open('/');
            let release;
            const held = new Promise(resolve => { release = resolve; });
            await page.route(/suggest.*&q=ninh$/, async route => {
                await held;
                await route.continue().catch(() => {});
            });
            const asked = page.waitForRequest(/suggest.*&q=ninh$/);
            await box(page).fill('ninh');
            await asked;
            await suggested(page, 'thi đua');
            release();
            await page.evaluate(() => fetch('/healthz'));
            const texts = await list(page).locator('.name').allTextContents();
            assert.ok(texts.every(text => !/ninh/i.test(text)), `${texts}`);
        });

    await check('a page of a document suggests too', async () => {
        const page = await open('/');
        await page.locator('#q').fill('đính chính');
        await page.locator('.hit a').first().click();
        await page.waitForURL(/\/documents\//);
        await suggested(page, 'ninh th');
        await goDown(page, await firstOf(page, 'province'));
        await box(page).press('Enter');
        await page.waitForURL(/province=ninh-thuan/);
    });

    await check('a screen reader is told what there is', async () => {
        const page = await open('/');
        await suggested(page, 'ninh');
        const of = await box(page).evaluate(q => ({
            role: q.getAttribute('role'),
            expanded: q.getAttribute('aria-expanded'),
            controls: q.getAttribute('aria-controls'),
            options: document.getElementById(q.getAttribute('aria-controls'))
                .querySelectorAll('[role=option]').length
        }));
        assert.equal(of.role, 'combobox');
        assert.equal(of.expanded, 'true');
        assert.ok(of.options > 0);
        await until('the status', async () => /gợi ý/.test(await page
            .locator('#status').textContent()));
    });

    await stop();
});
