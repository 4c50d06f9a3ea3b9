// chips.mjs DIR - what the query was understood as, and how to take it back;
// ways out of an empty answer keep what they promise; dates as people write
// them; notes in the reader's language.

import assert from 'node:assert/strict';
import { check, verdict } from '../http/server.mjs';
import { follow, shot, site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);

const QUERY = 'kế hoạch 277 ocop ninh thuận 2023';
const find = (q, rest = '') => `/?q=${encodeURIComponent(q)}${rest}`;
const chips = page => page.locator('.understood li');
const chip = (page, text) => chips(page).filter({ hasText: text });
const asked = page => new URL(page.url()).searchParams.get('q');

async function names(page) {
    const all = await page.locator('.understood .name').allTextContents();
    return all.map(text => text.trim());
}

// How many documents a line of text speaks of.
function counted(text) {
    const [digits] = text.match(/\d[\d.]*/) ?? ['0'];
    return Number(digits.replaceAll('.', ''));
}

// Every way out of the answer at `target`, with what it says it finds.
async function waysOut(page, target) {
    await page.goto(target);
    assert.match(await page.locator('h1').textContent(), /Không tìm thấy/);
    const ways = page.locator('.ways-out a');
    return ways.evaluateAll(links => links.map(link => ({
        href: link.href, text: link.textContent,
        count: link.parentElement.querySelector('.count').textContent
    })));
}

