// timeline.mjs DIR - the bars of time: what they count, where they lead, a
// range by pointer, touch and keys, months, what is chosen.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { check, verdict } from '../http/server.mjs';
import { shot, site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);

// 2003 to 2026 without 2006: a year has as many documents as its last figure
// and one more, of which the first has a year alone; three have no date.
function documents() {
    const dates = [undefined, undefined, undefined];
    for (let year = 2003; year <= 2026; year++) {
        for (let i = 0; i <= year % 10 && year !== 2006; i++)
            dates.push(i === 0 ? `${year}` :
                `${year}-${String(i).padStart(2, '0')}-15`);
    }
    const texts = dates.map(date => ['thi đua yêu nước', date]);
    // Far from each other; and all within two years.
    texts.push(['ngày đọc sai', '0201-05-05'], ['ngày đọc sai', '1946-10-03'],
        ['ngày đọc sai', '2021'], ['ngày đọc sai', '2099-01-01'],
        ['mới đây', '2025-03'], ['mới đây', '2026-01-31']);
    return texts.map(([text, date], i) => JSON.stringify({
        id: `d${i}`, text: `${text} văn bản thứ ${i}`, title: `Văn bản ${i}`,
        metadata: date ? { date } : {}
    })).join('\n');
}

const QUERY = 'thi đua yêu nước';
const ASKED = `/?q=${encodeURIComponent(QUERY)}`;

// What the address limits the search to.
function limits(page) {
    const { searchParams } = new URL(page.url());
    return [searchParams.get('from'), searchParams.get('to')];
}

// The bars on the page: {period: count}, of those that have some.
async function counts(page, unit) {
    const items = await page.locator(`.${unit} li`).evaluateAll(all => all
        .filter(item => item.querySelector('a'))
        .map(item => [item.dataset.period, item.querySelector('a')
            .getAttribute('aria-label')]));
    return Object.fromEntries(items.map(([period, label]) =>
        [period, Number(/: ([0-9.]+) văn bản$/.exec(label)[1])]));
}

async function total(page) {
    const text = await page.locator('h1').textContent();
    return Number(/^([0-9.]+) văn bản/.exec(text)[1].replace('.', ''));
}

const bar = (page, period) => page.locator(`.bars [data-period="${period}"]`);

const chosen = page => page.locator('.bars .chosen')
    .evaluateAll(all => all.map(item => item.dataset.period));

const picked = page => page.locator('.bars .picked')
    .evaluateAll(all => all.map(item => item.dataset.period));

const said = page => page.locator('.said').textContent();

// A date as the field shows it.
const asTyped = iso => iso.split('-').reverse().join('/');

async function limited(page, from, to) {
    await until(`${from} to ${to}`, async () =>
        limits(page).join() === `${from},${to}` &&
        await page.locator('#from').inputValue() === asTyped(from));
}

async function middle(page, period) {
    const box = await bar(page, period).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
}

async function dragTo(page, from, to) {
    await page.mouse.move(...await middle(page, from));
    await page.mouse.down();
    await page.mouse.move(...await middle(page, to), { steps: 5 });
}

// All results lie in years `from` to `to`.
async function resultsWithin(page, from, to) {
    const times = await page.locator('.hit time').evaluateAll(all =>
        all.map(time => Number(time.getAttribute('datetime').slice(0, 4))));
    assert.ok(times.length > 0);
    for (const year of times)
        assert.ok(year >= from && year <= to, `${year}`);
}

