// map.mjs DIR - provinces as a map of tiles: what a tile counts is what it
// finds, on both maps; shades, several at once, keyboard, narrow, dark.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { check, verdict } from '../http/server.mjs';
import { follow, shot, site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);

// Province, date, how many documents.
const held = [
    ['Hà Nội', '2020-05-01', 40], ['Hà Nội', '2026-05-01', 2],
    ['Hà Tây', '2005-05-01', 3], ['Hà Sơn Bình', '1980-05-01', 1],
    ['Ninh Thuận', '2022-05-01', 12], ['Khánh Hòa', '2021-05-01', 5],
    ['Khánh Hòa', '2026-05-01', 2], ['Thừa Thiên Huế', '2019-05-01', 3],
    ['Huế', '2026-02-01', 2], ['Bình Định', '2018-05-01', 4],
    ['Gia Lai', '2018-05-01', 6], ['Gia Lai', '2026-01-01', 1],
    ['Cà Mau', '2024-05-01', 1], ['Lai Châu', '2024-05-01', 1],
    ['Hồ Chí Minh', '2024-05-01', 20], ['Vùng Xa Lạ', '2024-05-01', 2]
];

function write() {
    const file = path.join(dir, 'places.jsonl');
    const lines = held.flatMap(([province, date, n], row) =>
        Array.from({ length: n }, (_, i) => JSON.stringify({
            id: `${row}-${i}`, text: `Kế hoạch thi đua số ${row} ${i}`,
            metadata: { province, date }
        })));
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
}

const asked = '/?q=đua';
const tile = (page, code) => page.locator(`#tile-${code}`);

// Every tile of the map: {code, name, count, href, shade, chosen}.
const tiles = page => page.locator('.tiles li').evaluateAll(all =>
    all.map(li => {
        const [, name, count] = /^([^:]*)(?:: ([\d.,]+))?/.exec(
            li.firstElementChild.title);
        return {
            name, count: count && Number(count.replace(/[.,]/g, '')),
            letters: li.textContent, code: li.firstElementChild.id.slice(5),
            href: li.firstElementChild.getAttribute('href'),
            shade: /\bs(\d)\b/.exec(li.className)?.[1] ?? 'unknown',
            covered: li.classList.contains('covered'),
            chosen: li.firstElementChild.getAttribute('aria-current')
        };
    }));

const counted = async page => Object.fromEntries((await tiles(page))
    .filter(one => one.count).map(one => [one.name, one.count]));

const chosen = async page => (await tiles(page))
    .filter(one => one.chosen === 'true').map(one => one.name).sort();

const provinces = page => new URL(page.url()).searchParams
    .getAll('province').sort();

async function total(page) {
    // Behind it stands how long it took, which has digits too.
    const says = await page.locator('h1.total').evaluate(
        h => h.firstChild.textContent);
    return Number(/\d[\d.]*/.exec(says)?.[0].replace('.', '') ?? 0);
}

// Click and wait for the page that it leads to.
async function press(page, locator) {
    const was = page.url();
    await locator.click();
    await until('another address', () => page.url() !== was);
    await until('its page', () => page.locator('main:not([aria-busy])')
        .count());
    await settled(page);
}

// Until the hidden fields of the form are those of the address: the new page
// was put in place.
function settled(page) {
    return until('the page of the address', () => page.evaluate(() => {
        const form = [...document.querySelectorAll(
            '#search input[name=province]')].map(one => one.value).sort();
        const url = new URLSearchParams(location.search);
        return String(form) === String(url.getAll('province').sort()) &&
            (document.querySelector('.map').classList.contains('before')) ===
                (url.get('map') === '63');
    }));
}

