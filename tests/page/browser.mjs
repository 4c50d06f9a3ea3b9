// browser.mjs - the search page in Debian's Chromium, for tests/page/*.mjs.
//
// A test makes a site (an index, a daemon over it, a browser), opens pages of
// it and looks at what a person would see.  What no page may ever do is asked
// of each by itself: it logs no error, breaks no content policy, asks nobody
// but the daemon.  Everything is bounded in time.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { load, start } from '../http/server.mjs';

const WAIT_MS = 15000; // for what must come true; under sanitizers

function findBrowser() {
    const names = ['chromium', 'chromium-browser'];
    for (const dir of process.env.PATH.split(path.delimiter)) {
        for (const name of names) {
            const file = path.join(dir, name);
            try {
                accessSync(file, constants.X_OK);
                return file;
            } catch { /* not here */ }
        }
    }
    throw new Error('no chromium in PATH: run make test-deps');
}

// Index what `sources` name into DIR/index: {index, text of cvdindex}.
export function makeIndex(dir, sources) {
    const index = path.join(dir, 'index');
    const text = execFileSync(path.join(process.env.BIN_DIR, 'cvdindex'),
        ['rebuild', '--index', index, ...sources],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return { index, text };
}

export function samples() {
    return path.join(process.env.CORPUS, 'samples');
}

// A site: the sample documents, or `sources`, or a ready `index`, in a daemon
// with more `options`.
//
//   open(target, how)  a page of it, as Playwright has it.  how: {script:
//                      false, width, height, dark, touch, motion: true, zoom,
//                      offline}
//   url                "http://127.0.0.1:PORT"
//   port, stop(), server, browser
export async function site(dir, { sources, index, options = [] } = {}) {
    const { chromium } = await load('playwright-core');
    index ??= makeIndex(dir, sources ?? [samples()]).index;
    // What is right must not depend on how busy the machine is.
    const server = await start(index, ['--deadline-ms', '30000', ...options]);
    const browser = await chromium.launch({
        executablePath: findBrowser(),
        // In a container there is no sandbox within the sandbox; and no
        // shared memory of a size that pages need.
        args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
        timeout: 60000
    });
    const url = `http://127.0.0.1:${server.port}`;
    const wrong = [];

    async function open(target = '/', how = {}) {
        const context = await browser.newContext({
            viewport: { width: how.width ?? 1280, height: how.height ?? 900 },
            deviceScaleFactor: how.zoom ?? 1,
            javaScriptEnabled: how.script ?? true,
            colorScheme: how.dark ? 'dark' : 'light',
            reducedMotion: how.motion ? 'no-preference' : 'reduce',
            hasTouch: how.touch ?? false, isMobile: how.touch ?? false,
            acceptDownloads: true, locale: how.locale ?? 'vi-VN',
            permissions: how.permissions ?? []
        });
        context.setDefaultTimeout(WAIT_MS);
        const page = await context.newPage();
        watch(page, how);
        if (how.script ?? true)
            awaitScript(page);
        if (target !== null)
            await page.goto(url + target);
        return page;
    }

    // The script begins after the first paint; a person is not so quick as to
    // be before it, a test is.
    function awaitScript(page) {
        for (const name of ['goto', 'reload', 'goBack', 'goForward']) {
            const go = page[name].bind(page);
            page[name] = async (...args) => {
                const answer = await go(...args);
                if (page.url().startsWith(`${url}/`))
                    await page.waitForFunction(() =>
                        !document.querySelector('script[src^="/script.js"]') ||
                        document.documentElement.dataset.script === 'on');
                return answer;
            };
        }
    }

    // What a page does that none may do; `how.errors` are expected.
    function watch(page, how) {
        const note = what => wrong.push(`${page.url()}: ${what}`);
        page.on('pageerror', error => note(error.stack));
        page.on('console', message => {
            const text = message.text();
            if (message.type() === 'error' && !how.errors?.test(text))
                note(text);
        });
        page.on('request', request => {
            if (!request.url().startsWith(`${url}/`) &&
                !/^(data|blob|about):/.test(request.url()))
                note(`asks ${request.url()}`);
        });
        page.on('dialog', dialog => {
            note(`dialog: ${dialog.message()}`);
            dialog.dismiss();
        });
    }

    async function stop() {
        await browser.close();
        await server.stop();
        assert.deepEqual(wrong, []);
    }

    return { open, url, port: server.port, stop, server, browser, wrong };
}

// Click a link or the button of a form, and be on the page that it leads to:
// a click alone does not wait for what a form asks for.
export async function follow(page, link) {
    await Promise.all([page.waitForEvent('framenavigated'), link.click()]);
    await page.waitForLoadState();
}

// Keep a picture of `page` where SHOTS says, to be looked at; nothing where
// it says nothing.
export async function shot(page, name, how = {}) {
    if (!process.env.SHOTS)
        return;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`),
        fullPage: true, ...how });
}

// Wait until fn() holds and give what it gave; it may throw until then.
export async function until(what, fn, ms = WAIT_MS) {
    const end = Date.now() + ms;
    for (let why = '';;) {
        try {
            const got = await fn();
            if (got)
                return got;
        } catch (error) {
            why = `: ${error.message}`;
        }
        if (Date.now() > end)
            assert.fail(`waited ${ms} ms for ${what}${why}`);
        await new Promise(resolve => { setTimeout(resolve, 20); });
    }
}
