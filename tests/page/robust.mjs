// robust.mjs DIR - what goes wrong between a page and its server, and what
// people do at the wrong moment: answers out of order, steps of the history
// that are no pages, errors put in place, upgrades, servers that are slow,
// busy or others; and that a page left open all day does not grow.

import assert from 'node:assert/strict';
import { ask, check, verdict } from '../http/server.mjs';
import { site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);
const DENSE = '/documents/ninh-thuan%2Fke-hoach-37-tu-2021.txt';

const query = page => new URL(page.url()).searchParams.get('q');
const same = page => page.evaluate(() => window.same === true);
const busy = page => page.locator('#main[aria-busy]').count();

async function answered(page, q) {
    await until(`the answer to ${q}`, async () => query(page) === q &&
        await page.title().then(title => title.startsWith(q)));
}

// Keeps what is asked for where `wanted(url)` until the function it gives is
// called; {release, asked: resolves when it is asked for}.
async function hold(page, wanted) {
    let release, tell;
    const held = new Promise(resolve => { release = resolve; });
    const asked = new Promise(resolve => { tell = resolve; });
    await page.route(wanted, async route => {
        tell();
        await held;
        await route.continue().catch(() => {});
    });
    return { release, asked };
}

const asks = q => url => url.pathname === '/' &&
    url.searchParams.get('q') === q;

async function skipToMain(page) {
    await page.locator('a.skip').focus();
    await page.keyboard.press('Enter');
    await until('the step', () => page.url().endsWith('#main'));
}

// ---- the history -----------------------------------------------------------

async function history(open) {
    await check('back to a step within the page is back to its page',
        async () => {
            const page = await open('/?q=ocop');
            await skipToMain(page);
            await page.locator('#q').fill('thi đua');
            await answered(page, 'thi đua');
            await page.goBack();
            await answered(page, 'ocop');
            await page.goBack();
            await answered(page, 'ocop');
            await page.goForward();
            await page.goForward();
            await answered(page, 'thi đua');
        });

    await check('what is typed after Back does not take the place of a page',
        async () => {
            const page = await open('/?q=ocop');
            await page.locator('#q').fill('thi đua');
            await answered(page, 'thi đua');
            await page.goBack();
            await answered(page, 'ocop');
            await page.locator('#q').fill('nông thôn');
            await answered(page, 'nông thôn');
            await page.goBack();
            await answered(page, 'ocop');
        });

    await check('Back while an answer is on its way leaves what is there',
        async () => {
            const page = await open('/?q=ocop');
            const { release, asked } = await hold(page, asks('thi đua'));
            await page.locator('#q').fill('thi đua');
            await asked;
            await page.goBack();
            await until('the box', async () =>
                await page.locator('#q').inputValue() === 'ocop');
            release();
            await page.evaluate(() => fetch('/healthz'));
            await answered(page, 'ocop');
            assert.equal(await busy(page), 0);
        });

    await check('forward before Back was answered leaves what is there',
        async () => {
            const page = await open('/?q=ocop');
            await page.locator('#q').fill('thi đua');
            await answered(page, 'thi đua');
            const { release, asked } = await hold(page, asks('ocop'));
            await page.goBack();
            await asked;
            await page.goForward();
            await page.evaluate(() => fetch('/healthz'));
            release();
            await page.evaluate(() => fetch('/healthz'));
            await answered(page, 'thi đua');
        });

    await check('what is typed is shown where the address may not change',
        async () => {
            const page = await open('/?q=ocop');
            await page.evaluate(() => {
                const refuse = () => {
                    throw new DOMException('too often', 'SecurityError');
                };
                window.history.pushState = refuse;
                window.history.replaceState = refuse;
            });
            await page.locator('#q').fill('thi đua');
            await until('the answer', async () =>
                (await page.title()).startsWith('thi đua'));
        });

    await check('a page the browser kept shows what its address says',
        async () => {
            const page = await open('/?q=ocop');
            const { release, asked } = await hold(page, asks('thi đua'));
            await page.locator('#q').fill('thi đua');
            await asked;
            await page.evaluate(() => window.dispatchEvent(
                new PageTransitionEvent('pagehide', { persisted: true })));
            release();
            await page.evaluate(() => fetch('/healthz'));
            assert.equal(await page.locator('.failed').count(), 0);
            assert.equal(await busy(page), 0);
            assert.ok((await page.title()).startsWith('ocop'));
            await page.evaluate(() => window.dispatchEvent(
                new PageTransitionEvent('pageshow', { persisted: true })));
            await answered(page, 'thi đua');
        });

    await check('of two links pressed one after the other the last is shown',
        async () => {
            const page = await open('/?q=kế hoạch');
            const links = page.locator('#filters .type a.value');
            const [first, last] = await links.evaluateAll(all => [all[0],
                all[1]].map(link => link.dataset.value));
            const { release, asked } = await hold(page, url =>
                url.searchParams.get('type') === first);
            await links.nth(0).click();
            await asked;
            await links.nth(1).click();
            await until('the last', () => page.evaluate(value =>
                document.querySelector('[data-field=type][aria-current]')
                    ?.dataset.value === value, last));
            release();
            await page.evaluate(() => fetch('/healthz'));
            assert.equal(new URL(page.url()).searchParams.get('type'),
                last);
            assert.equal(await page.locator(
                '#filters [data-field=type][aria-current]')
                .getAttribute('data-value'), last);
        });
}

