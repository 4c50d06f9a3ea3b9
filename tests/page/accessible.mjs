// accessible.mjs DIR - each state of the page for who cannot see, has no
// mouse, zooms, or holds a telephone: axe-core finds no violation, light and
// dark, in both languages, wide and narrow; nothing is cut or scrolls
// sideways; the keyboard alone does everything.

import assert from 'node:assert/strict';
import { check, verdict } from '../http/server.mjs';
import { violations } from './axe.mjs';
import { site, until } from './browser.mjs';
import { states } from './states.mjs';

const [dir] = process.argv.slice(2);

// rules: what a look may do to a page that is well in light.
const looks = [
    { name: 'light', how: {} },
    { name: 'dark', how: { dark: true }, rules: ['color-contrast'] },
    { name: 'English', how: {}, lang: 'en', rules: ['html-has-lang',
        'label-content-name-mismatch', 'link-name', 'button-name'] },
    { name: 'narrow', how: { width: 360, height: 640, touch: true } },
    // 1280 pixels of a screen, at 200 %; and what telephones are at the least.
    { name: 'zoomed', how: { width: 640, height: 450, zoom: 2 }, rules: [] },
    { name: 'narrowest', how: { width: 320, height: 560 }, rules: [] },
    { name: 'without script', how: { script: false }, rules: [] },
];

const inLanguage = (target, lang) => lang
    ? `${target}${target.includes('?') ? '&' : '?'}lang=${lang}` : target;

// What stands out of the page, which then scrolls sideways.
function sticksOut() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width)
        return [];
    return [...document.querySelectorAll('body *')]
        .filter(element => element.getBoundingClientRect().right > width + 1)
        .map(element => element.outerHTML.slice(0, 120)).slice(0, 5);
}

async function show(page, url, state, look) {
    await page.goto(url + inLanguage(state.target, look.lang));
    if (look.how.script !== false && state.act)
        await state.act(page);
}

// What Tab comes to, in order: how each is told from others.
async function tabs(page, max) {
    const order = [];
    for (let n = 0; n < max; n++) {
        await page.keyboard.press('Tab');
        order.push(await page.evaluate(() => {
            const at = document.activeElement;
            return at === document.body ? 'body'
                : at.id || at.className || at.textContent.trim();
        }));
    }
    return order;
}

await verdict(async () => {
    const { open, url, stop } = await site(dir);

    for (const look of looks) {
        await check(`each state: ${look.name}`, async () => {
            const wrong = [];
            // What some states are about.
            const page = await open(null,
                { ...look.how, errors: /status of 40[04]/ });
            for (const state of states) {
                await show(page, url, state, look);
                for (const v of await violations(page, look.rules))
                    wrong.push(`${state.name}: ${v}`);
                const out = await page.evaluate(sticksOut);
                if (out.length)
                    wrong.push(`${state.name} sticks out: ${out.join('\n')}`);
            }
            await page.context().close();
            assert.equal(wrong.length, 0, wrong.join('\n'));
        });
    }

    await check('the keyboard comes to the box first, then to the results',
        async () => {
            const page = await open('/?q=ocop');
            const order = await tabs(page, 4);
            assert.equal(order[0], 'skip');
            assert.ok(order.includes('q'), `${order}`);
            await page.locator('.skip').focus();
            await page.keyboard.press('Enter');
            await page.keyboard.press('Tab');
            assert.ok(await page.evaluate(() => document.getElementById('main')
                .contains(document.activeElement)));
        });

    await check('by keyboard alone: asked, suggested, filtered, opened, back',
        async () => {
            const page = await open('/');
            const keys = page.keyboard;
            assert.equal(await page.evaluate(() => document.activeElement.id),
                'q'); // on the page that only asks
            await keys.type('ke hoach');
            await page.locator('.hit').first().waitFor();
            await page.locator('#suggestions li').first().waitFor();
            await keys.press('Escape');
            for (let n = 0; n < 200; n++) {
                await keys.press('Tab');
                if (await page.evaluate(() =>
                    document.activeElement.dataset.field === 'type'))
                    break;
            }
            await keys.press('Enter');
            await until('a filter', () =>
                new URL(page.url()).searchParams.get('type'));
            await page.locator('.chips').waitFor();
            const filtered = page.url();
            await page.locator('.skip').focus();
            await keys.press('Enter');
            for (let n = 0; n < 200; n++) {
                await keys.press('Tab');
                if (await page.evaluate(() => document.activeElement.matches(
                    '.hit h2 a')))
                    break;
            }
            await keys.press('Enter');
            await page.waitForURL(/\/documents\//);
            await page.goBack();
            // Behind it now: #main, where the first link led.
            await until(`${filtered} again`, () => {
                assert.equal(page.url().split('#')[0], filtered);
                return true;
            });
            await page.locator('.hit').first().waitFor();
        });

    await check('what has the focus is seen to have it', async () => {
        const page = await open('/?q=ocop');
        for (let n = 0; n < 40; n++) {
            await page.keyboard.press('Tab');
            const seen = await page.evaluate(() => {
                const style = getComputedStyle(document.activeElement);
                return document.activeElement === document.body ||
                    style.outlineStyle !== 'none' ||
                    style.boxShadow !== 'none' ? ''
                    : document.activeElement.outerHTML.slice(0, 200);
            });
            assert.equal(seen, '');
        }
    });

    await check('landmarks: one of each, the rest have names', async () => {
        const page = await open('/?q=ocop');
        const marks = await page.evaluate(() => ({
            main: document.querySelectorAll('main').length,
            banner: document.querySelectorAll('body > header').length,
            footer: document.querySelectorAll('body > footer').length,
            search: document.querySelectorAll('[role=search]').length,
            h1: document.querySelectorAll('h1').length,
            unnamed: [...document.querySelectorAll('nav, aside')].filter(e =>
                !e.getAttribute('aria-label') &&
                !e.getAttribute('aria-labelledby')).length
        }));
        assert.deepEqual(marks, { main: 1, banner: 1, footer: 1, search: 1,
            h1: 1, unnamed: 0 });
    });

    await stop();
});