await verdict(async () => {
    const { open, stop, url } = await site(dir);

    await check('what was read is shown, with the names readers know',
        async () => {
            const page = await open(find(QUERY), { script: false });
            assert.deepEqual(await names(page), ['Loại: Kế hoạch',
                'Số hiệu: 277-KH/BCĐ', 'Cuộc vận động: Mỗi xã một sản phẩm',
                'Tỉnh: Ninh Thuận (cũ, nay thuộc Khánh Hòa)', 'Năm: 2023']);
            await shot(page, 'understood', { fullPage: false });
        });

    await check('taking one back takes its words out and leaves the rest',
        async () => {
            const page = await open(find(QUERY), { script: false });
            await chip(page, 'Tỉnh').locator('.drop').click();
            assert.equal(asked(page), 'kế hoạch 277 ocop 2023');
            assert.equal(await chips(page).count(), 4);
            await chip(page, 'Loại').locator('.drop').click();
            assert.equal(asked(page), 'số 277 ocop 2023');
            assert.match((await names(page))[0], /^Số hiệu: 277/);
        });

    await check('the words can be searched as they stand', async () => {
        const page = await open(find(QUERY), { script: false });
        await chip(page, 'Tỉnh').locator('.quote').click();
        assert.equal(asked(page), 'kế hoạch 277 ocop "ninh thuận" 2023');
        assert.equal(await chip(page, 'Tỉnh').count(), 0);
        assert.equal(await chips(page).count(), 4);
    });

    await check('a field is taken out with its name and its marks',
        async () => {
            const page = await open(
                find('(tỉnh:"Ninh Thuận" OR tỉnh:"Hà Tĩnh") OCOP'),
                { script: false });
            const field = chip(page, 'Hà Tĩnh');
            assert.equal(await field.locator('.quote').count(), 0);
            await field.locator('.drop').click();
            assert.equal(asked(page), '(tỉnh:"Ninh Thuận") OCOP');
            assert.deepEqual(await names(page),
                ['Tỉnh: Ninh Thuận (cũ, nay thuộc Khánh Hòa)',
                    'Cuộc vận động: Mỗi xã một sản phẩm']);
        });

    await check('in place, by the keyboard; the box says what is asked',
        async () => {
            const page = await open(find(QUERY));
            await page.evaluate(() => { window.same = true; });
            await chip(page, 'Năm').locator('.drop').focus();
            await page.keyboard.press('Enter');
            await until('the year is gone', async () =>
                await chips(page).count() === 4);
            assert.equal(await page.locator('#q').inputValue(),
                'kế hoạch 277 ocop ninh thuận');
            assert.equal(await page.evaluate(() => window.same), true);
            await page.goBack();
            await until('the year is back', async () =>
                await chips(page).count() === 5);
        });

    await check('filters at work are told from what was understood',
        async () => {
            const page = await open(
                find('ocop', '&province=ninh-thuan&from=31/12/2020'),
                { script: false });
            assert.deepEqual(await names(page),
                ['Cuộc vận động: Mỗi xã một sản phẩm']);
            const active = page.locator('.filtering');
            assert.match(await active.textContent(), /Đang lọc/);
            assert.match(await active.textContent(),
                /Ninh Thuận \(cũ, nay thuộc Khánh Hòa\)/);
            assert.match(await active.textContent(), /Từ: 31\/12\/2020/);
            const [soft, firm] = await Promise.all(
                ['.understood li', '.filtering .chips a'].map(selector =>
                    page.locator(selector).first().evaluate(element => {
                        const style = getComputedStyle(element);
                        return [style.borderTopStyle, style.backgroundColor];
                    })));
            assert.notEqual(soft[0], firm[0]);
            assert.notEqual(soft[1], firm[1]);
            await active.getByRole('link', { name: /Ninh Thuận/ }).click();
            assert.equal(asked(page), 'ocop');
            assert.equal(await chips(page).count(), 1);
        });

    await check('a query too long for links is shown without them',
        async () => {
            const page = await open(find(`ninh thuận ${'muối '.repeat(260)}`),
                { script: false });
            assert.match((await names(page))[0], /Ninh Thuận/);
            assert.equal(await page.locator('.understood a').count(), 0);
        });

    await check('in English', async () => {
        const page = await open(find(QUERY, '&lang=en'), { script: false });
        assert.match(await page.locator('.understood').textContent(),
            /Understood as[^]*Province: Ninh Thuận \(former, now part of Khánh Hòa\)/);
        await chip(page, 'Province').locator('.drop').click();
        assert.equal(asked(page), 'kế hoạch 277 ocop 2023');
        assert.equal(new URL(page.url()).searchParams.get('lang'), 'en');
    });

    await check('on a phone each can be touched and nothing sticks out',
        async () => {
            for (const how of [{ width: 360 }, { width: 640, zoom: 2 }]) {
                const page = await open(find(QUERY),
                    { ...how, touch: true, dark: true });
                const wide = await page.evaluate(() =>
                    document.documentElement.scrollWidth - innerWidth);
                assert.ok(wide <= 0, `${wide} px too wide`);
                for (const box of await page.locator('.understood a')
                    .evaluateAll(all => all.map(a =>
                        a.getBoundingClientRect().toJSON())))
                    assert.ok(box.width >= 24 && box.height >= 24,
                        JSON.stringify(box));
                await shot(page, `understood-${how.width}`,
                    { fullPage: false });
            }
        });

    // ---- ways out ------------------------------------------------------

    await check('each way out finds what it says', async () => {
        const page = await open('/', { script: false });
        let followed = 0;
        for (const target of [
            find('"sản phẩm bình chọn OCOP"', '&province=ninh-thuan'),
            find('ocop', '&province=ha-giang&type=ke-hoach'),
            find('ocop', '&year=1999'),
            find('ocop', '&from=1998-03&to=1999-02'),
            find('bình chọn', '&sort=newest&province=ninh-thuan&year=1999'),
            find('+OCOP +khôngcótừnày'),
            find('"hang vietj nam"'),
            find('OCOP năm:1999'),
            find('bình chọn khôngcótừnày', '&sort=newest')
        ]) {
            const ways = await waysOut(page, url + target);
            assert.ok(ways.length > 0, `none of ${target}`);
            for (const way of ways) {
                await page.goto(way.href);
                const found = counted(
                    await page.locator('h1').textContent());
                assert.ok(found > 0, `${target}: '${way.text}' finds none`);
                assert.equal(found, counted(way.count),
                    `${target}: '${way.text}'`);
                followed++;
            }
        }
        assert.ok(followed > 12, `${followed} ways`);
    });

    await check('what was perhaps meant stands first and large', async () => {
        const page = await open(find('"hang vietj nam"'));
        const meant = page.locator('.ways-out .meant');
        assert.match(await meant.textContent(),
            /Có phải bạn muốn tìm: "hàng việt nam" \d+ văn bản/);
        assert.equal(await page.locator('.meant').count(), 1);
        await shot(page, 'meant', { fullPage: false });
    });

    await check('times widen before they are dropped', async () => {
        const page = await open('/', { script: false });
        const ways = await waysOut(page,
            `${url}${find('ocop', '&year=2015')}`);
        assert.match(ways[0].text, /Mở rộng thời gian: 2010–2020/);
        assert.match(ways[1].text, /Bỏ giới hạn thời gian/);
    });

    await check('a number nobody bears but some cite has its page',
        async () => {
            const page = await open('/');
            const missing = await page.evaluate(async () =>
                (await fetch('/api/v1/missing?limit=20')).json());
            const { number } = missing.entities.find(one => one.number);
            await page.goto(url + find(`số:"${number}"`));
            const link = page.locator('.ways-out a[href^="/references/"]');
            assert.match(await link.locator('xpath=..').textContent(),
                /chưa có trong kho, \d+ văn bản viện dẫn/);
            await link.click();
            await page.waitForURL(/\/references\//);
            assert.match(await page.locator('h1').textContent(),
                new RegExp(number.replace(/[^\p{L}\d]/gu, '.'), 'iu'));
        });

    await check('where nothing helps nothing is promised', async () => {
        const page = await open(find('khôngcótừnày'), { script: false });
        assert.equal(await page.locator('.ways-out a').count(), 0);
        assert.match(await page.locator('.ways-out').textContent(),
            /Bớt từ/);
    });

    // ---- dates and notes -------------------------------------------------

    await check('dates are taken as Vietnamese people write them',
        async () => {
            const page = await open(find('ocop'), { script: false });
            await page.locator('#from').fill('1/8/2023');
            await page.locator('#to').fill('08/2023');
            await follow(page, page.locator('.range button'));
            assert.match(await page.locator('h1').textContent(), /văn bản/);
            assert.equal(await page.locator('#from').inputValue(),
                '01/08/2023');
            const next = page.locator('.sort a').nth(1);
            assert.match(await next.getAttribute('href'),
                /from=2023-08-01&to=2023-08&/);
        });

    await check('a date of no calendar is told of in the reader\'s language',
        async () => {
            const errors = /400/;
            const page = await open(find('ocop', '&from=31/02/2023'),
                { script: false, errors });
            assert.match(await page.locator('main').textContent(),
                /Ngày phải có trong lịch/);
            await page.getByRole('link', { name: /Tìm lại các từ này/ })
                .click();
            assert.equal(asked(page), 'ocop');
            assert.match(await page.locator('h1').textContent(), /văn bản/);
            const english = await open(
                find('ocop', '&from=31/02/2023&lang=en'),
                { script: false, errors });
            assert.match(await english.locator('main').textContent(),
                /A date is one of the calendar/);
        });

    await check('notes are in the reader\'s language', async () => {
        const q = '(ocop tỉnh:xyzt';
        const page = await open(find(q), { script: false });
        assert.match(await page.locator('.notes').textContent(),
            /không đúng cú pháp/);
        const english = await open(find(q, '&lang=en'), { script: false });
        const note = english.locator('.notes li').first();
        assert.match(await note.textContent(), /cannot be parsed/);
        assert.equal(await note.getAttribute('lang'), null);
    });

    await stop();
});