// ---- the box ---------------------------------------------------------------

async function box(open) {
    await check('letters typed while an answer comes stay', async () => {
        const page = await open('/');
        const { release, asked } = await hold(page, asks('thi'));
        await page.locator('#q').fill('thi');
        await page.keyboard.press('Enter');
        await asked;
        // Within the pause after which they are asked for.
        await page.evaluate(() => {
            document.getElementById('q').value = 'thi đua';
        });
        release();
        await page.locator('#results').waitFor();
        assert.equal(await page.locator('#q').inputValue(), 'thi đua');
        await page.locator('#q').dispatchEvent('input');
        await answered(page, 'thi đua');
    });

    await check('suggestions come again once the server is no more busy',
        async () => {
            const page = await open('/', { errors: /503/ });
            await page.route(/suggest/, route => route.fulfill({ status: 503,
                body: '' }));
            const refused = page.waitForResponse(/suggest/);
            await page.locator('#q').fill('hàng v');
            await refused;
            await page.unroute(/suggest/);
            await page.locator('#q').fill('');
            await page.locator('#q').pressSequentially('hàng v');
            await page.locator('#suggestions:not([hidden]) li').first()
                .waitFor();
        });

    await check('no option is named that is not there', async () => {
        const page = await open('/?q=ocop');
        const named = () => page.evaluate(() => {
            const q = document.getElementById('q');
            const id = q.getAttribute('aria-activedescendant');
            const item = id && document.getElementById(id);
            return !id || q.getAttribute('aria-expanded') === 'true' &&
                Boolean(item?.checkVisibility());
        });
        await page.locator('#q').fill('hàng v');
        await page.locator('#suggestions li').first().waitFor();
        await page.keyboard.press('ArrowDown');
        assert.ok(await page.locator('#q')
            .getAttribute('aria-activedescendant'));
        for (const key of ['ArrowUp', 'ArrowDown', 'i', 'ArrowDown',
            'Backspace', 'ArrowDown', 'Escape', 'ArrowDown', 'Home']) {
            await page.keyboard.press(key);
            assert.ok(await named(), key);
        }
        await page.goBack();
        await answered(page, 'ocop');
        assert.ok(await named());
        await page.locator('#suggestions').waitFor({ state: 'hidden' });
    });
}

// ---- other answers than pages ----------------------------------------------