await verdict(async () => {
    const source = path.join(dir, 'docs.jsonl');
    writeFileSync(source, documents());
    const { open, url, stop } = await site(dir, { sources: [source] });
    const api = async more => (await fetch(
        `${url}/api/v1/timeline${ASKED.slice(1)}${more}`)).json();

    await check('the bars count what the API counts', async () => {
        const page = await open(ASKED);
        const { periods, total: all, undated } = await api('&unit=year');
        const want = periods.filter(one => one.count > 0);
        assert.deepEqual(await counts(page, 'years'), Object.fromEntries(
            want.map(one => [one.period, one.count])));
        assert.equal(await total(page), all);
        // The gap is there, and no link.
        assert.equal(await page.locator('.years li').count(),
            periods.length);
        assert.equal(await bar(page, '2006').locator('a').count(), 0);
        assert.equal(await page.locator('.not-drawn').textContent()
            .then(text => text.trim()), `${undated} văn bản không rõ ngày`);
        assert.equal(await page.locator('.most').textContent(), '10');
        await shot(page, 'timeline');
    });

    await check('bars are to scale', async () => {
        const page = await open(ASKED);
        const height = async period => (await bar(page, period)
            .locator('rect').boundingBox()).height;
        const ten = await height('2009');
        assert.ok(ten > 60 && ten < 80, `${ten}`);
        assert.ok(Math.abs(await height('2014') - ten / 2) < 1.5);
        assert.ok(Math.abs(await height('2010') - ten / 10) < 1.5);
    });

    await check('a click on a bar is that year, and leaves the others',
        async () => {
            const page = await open(ASKED);
            const before = await counts(page, 'years');
            await page.evaluate(() => { window.same = true; });
            await bar(page, '2019').click();
            await limited(page, '2019', '2019');
            assert.equal(await page.evaluate(() => window.same), true);
            assert.equal(await total(page), before[2019]);
            await resultsWithin(page, 2019, 2019);
            assert.deepEqual(await counts(page, 'years'), before);
            assert.deepEqual(await page.locator('.years .chosen')
                .evaluateAll(all => all.map(one => one.dataset.period)),
            ['2019']);
            assert.equal(await page.locator('.years [aria-current]').count(),
                1);
            await bar(page, '2020').click();
            await limited(page, '2020', '2020');
            await page.locator('.any-time').click();
            await until('any time', () => limits(page).join() === ',');
            await until('all', async () => await total(page) > before[2019]);
            assert.deepEqual(await chosen(page), []);
        });

    await check('dragging over bars sets both ends, and says what is under it',
        async () => {
            const page = await open(ASKED);
            const each = await counts(page, 'years');
            const sum = each[2018] + each[2019] + each[2020];
            await dragTo(page, '2018', '2020');
            assert.deepEqual(await picked(page), ['2018', '2019', '2020']);
            assert.equal(await said(page), `2018–2020: ${sum} văn bản`);
            assert.deepEqual(limits(page), [null, null]);
            await shot(page, 'timeline-drag');
            await page.mouse.up();
            await limited(page, '2018', '2020');
            assert.equal(await total(page), sum);
            await resultsWithin(page, 2018, 2020);
            assert.deepEqual((await chosen(page)).filter(one =>
                one.length === 4), ['2018', '2019', '2020']);
            // Anew, from right to left, beyond the end of the chart.
            const [x, y] = await middle(page, '2003');
            await page.mouse.move(...await middle(page, '2005'));
            await page.mouse.down();
            await page.mouse.move(x - 40, y + 200, { steps: 5 });
            await page.mouse.up();
            await limited(page, '2003', '2005');
            await resultsWithin(page, 2003, 2005);
        });

    await check('Escape drops a drag, and its end is no click', async () => {
        const page = await open(ASKED);
        const before = await said(page);
        await dragTo(page, '2018', '2020');
        await page.keyboard.press('Escape');
        assert.deepEqual(await picked(page), []);
        assert.equal(await said(page), before);
        await page.mouse.move(...await middle(page, '2022'));
        assert.deepEqual(await picked(page), []);
        await page.mouse.up();
        await page.evaluate(() => fetch('/healthz'));
        assert.deepEqual(limits(page), [null, null]);
        // The next click is one.
        await bar(page, '2019').click();
        await limited(page, '2019', '2019');
    });

    await check('back restores, and forward', async () => {
        const page = await open(ASKED);
        const all = await total(page);
        await dragTo(page, '2018', '2020');
        await page.mouse.up();
        await limited(page, '2018', '2020');
        await page.goBack();
        await until('all', async () => await total(page) === all);
        assert.deepEqual(await chosen(page), []);
        assert.equal(await page.locator('#from').inputValue(), '');
        await page.goForward();
        await limited(page, '2018', '2020');
    });

    await check('keys: one stop of Tab, arrows, Home and End', async () => {
        const page = await open(ASKED);
        const focused = () => page.evaluate(() =>
            document.activeElement.closest('li')?.dataset.period);
        assert.equal(await page.locator('.years a[tabindex="0"]').count(), 1);
        await page.locator('.years a[tabindex="0"]').focus();
        assert.equal(await focused(), '2026');
        await page.keyboard.press('ArrowLeft');
        assert.equal(await focused(), '2025');
        assert.match(await said(page), /^2025: 6 văn bản$/);
        await page.keyboard.press('Home');
        assert.equal(await focused(), '2003');
        await page.keyboard.press('End');
        assert.equal(await focused(), '2026');
        await page.keyboard.press('ArrowRight');
        assert.equal(await focused(), '2026');
        await page.keyboard.press('Tab');
        assert.equal(await focused(), undefined);
        await page.keyboard.press('Shift+Tab');
        assert.equal(await focused(), '2026');
        await page.keyboard.press('ArrowLeft');
        await page.keyboard.press('Enter');
        await limited(page, '2025', '2025');
        assert.equal(await focused(), '2025');
    });

    await check('keys: Shift chooses a range, which is told; Escape, Enter',
        async () => {
            const page = await open(ASKED);
            const each = await counts(page, 'years');
            await bar(page, '2005').locator('a').focus();
            await page.keyboard.press('Shift+ArrowRight');
            // Over the year that has none.
            assert.deepEqual(await picked(page), ['2005', '2006', '2007']);
            await page.keyboard.press('Escape');
            assert.deepEqual(await picked(page), []);
            await page.keyboard.press('Shift+ArrowLeft');
            assert.deepEqual(await picked(page), ['2005', '2006', '2007']);
            await page.keyboard.press('Shift+ArrowLeft');
            assert.deepEqual(await picked(page), ['2004', '2005', '2006',
                '2007']);
            const text = `2004–2007: ${each[2004] + each[2005] +
                each[2007]} văn bản`;
            assert.equal(await said(page), text);
            await until('it is told', async () => (await page.locator(
                '#status').textContent()).startsWith(text));
            await page.keyboard.press('Enter');
            await limited(page, '2004', '2007');
            await resultsWithin(page, 2004, 2007);
        });

    await check('leaving the bars drops a range of keys', async () => {
        const page = await open(ASKED);
        await bar(page, '2010').locator('a').focus();
        await page.keyboard.press('Shift+ArrowRight');
        await page.keyboard.press('Tab');
        assert.deepEqual(await picked(page), []);
        assert.equal(await said(page), '2003–2026');
    });

    await check('a few years have months, and lead back', async () => {
        const page = await open(`${ASKED}&from=2019&to=2019`);
        const { periods, coarse } = await api(
            '&unit=month&from=2019&to=2019');
        const some = periods.filter(one => one.count > 0);
        assert.equal(periods.length, 12);
        assert.deepEqual(await counts(page, 'months'), Object.fromEntries(
            some.map(one => [one.period, one.count])));
        assert.equal(await page.locator('.months li').count(), 12);
        assert.match(await page.locator('.not-drawn').textContent(),
            new RegExp(`^${coarse} văn bản chỉ ghi năm`));
        await shot(page, 'timeline-months');
        await bar(page, '2019-08').click();
        await limited(page, '2019-08', '2019-08');
        assert.equal(await total(page), 1);
        assert.deepEqual(await chosen(page), ['2019', '2019-08']);
        // The other months are there still, and the years.
        assert.equal(Object.keys(await counts(page, 'months')).length,
            some.length);
        await dragTo(page, '2019-03', '2019-05');
        await page.mouse.up();
        await limited(page, '2019-03', '2019-05');
        assert.equal(await total(page), 3);
        await page.locator('.whole-years').click();
        await limited(page, '2019', '2019');
        await page.goto(`${url}${ASKED}&from=2018-02&to=2020`);
        assert.equal(await page.locator('.months li').count(), 36);
        await page.goto(`${url}${ASKED}&from=2017&to=2020`);
        assert.equal(await page.locator('.months li').count(), 0);
    });

    await check('what all lies within a few years has months at once',
        async () => {
            const page = await open('/?q="mới đây"');
            assert.deepEqual(await counts(page, 'years'),
                { 2025: 1, 2026: 1 });
            assert.deepEqual(await counts(page, 'months'),
                { '2025-03': 1, '2026-01': 1 });
            await page.goto(`${url}/?q="mới đây" năm:2025`);
            assert.equal(await page.locator('.years').count(), 0);
        });

    await check('far years: a break, and none is left out', async () => {
        const page = await open('/?q="ngày đọc sai"');
        assert.deepEqual(await counts(page, 'years'),
            { '0201': 1, 1946: 1, 2021: 1, 2099: 1 });
        assert.equal(await page.locator('.years .break').count(), 3);
        await dragTo(page, '1946', '2021');
        await page.mouse.up();
        await limited(page, '1946', '2021');
        assert.equal(await total(page), 2);
    });

    await check('a filter of years is marked, and a bar takes its place',
        async () => {
            const page = await open(`${ASKED}&year=2019&year=2022`);
            assert.deepEqual(await page.locator('.years .chosen')
                .evaluateAll(all => all.map(one => one.dataset.period)),
            ['2019', '2022']);
            await bar(page, '2020').first().click();
            await limited(page, '2020', '2020');
            assert.equal(new URL(page.url()).searchParams.has('year'),
                false);
            assert.ok(await total(page) > 0);
        });

    await check('nothing in the time chosen: the bars lead out', async () => {
        const page = await open(`${ASKED}&from=1990&to=1991`);
        assert.match(await page.locator('h1').textContent(), /^Không/);
        await bar(page, '2019').click();
        await limited(page, '2019', '2019');
        assert.ok(await total(page) > 0);
    });

    await check('an answer that does not come leaves the bars as they were',
        async () => {
            const page = await open(ASKED, { errors: /ERR_FAILED/ });
            await page.route('**/*', route => route.abort());
            await dragTo(page, '2018', '2020');
            await page.mouse.up();
            await page.locator('.failed').waitFor();
            await until('no range', async () =>
                (await picked(page)).length === 0);
            await page.unroute('**/*');
        });

    await check('years are no list of their own, unless asked for',
        async () => {
            const page = await open(ASKED, { script: false });
            assert.equal(await page.locator('.facet.year').count(), 0);
            await page.goto(`${url}${ASKED}&facets=year`);
            assert.equal(await page.locator('.facet.year').count(), 1);
            assert.equal(await page.locator('.facet.date').count(), 0);
            assert.ok(await page.locator('.years li').count() > 0);
        });

    await check('without a script the bars are links', async () => {
        const page = await open(ASKED, { script: false });
        const each = await counts(page, 'years');
        await bar(page, '2019').locator('a').click();
        await page.waitForURL(/from=2019&to=2019/);
        assert.equal(await total(page), each[2019]);
        await bar(page, '2019-08').locator('a').click();
        await page.waitForURL(/from=2019-08&to=2019-08/);
        assert.equal(await total(page), 1);
        await page.locator('.any-time').click();
        await page.waitForURL(`${url}${ASKED.replace("'", '%27')}`);
    });

    await check('other filters and the order stay, the page of results not',
        async () => {
            const page = await open(
                `${ASKED}&sort=newest&offset=10&lang=en`);
            await bar(page, '2019').locator('a').click();
            await limited(page, '2019', '2019');
            const { searchParams } = new URL(page.url());
            assert.equal(searchParams.get('sort'), 'newest');
            assert.equal(searchParams.get('offset'), null);
            assert.equal(searchParams.get('lang'), 'en');
            assert.equal(await bar(page, '2020').locator('a')
                .getAttribute('aria-label'), '2020: 1 document');
        });

    for (const how of [{ width: 1280 }, { width: 768 }, { width: 360 },
        { width: 360, dark: true }]) {
        await check(`nothing collides: ${JSON.stringify(how)}`, async () => {
            const page = await open(`${ASKED}&from=2019&to=2019`, how);
            const boxes = await page.locator('.tick').evaluateAll(all =>
                all.map(one => {
                    const { left, right, top } = one.getBoundingClientRect();
                    return { left, right, top };
                }));
            assert.ok(boxes.length > 12);
            for (const [i, box] of boxes.entries()) {
                assert.ok(box.left >= 0 && box.right <= how.width);
                if (i && boxes[i - 1].top === box.top)
                    assert.ok(boxes[i - 1].right + 2 < box.left);
            }
            assert.ok(await page.evaluate(() => document.documentElement
                .scrollWidth <= window.innerWidth));
            await shot(page, `timeline-${how.width}${how.dark ? '-dark' : ''}`);
        });
    }

    await check('touch: sideways chooses, up and down scrolls, a tap is a bar',
        async () => {
            const page = await open(ASKED, { width: 360, height: 640,
                touch: true });
            const tools = await page.context().newCDPSession(page);
            const touch = (type, points) => tools.send(
                'Input.dispatchTouchEvent', { type, touchPoints: points
                    .map(([x, y]) => ({ x, y })) });
            await bar(page, '2015').scrollIntoViewIfNeeded();
            // A wheel would scroll some time later, under the finger; and
            // where a finger may pan is known of what has been painted.
            await page.evaluate(() => new Promise(painted => {
                window.scrollBy(0, -100);
                requestAnimationFrame(() => requestAnimationFrame(painted));
            }));
            const [x, y] = await middle(page, '2015');
            const [to] = await middle(page, '2018');
            await touch('touchStart', [[x, y]]);
            for (let i = 1; i <= 6; i++)
                await touch('touchMove', [[x + (to - x) * i / 6, y]]);
            await until('the range', async () =>
                (await picked(page)).join() === '2015,2016,2017,2018');
            await touch('touchEnd', []);
            await limited(page, '2015', '2018');
            await resultsWithin(page, 2015, 2018);

            const scroll = () => page.evaluate(() => window.scrollY);
            const [x2, y2] = await middle(page, '2015');
            const before = await scroll();
            await touch('touchStart', [[x2, y2]]);
            for (let i = 1; i <= 8; i++)
                await touch('touchMove', [[x2 + i / 2, y2 + i * 15]]);
            await touch('touchEnd', []);
            await until('scrolled', async () => await scroll() < before);
            assert.deepEqual(limits(page), ['2015', '2018']);
            assert.deepEqual(await picked(page), []);

            await bar(page, '2020').locator('a').tap();
            await limited(page, '2020', '2020');
        });

    await stop();
});
