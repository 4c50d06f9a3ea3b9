// screenshots.mjs DIR OUT [STATE...] - pictures of the main states of the page
// into OUT, of the sample documents: wide and narrow, light and dark, in
// English.  Run by `make screenshots`; to be looked at by a person.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { site } from './browser.mjs';
import { states } from './states.mjs';

const [dir, out, ...only] = process.argv.slice(2);

const looks = [
    { name: 'wide', how: { width: 1280, height: 800 } },
    { name: 'dark', how: { width: 1280, height: 800, dark: true } },
    { name: 'narrow', how: { width: 360, height: 740, zoom: 2, touch: true } },
    { name: 'english', how: { width: 1280, height: 800 }, lang: 'en' },
];

const { open, url, stop } = await site(dir);
mkdirSync(out, { recursive: true });
for (const { name, how, lang } of looks) {
    for (const state of states.filter(s => !only.length ||
        only.includes(s.name))) {
        const page = await open(null, { ...how, errors: /status of 40[04]/ });
        const target = new URL(state.target, url);
        if (lang)
            target.searchParams.set('lang', lang);
        await page.goto(target.href);
        await state.act?.(page);
        const file = path.join(out, `${state.name}-${name}.png`);
        await page.screenshot({ path: file, fullPage: true });
        console.log(file);
        await page.context().close();
    }
}
await stop();
process.exit(0);