async function failures(open) {
    await check('from an error in place there is a way back, and on',
        async () => {
            const page = await open('/?q=ocop', { errors: /400/ });
            await page.evaluate(() => { window.same = true; });
            await page.locator('#q').fill('a'.repeat(9000));
            await page.locator('body.error').waitFor();
            await page.goBack();
            await answered(page, 'ocop');
            await page.goForward();
            await page.locator('body.error').waitFor();
            await page.locator('#q').fill('thi đua');
            await answered(page, 'thi đua');
            assert.ok(await same(page));
        });

    await check('what is too long to be asked is told', async () => {
        const page = await open('/?q=ocop', { errors: /414/ });
        const text = 'a'.repeat(30000);
        await page.locator('#q').fill(text);
        await page.locator('.failed').waitFor();
        assert.match(await page.locator('.failed').textContent(), /dài quá/);
        assert.equal(await page.locator('#q').inputValue(), text);
    });

    await check('a page of another is opened as such: to sign in',
        async () => {
            const page = await open('/?q=ocop');
            await page.route(asks('thi đua'), route => route.fulfill({
                contentType: 'text/html; charset=utf-8',
                body: '<h1>Đăng nhập</h1>' }));
            await page.locator('#q').fill('thi đua');
            await page.getByText('Đăng nhập').waitFor();
        });

    await check('a page of a new version is opened anew, not while one types',
        async () => {
            const page = await open('/?q=ocop');
            await page.evaluate(() => { window.same = true; });
            await page.route(url => url.pathname === '/', async route => {
                const answer = await route.fetch();
                await route.fulfill({ response: answer,
                    body: (await answer.text()).replace(/script\.js\?v=\w+/,
                        'script.js?v=0') });
            });
            await page.locator('#q').fill('kế hoạch');
            await answered(page, 'kế hoạch');
            assert.ok(await same(page));
            await page.locator('#filters .type a.value').first().click();
            await until('a new page', async () => !await same(page));
            await answered(page, 'kế hoạch');
            await page.locator('.chips').waitFor();
        });

    await check('who waits is told so, and no longer than that', async () => {
        const page = await open('/?q=ocop', { errors: /ERR_FAILED|503/ });
        const { release, asked } = await hold(page, asks('thi đua'));
        await page.locator('#q').fill('thi đua');
        await asked;
        await page.locator('#main[aria-busy=true]').waitFor();
        release();
        await answered(page, 'thi đua');
        assert.equal(await busy(page), 0);
        for (const answer of [route => route.abort(),
            route => route.fulfill({ status: 503, body: 'busy' })]) {
            await page.route(asks('nông thôn'), answer);
            await page.locator('#q').fill('nông thôn');
            await page.locator('.failed').waitFor();
            assert.equal(await busy(page), 0);
            await page.unroute(asks('nông thôn'));
            await page.locator('#q').fill('ocop');
            await answered(page, 'ocop');
            await page.locator('.failed').waitFor({ state: 'detached' });
        }
    });

    await check('an answer that never comes is given up', async () => {
        const page = await open('/?q=ocop');
        await page.clock.install();
        const { release, asked } = await hold(page, asks('thi đua'));
        await page.locator('#q').fill('thi đua');
        await page.clock.runFor(1000);
        await asked;
        await page.clock.runFor(61000);
        await page.locator('.failed').waitFor();
        assert.equal(await busy(page), 0);
        release();
    });
}

// ---- other pages -----------------------------------------------------------

async function others(open) {
    await check('a graph: back to a step within the page is back to it',
        async () => {
            const page = await open(`${DENSE}/graph`);
            const title = await page.locator('h1').textContent();
            await skipToMain(page);
            await page.locator('a.node:not(.centre)').first().click();
            await until('the next', async () =>
                await page.locator('h1').textContent() !== title);
            await page.goBack();
            await until('the first', async () =>
                await page.locator('h1').textContent() === title);
            assert.ok(page.url().includes(DENSE), page.url());
        });

    await check('a graph: who leaves while the next comes is not led there',
        async () => {
            const page = await open(`${DENSE}/graph`,
                { errors: /ERR_FAILED/ });
            await page.evaluate(() => { window.same = true; });
            let fail;
            const failing = new Promise(resolve => { fail = resolve; });
            let asked = 0;
            await page.route(/\/graph/, async route => {
                asked++;
                await failing;
                await route.abort().catch(() => {});
            });
            await page.locator('a.node:not(.centre)').first().click();
            await until('the question', () => asked === 1);
            await page.evaluate(() => window.dispatchEvent(
                new PageTransitionEvent('pagehide')));
            fail();
            await page.evaluate(() => fetch('/healthz'));
            assert.ok(await same(page));
            assert.equal(asked, 1);
        });

    await check('a graph of a new version is opened anew', async () => {
        const page = await open(`${DENSE}/graph`);
        await page.evaluate(() => { window.same = true; });
        await page.route(/\/graph/, async route => {
            const answer = await route.fetch();
            await route.fulfill({ response: answer,
                body: (await answer.text()).replace(/script\.js\?v=\w+/,
                    'script.js?v=0') });
        });
        await page.locator('a.node:not(.centre)').first().click();
        await until('a new page', async () => !await same(page));
        await page.locator('#citation-graph').waitFor();
    });

    await check('what the clipboard refuses is copied all the same',
        async () => {
            const page = await open(DENSE);
            await page.evaluate(() => {
                Object.defineProperty(navigator, 'clipboard', { value: {
                    writeText: () => Promise.reject(new Error('refused'))
                } });
                document.addEventListener('copy', () => {
                    window.copied = String(getSelection());
                });
            });
            await page.locator('button.copy').click();
            await until('it is told', async () => (await page.locator(
                'button.copy').textContent()).startsWith('Đã'));
            assert.equal(await page.evaluate(() => window.copied),
                await page.locator('#cite-as').innerText());
        });
}

