// screenshots.mjs DIR OUT [STATE...] - pictures of the main states of the page
// into OUT, of the sample documents: wide and narrow, light and dark, in
// English, without a script, on paper.  Run by `make screenshots`; to be looked
// at by a person.

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
    { name: 'tablet', how: { width: 768, height: 1024, touch: true } },
    { name: 'zoomed', how: { width: 640, height: 400, zoom: 2 } },
    { name: 'small', how: { width: 320, height: 568, touch: true } },
    { name: 'plain', how: { width: 1280, height: 800, script: false } },
    { name: 'paper', how: { width: 794, height: 1123 }, media: 'print' },
];

const { open, url, stop } = await site(dir);
mkdirSync(out, { recursive: true });
for (const { name, how, lang, media } of looks) {
    for (const state of states.filter(s => !only.length ||
        only.includes(s.name))) {
        const page = await open(null, { ...how, errors: /status of 40[04]/ });
        const target = new URL(state.target, url);
        if (lang)
            target.searchParams.set('lang', lang);
        await page.goto(target.href);
        if (how.script !== false)
            await state.act?.(page);
        await page.emulateMedia({ media });
        const file = path.join(out, `${state.name}-${name}.png`);
        await page.screenshot({ path: file, fullPage: !state.part });
        console.log(file);
        await page.context().close();
    }
}
await stop();
process.exit(0);
