// help.mjs DIR - help on the query language: examples that work, buttons that
// write them in the box, keys.

import assert from 'node:assert/strict';
import { check, verdict } from '../http/server.mjs';
import { shot, site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);

const help = page => page.locator('#help');
const isOpen = page => help(page).evaluate(details => details.open);
const value = page => page.locator('#q').inputValue();
const focused = page => page.evaluate(() => document.activeElement.id);
const caret = page => page.locator('#q').evaluate(q =>
    [q.selectionStart, q.selectionEnd]);

// The button beside the example that begins so.
function button(page, example) {
    return help(page).locator('dl > div', { hasText: example }).first()
        .getByRole('button');
}

await verdict(async () => {
    const { open, stop } = await site(dir);

    for (const lang of ['vi', 'en'])
        await check(`every example is a question as it should be (${lang})`,
            async () => {
                const page = await open(`/?lang=${lang}`, { script: false });
                assert.equal(await isOpen(page), false);
                const links = await help(page).locator('a.example')
                    .evaluateAll(all => all.map(a =>
                        ({ href: a.href, text: a.textContent })));
                assert.ok(links.length >= 20);
                for (const { href, text } of links) {
                    await page.goto(href);
                    assert.equal(await value(page), text);
                    const notes = await page.locator('.notes li')
                        .allTextContents();
                    assert.ok(!notes.some(note =>
                        /cú pháp|parsed|Không biết|is known/.test(note)),
                    `${text}: ${notes}`);
                    assert.equal(await isOpen(page), false);
                }
            });

    await check('without a script it opens and has no dead button',
        async () => {
            const page = await open('/?q=ocop', { script: false });
            await help(page).locator('summary').click();
            assert.equal(await isOpen(page), true);
            assert.equal(await help(page).locator('button').count(), 0);
        });

    // A page of results with the help open.
    async function helped(q) {
        const page = await open(`/?q=${encodeURIComponent(q)}`);
        await help(page).locator('summary').click();
        return page;
    }

    const asks = (page, q) => until(`the search for ${q}`, async () =>
        new URL(page.url()).searchParams.get('q') === q &&
        await page.locator('[aria-busy]').count() === 0);

    await check('a button writes a field, the caret between its marks',
        async () => {
            const page = await helped('muối');
            await button(page, 'tỉnh:').click();
            assert.equal(await value(page), 'muối tỉnh:""');
            assert.deepEqual(await caret(page), [11, 11]);
            assert.equal(await focused(page), 'q');
            await page.keyboard.type('Ninh Thuận');
            await until('results', async () => /Tỉnh: Ninh Thuận/.test(
                await page.locator('.understood').textContent()));
            assert.equal(await value(page), 'muối tỉnh:"Ninh Thuận"');
            assert.equal(await isOpen(page), true);
        });

    await check('what is selected is put between the marks; results follow',
        async () => {
            const page = await helped('mua hàng Việt Nam tốt');
            await page.locator('#q').evaluate(q =>
                q.setSelectionRange(4, 17));
            await button(page, '"hàng Việt Nam"').click();
            assert.equal(await value(page), 'mua "hàng Việt Nam" tốt');
            await asks(page, 'mua "hàng Việt Nam" tốt');
        });

    await check('at the start it writes into the empty box', async () => {
        const page = await open('/');
        await help(page).locator('summary').click();
        await button(page, 'năm:').click();
        await page.keyboard.type('2023');
        await asks(page, 'năm:2023');
        await until('the year', async () => /Năm: 2023/.test(
            await page.locator('.understood').textContent()));
    });

    await check('a star stays with its word, and words keep apart',
        async () => {
            const page = await helped('tuyên');
            await button(page, 'tuyên*').click();
            assert.equal(await value(page), 'tuyên*');
            await asks(page, 'tuyên*');
            await button(page, '+OCOP').click();
            assert.equal(await value(page), 'tuyên* +');
            const other = await helped('a b');
            await other.locator('#q').evaluate(q =>
                q.setSelectionRange(1, 1));
            await button(other, 'OR').click();
            assert.equal(await value(other), 'a OR  b');
            assert.deepEqual(await caret(other), [5, 5]);
        });

    await check('? opens and closes it, Escape closes it and gives the box',
        async () => {
            const page = await open('/?q=ocop');
            assert.equal(await isOpen(page), false);
            await page.keyboard.press('?');
            assert.equal(await isOpen(page), true);
            assert.equal(await page.evaluate(() =>
                document.activeElement.localName), 'summary');
            await shot(page, 'help', { fullPage: false });
            await page.keyboard.press('?');
            assert.equal(await isOpen(page), false);
            assert.equal(await focused(page), 'q');
            await page.locator('h1').click();
            await page.keyboard.press('?');
            await page.keyboard.press('Tab');
            await page.keyboard.press('Escape');
            assert.equal(await isOpen(page), false);
            assert.equal(await focused(page), 'q');
        });

    await check('a question mark in the box is text', async () => {
        const page = await open('/?q=ocop');
        await page.locator('#q').focus();
        await page.keyboard.press('End');
        await page.keyboard.type('?');
        assert.equal(await value(page), 'ocop?');
        assert.equal(await isOpen(page), false);
    });

    await check('what one may begin with finds something', async () => {
        const page = await open('/', { script: false });
        const links = await page.locator('.try a').evaluateAll(all =>
            all.map(a => a.href));
        assert.ok(links.length >= 3);
        for (const link of links) {
            await page.goto(link);
            assert.ok(await page.locator('.hit').count() > 0, link);
        }
    });

    await check('over results it is open as long as one wants it',
        async () => {
            const page = await open('/');
            await page.locator('#q').fill('ocop');
            await until('results', async () =>
                await page.locator('.hit').count() > 0);
            assert.equal(await isOpen(page), false);
            await help(page).locator('summary').click();
            assert.equal(await isOpen(page), true);
            await page.locator('.sort a').nth(1).click();
            await until('newest', () => /sort=newest/.test(page.url()));
            await until('the other page', async () => await page
                .locator('.sort [aria-current]').textContent() ===
                'Mới nhất');
            assert.equal(await isOpen(page), true);
            await help(page).locator('summary').click();
            await page.locator('.sort a').nth(2).click();
            await until('oldest', async () => await page
                .locator('.sort [aria-current]').textContent() ===
                'Cũ nhất');
            assert.equal(await isOpen(page), false);
        });

    await check('on a phone nothing sticks out', async () => {
        const page = await open('/', { width: 360, touch: true });
        await help(page).locator('summary').click();
        const wide = await page.evaluate(() =>
            document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${wide} px too wide`);
        for (const box of await help(page).locator('a, button')
            .evaluateAll(all => all.map(a =>
                a.getBoundingClientRect().toJSON())))
            assert.ok(box.height >= 24, JSON.stringify(box));
        await shot(page, 'help-360');
    });

    await stop();
});