// ---- what a page may do ----------------------------------------------------

const POLICY = { 'default-src': "'none'", 'script-src': "'self'",
    'style-src': "'self'", 'img-src': "'self'", 'connect-src': "'self'",
    'form-action': "'self'", 'base-uri': "'none'",
    'frame-ancestors': "'none'" };

// Of pages and of what says that there is none: it runs and loads nothing of
// others, stands in no frame, and what was sought is told nobody.
async function policy(port) {
    for (const [target, status] of [['/', 200], ['/?q=ocop', 200],
        ['/?q=khongcotunay&year=1900', 200], [DENSE, 200],
        [`${DENSE}/graph`, 200], ['/references/277-KH%2FBC%C4%90', 200],
        ['/references/277-KH%2FBC%C4%90/graph', 200], ['/?from=x', 400],
        ['/nowhere', 404], ['/documents/none', 404],
        ['/documents/none/graph', 404], ['/references/none', 404],
        [`${DENSE}/original`, 404]])
        await check(`the policy of ${target}`, async () => {
            const { headers, ...answer } = await ask(port, target);
            assert.equal(answer.status, status);
            assert.match(headers['content-type'], /^text\/html/);
            const rules = headers['content-security-policy'].split(/; */)
                .map(rule => [rule.split(' ')[0],
                    rule.slice(rule.indexOf(' ') + 1)]);
            assert.deepEqual(Object.fromEntries(rules), POLICY);
            assert.equal(headers['referrer-policy'], 'same-origin');
            assert.equal(headers['x-content-type-options'], 'nosniff');
        });
}

// ---- all day ---------------------------------------------------------------

async function counts(cdp) {
    await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    const of = name => metrics.find(m => m.name === name).value;
    return { listeners: of('JSEventListeners'), nodes: of('Nodes'),
        documents: of('Documents') };
}

// Ask for each of `words` in turn, `times`.
async function askOften(page, words, times) {
    for (let i = 0; i < times; i++) {
        const q = words[i % words.length];
        await page.evaluate(text => {
            const { form } = document.getElementById('q');
            form.elements.q.value = text;
            form.requestSubmit();
        }, q);
        await page.waitForFunction(text => document.title.startsWith(text) &&
            !document.querySelector('[aria-busy]'), q);
    }
}

async function growth(open) {
    await check('a page left open does not grow with what it shows',
        async () => {
            const page = await open('/?q=ocop');
            const cdp = await page.context().newCDPSession(page);
            const words = ['kế hoạch', 'thi đua'];
            await cdp.send('Performance.enable');
            await askOften(page, words, 10);
            const before = await counts(cdp);
            await askOften(page, words, 60);
            const after = await counts(cdp);
            const text = JSON.stringify({ before, after });
            // A leak of one a page would be 60 of them.
            assert.ok(after.listeners - before.listeners < 30, text);
            assert.ok(after.documents - before.documents < 10, text);
            assert.ok(after.nodes < before.nodes * 1.5, text);
        });
}

await verdict(async () => {
    const { open, port, stop } = await site(dir);
    for (const part of [history, box, failures, others, growth])
        await part(open);
    await policy(port);
    await stop();
});