function luminance([r, g, b]) {
    const [x, y, z] = [r, g, b].map(c => c / 255).map(c =>
        (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}

function contrast(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
}

// What is written on what, of each tile: [[letters, ink, ground]].
const colours = page => page.locator('.tiles li').evaluateAll(all => {
    const rgb = text => text.match(/[\d.]+/g).map(Number);
    const ground = node => {
        for (let one = node; one; one = one.parentElement) {
            const colour = rgb(getComputedStyle(one).backgroundColor);
            if (colour.length === 3 || colour[3] > 0)
                return colour.slice(0, 3);
        }
        return [255, 255, 255];
    };
    return all.map(({ firstElementChild: one, className }) => ({
        letters: `${one.textContent} ${className}`,
        ink: rgb(getComputedStyle(one).color), ground: ground(one)
    }));
});

await verdict(async () => {
    const { open, stop } = await site(dir, { sources: [write()] });

    // Whether every tile finds what it counts; `plain` is without a script.
    async function assertFound(target) {
        const page = await open(target, { script: false });
        const links = (await tiles(page)).filter(one => one.href &&
            !one.chosen);
        const got = {};
        const want = {};
        for (const one of links) {
            await page.goto(new URL(one.href, page.url()).href);
            got[one.name] = await total(page);
            want[one.name] = one.count;
            assert.deepEqual(await chosen(page), [one.name]);
        }
        assert.deepEqual(got, want);
        await page.context().close();
        return want;
    }

    await check('today: a tile finds what it counts', async () => {
        assert.deepEqual(await assertFound(asked), {
            'Hà Nội': 45, 'Khánh Hòa': 19, 'Huế': 5, 'Gia Lai': 11,
            'Cà Mau': 1, 'Lai Châu': 1, 'Hồ Chí Minh': 20
        });
    });

    await check('before: by the province as of the date', async () => {
        assert.deepEqual(await assertFound(`${asked}&map=63`), {
            'Hà Nội': 42, 'Ninh Thuận': 12, 'Khánh Hòa': 7,
            'Thừa Thiên Huế': 5, 'Bình Định': 4, 'Gia Lai': 7, 'Cà Mau': 1,
            'Lai Châu': 1, 'Hồ Chí Minh': 20
        });
    });

    await check('the list has the same, and what no map has', async () => {
        for (const map of ['', '&map=63']) {
            const page = await open(`${asked}${map}`, { script: false });
            await page.locator('.province summary').click();
            const lines = await page.locator('.province .value')
                .evaluateAll(all => all.map(one => ({
                    name: one.querySelector('.label').textContent,
                    count: Number(one.querySelector('.count').textContent),
                    href: one.href
                })));
            const named = Object.fromEntries(lines.map(
                ({ name, count }) => [name, count]));
            for (const [name, count] of Object.entries(await counted(page)))
                assert.equal(named[name], count, name);
            assert.equal(named['Hà Sơn Bình'], 1);
            assert.equal(named['Hà Tây'], map ? 3 : undefined);
            for (const { name, count, href } of lines) {
                await page.goto(href);
                assert.equal(await total(page), count, `${name} ${href}`);
            }
            await page.context().close();
        }
    });

    await check('63 and 34 tiles, none over another', async () => {
        for (const [map, n] of [['', 34], ['&map=63', 63]]) {
            const page = await open(`${asked}${map}`);
            const all = await tiles(page);
            assert.equal(all.length, n);
            assert.equal(new Set(all.map(one => one.letters)).size, n);
            assert.equal(new Set(all.map(one => one.name)).size, n);
            const places = await page.locator('.tiles li').evaluateAll(
                some => some.map(one => {
                    const { x, y, width, height } =
                        one.getBoundingClientRect();
                    return `${Math.round(x)} ${Math.round(y)} ` +
                        `${Math.round(width) === Math.round(height)}`;
                }));
            assert.equal(new Set(places).size, n);
            assert.ok(places.every(place => place.endsWith('true')));
        }
    });

    await check('shades follow counts, none is no link', async () => {
        const page = await open(asked);
        const all = await tiles(page);
        const by = [...all].sort((a, b) => a.count - b.count);
        for (let i = 1; i < by.length; i++)
            assert.ok(by[i - 1].shade <= by[i].shade, by[i].name);
        assert.equal(by.at(-1).shade, '5');
        for (const one of all) {
            assert.equal(one.shade === '0', one.count === 0, one.name);
            assert.equal(one.href === null, one.count === 0, one.name);
        }
        assert.equal(await tile(page, 'khanh-hoa')
            .getAttribute('aria-label'), 'Khánh Hòa: 19 văn bản, KH');
        assert.equal(await page.locator('.legend span').count(), 5);
    });

    await check('a click filters, another one too, again takes off',
        async () => {
            const page = await open(asked);
            await page.evaluate(() => { window.same = true; });
            await press(page, tile(page, 'khanh-hoa'));
            assert.deepEqual(provinces(page), ['khanh-hoa']);
            assert.equal(await total(page), 19);
            // What others have is still known.
            assert.equal((await counted(page))['Hà Nội'], 45);
            await press(page, tile(page, 'hue'));
            assert.deepEqual(provinces(page), ['hue', 'khanh-hoa']);
            assert.equal(await total(page), 24);
            assert.deepEqual(await chosen(page), ['Huế', 'Khánh Hòa']);
            await shot(page, 'map-chosen');
            await press(page, tile(page, 'khanh-hoa'));
            assert.deepEqual(provinces(page), ['hue']);
            await press(page, tile(page, 'hue'));
            assert.deepEqual(provinces(page), []);
            assert.equal(await page.evaluate(() => window.same), true);
        });

    await check('Ninh Thuận on both maps', async () => {
        const page = await open(asked);
        await press(page, page.locator('#map-63'));
        assert.equal(new URL(page.url()).searchParams.get('map'), '63');
        await press(page, tile(page, 'ninh-thuan'));
        assert.deepEqual(provinces(page), ['=ninh-thuan']);
        assert.equal(await total(page), 12);
        assert.match(await page.locator('.chips').textContent(),
            /Tỉnh: Ninh Thuận \(lúc ban hành\)/);
        // Today it is a part of Khánh Hòa, which takes its place.
        await press(page, page.locator('#map-34'));
        assert.deepEqual(provinces(page), ['=ninh-thuan']);
        const [part] = (await tiles(page)).filter(one => one.covered);
        assert.equal(part.name, 'Khánh Hòa');
        assert.deepEqual(await chosen(page), []);
        await press(page, tile(page, 'khanh-hoa'));
        assert.deepEqual(provinces(page), ['khanh-hoa']);
        assert.equal(await total(page), 19);
        // And before it was two, of which one may be taken alone.
        await press(page, page.locator('#map-63'));
        assert.deepEqual((await tiles(page)).filter(one => one.covered)
            .map(one => one.name), ['Khánh Hòa', 'Ninh Thuận']);
        await press(page, tile(page, 'khanh-hoa'));
        assert.deepEqual(provinces(page), ['=khanh-hoa']);
        assert.equal(await total(page), 7);
    });

    await check('the map is kept: pages, sort, form, language', async () => {
        const page = await open(`${asked}&map=63`, { script: false });
        const links = await page.locator(
            '.pages a, .sort a, .facet:not(.province) a.value, .language a')
            .evaluateAll(all => all.map(one => one.getAttribute('href')));
        assert.ok(links.length > 3);
        for (const link of links)
            assert.match(link, /[?&]map=63/);
        assert.equal(await page.locator('#search input[name=map]')
            .inputValue(), '63');
        await page.locator('#q').fill('hoạch');
        await follow(page,
            page.locator('#search button[type=submit]').first());
        assert.equal(await page.locator('.map.before').count(), 1);
        const other = await open(asked, { script: false });
        assert.equal(await other.locator('#search input[name=map]').count(),
            0);
        assert.ok(!(await other.content()).includes('map=34'));
    });

    await check('a province written by a person', async () => {
        for (const value of ['Ninh Thuận', 'ninh thuan', '58']) {
            const page = await open(
                `${asked}&map=63&province=${encodeURIComponent(value)}`);
            assert.deepEqual(await chosen(page), ['Ninh Thuận']);
            await press(page, tile(page, 'ninh-thuan'));
            assert.deepEqual(provinces(page), []);
            await page.context().close();
        }
    });

    await check('nothing found: others are still offered', async () => {
        const page = await open(`${asked}&province=son-la`);
        assert.equal(await total(page), 0);
        assert.deepEqual(await chosen(page), ['Sơn La']);
        assert.equal((await counted(page))['Khánh Hòa'], 19);
    });

    await check('one stop of Tab, arrows to the neighbours', async () => {
        const page = await open(`${asked}&map=63&province=%3Dgia-lai`);
        const at = () => page.evaluate(() => document.activeElement.id);
        assert.equal(await page.locator('.tiles a[tabindex="0"]').count(), 1);
        await page.locator('#map-63').focus();
        await page.keyboard.press('Tab');
        assert.equal(await at(), 'tile-gia-lai'); // the chosen one
        await page.keyboard.press('ArrowRight');
        assert.equal(await at(), 'tile-binh-dinh');
        await page.keyboard.press('ArrowDown');
        assert.equal(await at(), 'tile-khanh-hoa');
        await page.keyboard.press('ArrowDown');
        assert.equal(await at(), 'tile-ninh-thuan');
        assert.match(await page.locator('.pointed').textContent(),
            /Ninh Thuận\s*12 văn bản/);
        await shot(page, 'map-keyboard');
        await page.keyboard.press('ArrowUp');
        assert.equal(await at(), 'tile-khanh-hoa');
        await page.keyboard.press('Tab');
        assert.ok(!(await at()).startsWith('tile-'));
        await page.keyboard.press('Shift+Tab');
        assert.equal(await at(), 'tile-khanh-hoa');
        await page.keyboard.press('Enter');
        await until('the filter', () => provinces(page).length === 2);
        await settled(page);
        assert.equal(await at(), 'tile-khanh-hoa');
        assert.equal(await page.locator('.tiles a[tabindex="0"]')
            .getAttribute('id'), 'tile-khanh-hoa');
    });

    await check('the tile under the pointer is named', async () => {
        const page = await open(asked);
        await tile(page, 'gia-lai').hover();
        assert.match(await page.locator('.pointed').textContent(),
            /Gia Lai\s*11 văn bản/);
        await page.locator('.tiles li', { hasText: 'SL' }).hover();
        assert.match(await page.locator('.pointed').textContent(),
            /Sơn La\s*0 văn bản/);
        await shot(page, 'map-pointed');
        await page.locator('h1').hover();
        assert.equal(await page.locator('.pointed').textContent(), '');
    });

    await check('narrow: as wide as the page, big enough to touch',
        async () => {
            for (const map of ['', '&map=63']) {
                const page = await open(`${asked}${map}`,
                    { width: 360, height: 740, touch: true });
                assert.ok(await page.evaluate(() =>
                    document.documentElement.scrollWidth) <= 360);
                for (const box of await page.locator('.tiles a')
                    .evaluateAll(all => all.map(one => {
                        const { width, height } = one.getBoundingClientRect();
                        return [width, height];
                    }))) {
                    assert.ok(Math.min(...box) >= 24, `${box}`);
                    assert.ok(Math.max(...box) <= 34, `${box}`);
                }
                await shot(page, `map-narrow${map ? '-63' : ''}`);
            }
        });

    await check('letters and what surrounds them have contrast', async () => {
        for (const dark of [false, true])
            for (const map of ['', '&map=63', '&province=hue']) {
                const page = await open(`${asked}${map}`, { dark });
                const seen = new Set();
                for (const { letters, ink, ground } of await colours(page)) {
                    assert.ok(contrast(ink, ground) >= 4.5,
                        `${letters} ${dark} ${contrast(ink, ground)}`);
                    seen.add(String(ground));
                }
                assert.ok(seen.size >= 4, `${seen.size} shades`);
                await shot(page, `map-${dark ? 'dark' : 'light'}${map}`);
                await page.context().close();
            }
    });

    await stop();
});
