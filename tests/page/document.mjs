// document.mjs DIR - the page of a document: the places of what was sought,
// with and without a script, the way back, print, copying, long texts.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { check, verdict } from '../http/server.mjs';
import { samples, shot, site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);

const FAR = 'Dòng này chẳng nói gì về việc ấy cả.\n'.repeat(40);

// Four places of "chợ phiên vùng cao": together, together over a reference,
// two of its words, together again; and words alone, which are none.
const FAIR = `ỦY BAN NHÂN DÂN
Số: 12/KH-UBND

KẾ HOẠCH
Tổ chức chợ phiên vùng cao năm 2023

Căn cứ Kế hoạch số 45/KH-UBND ngày 24/02/2022, chợ phiên vùng cao mở lại.
${FAR}Phiên họp. Vùng biển. Điểm cao. Mỗi chợ phiên có một ban.
${FAR}Chợ phiên vùng cao là nơi gặp gỡ.

Nơi nhận:
${[...Array(12).keys()].map(i => `- Phòng số ${i + 1} của huyện;\n`).join('')}
`;

const CITING = `Số: 13/KH-UBND
Thực hiện Chỉ thị số 99-CT/TU ngày 01/02/2020 của Tỉnh ủy về việc mở lại chợ.
`;

// References and places by the thousand.
function longText() {
    const lines = [];
    for (let i = 1; i <= 12000; i++)
        lines.push(`Căn cứ Kế hoạch số ${i}-KH/TU của Tỉnh ủy về chợ phiên ` +
            'vùng cao; các xã, thị trấn thực hiện theo chỉ đạo của cấp trên.');
    return lines.join('\n');
}

function makeSources() {
    const own = path.join(dir, 'own');
    mkdirSync(own);
    writeFileSync(path.join(own, 'fair.txt'), FAIR);
    writeFileSync(path.join(own, 'citing.txt'), CITING);
    writeFileSync(path.join(own, 'long.txt'), longText());
    return [samples(), own];
}

const FAIR_PAGE = '/documents/fair.txt?q=cho%20phien%20vung%20cao';
const PLACES = 4;

const text = (page, selector) => page.locator(selector).textContent();
const at = page => text(page, '.walk .at');
const hash = page => new URL(page.url()).hash;

// What is marked as the place one is at.
const current = page => page.locator('#words [aria-current]')
    .evaluateAll(marks => marks.map(mark => mark.dataset.hit));

// Whether the first mark of `place` is seen whole, below the bar.
const isSeen = (page, place) => page.evaluate(number => {
    const mark = document.getElementById(`hit-${number}`)
        .getClientRects()[0];
    const bar = document.getElementById('places').getBoundingClientRect();
    return mark.top >= bar.bottom && mark.bottom <= window.innerHeight;
}, place);

await verdict(async () => {
    const { open, url, stop } = await site(dir, { sources: makeSources() });

    await check('the text stays as it is, marked and linked', async () => {
        const page = await open(FAIR_PAGE, { script: false });
        const answer = await fetch(`${url}/api/v1/documents/fair.txt/text`);
        assert.equal(await text(page, '#words'), await answer.text());
        assert.deepEqual(await page.locator('#words mark').evaluateAll(
            marks => marks.map(mark => [mark.dataset.hit,
                mark.textContent.toLowerCase()])),
        [['1', 'chợ phiên vùng cao'], ['2', 'chợ phiên vùng cao'],
            ['3', 'chợ phiên'], ['4', 'chợ phiên vùng cao']]);
    });

    await check('without a script each place is a link', async () => {
        const page = await open(FAIR_PAGE, { script: false });
        assert.match(await text(page, '#places summary'), /^4 chỗ khớp$/);
        await page.locator('#places summary').click();
        const links = page.locator('#places li a');
        assert.equal(await links.count(), PLACES);
        assert.match(await links.nth(2).textContent(),
            /Điểm cao\. Mỗi chợ phiên có một ban/);
        await links.nth(3).click();
        assert.equal(hash(page), '#hit-4');
        assert.equal(await page.locator('.best a').getAttribute('href'),
            '#hit-1');
        await shot(page, 'document-plain');
    });

    await check('keys go from place to place, round about', async () => {
        const page = await open(FAIR_PAGE);
        assert.equal(await at(page), `1/${PLACES}`);
        assert.equal(hash(page), '');
        assert.equal(await page.evaluate(() => window.scrollY), 0);
        const steps = [['n', 1], ['n', 2], ['n', 3], ['p', 2],
            ['Shift+N', 1], ['p', 4], ['n', 1]];
        for (const [key, place] of steps) {
            await page.keyboard.press(key);
            await until(`place ${place}`,
                async () => await at(page) === `${place}/${PLACES}`);
            assert.equal(hash(page), `#hit-${place}`);
            assert.deepEqual(await current(page), [`${place}`]);
            await until(`place ${place} in sight`,
                () => isSeen(page, place));
        }
        await until('what is said', async () =>
            await text(page, '#status') ===
                `Chỗ khớp 1/${PLACES}: chợ phiên vùng cao`);
        // No step of the history for each.
        await page.goBack();
        assert.equal(page.url(), 'about:blank');
    });

    await check('buttons keep the focus, what is typed is no key', async () => {
        const page = await open(FAIR_PAGE);
        const next = page.getByRole('button', { name: 'Chỗ khớp sau' });
        await next.focus();
        await page.keyboard.press('Enter');
        await page.keyboard.press('Enter');
        assert.equal(await at(page), `2/${PLACES}`);
        assert.equal(await next.evaluate(
            button => button === document.activeElement), true);
        await page.locator('#find').pressSequentially('np');
        assert.equal(await at(page), `2/${PLACES}`);
        assert.equal(await page.locator('#find').inputValue(), 'np');
    });

    await check('what Tab leads to is not below the bar', async () => {
        const page = await open(FAIR_PAGE, { height: 500 });
        await page.keyboard.press('n');
        await page.keyboard.press('n');
        // The reference stands before the second place: put it at the top.
        await page.evaluate(() => {
            const link = document.querySelector('#words a');
            window.scrollBy(0, link.getBoundingClientRect().top);
            link.previousElementSibling.tabIndex = -1;
            link.previousElementSibling.focus({ preventScroll: true });
        });
        await page.keyboard.press('Tab');
        assert.ok(await page.evaluate(() => {
            const bar = document.getElementById('places');
            return document.activeElement.matches('#words a') &&
                document.activeElement.getBoundingClientRect().top >=
                    bar.getBoundingClientRect().bottom;
        }));
    });

    await check('an address leads to its place', async () => {
        const page = await open(`${FAIR_PAGE}#hit-3`);
        assert.equal(await at(page), `3/${PLACES}`);
        assert.deepEqual(await current(page), ['3']);
        await until('the place in sight', () => isSeen(page, 3));
        await page.keyboard.press('n');
        assert.equal(hash(page), '#hit-4');
        const far = await open(`${FAIR_PAGE}#hit-99`);
        assert.equal(await at(far), `1/${PLACES}`);
    });

    await check('the list closes behind who chose from it', async () => {
        const page = await open(FAIR_PAGE, { width: 360, height: 640 });
        await page.locator('#places summary').click();
        await page.locator('#places li a').nth(2).click();
        assert.equal(await at(page), `3/${PLACES}`);
        assert.equal(await page.locator('#places details').evaluate(
            details => details.open), false);
        await until('the place in sight', () => isSeen(page, 3));
    });

    await check('one searches within the document', async () => {
        const page = await open(`${FAIR_PAGE}&sort=newest`);
        await page.locator('#find').fill('gặp gỡ');
        await page.locator('#find').press('Enter');
        await page.waitForURL(/find=/);
        assert.deepEqual(await page.locator('#words mark').allTextContents(),
            ['gặp gỡ']);
        // Enter again: the next, not the same once more.
        await page.locator('#find').press('Enter');
        assert.equal(hash(page), '#hit-1');
        assert.equal(await page.locator('.back a').getAttribute('href'),
            '/?q=cho%20phien%20vung%20cao&sort=newest');
        await page.locator('#find').fill('khongcotunay');
        await page.locator('#find').press('Enter');
        await page.waitForURL(/khongcotunay/);
        assert.match(await text(page, '#text > [role=status]'),
            /Không có chỗ nào khớp: khongcotunay/);
    });

    await check('nothing sought, or nothing found: no bar', async () => {
        for (const target of ['/documents/fair.txt',
            '/documents/fair.txt?q=khongcotunay']) {
            const page = await open(target);
            assert.equal(await page.locator('#places').count(), 0);
            assert.equal(await page.locator('#words mark').count(), 0);
            await page.keyboard.press('n');
            assert.equal(hash(page), '');
        }
    });

    await check('the way back keeps filters, order and page', async () => {
        const search = '/?q=ke%20hoach&type=ke-hoach&sort=newest&offset=10';
        for (const script of [true, false]) {
            const page = await open(search, { script });
            const hit = page.locator('.hit h2 a').nth(2);
            await hit.click();
            await page.waitForURL(/documents/);
            if (script)
                await page.keyboard.press('n');
            await page.locator('.back a').click();
            await page.waitForURL(url + search);
            assert.equal(await page.locator('.hit').first()
                .getAttribute('data-rank'), '11');
        }
    });

    await check('the way back is the step back, from where one came',
        async () => {
            const page = await open('/?q=ke%20hoach');
            const steps = await page.evaluate(() => history.length);
            await page.locator('.hit h2 a').last().click();
            await page.waitForURL(/documents/);
            await page.locator('.back a').click();
            await page.waitForURL(/\?q=ke%20hoach$/);
            await page.goForward();
            assert.match(page.url(), /documents/);
            assert.equal(await page.evaluate(() => history.length), steps + 1);
        });

    await check('a search that cannot be read withholds nothing', async () => {
        const page = await open('/documents/fair.txt?q=cho&sort=x&limit=-1');
        assert.equal(await page.locator('.back').count(), 0);
        assert.match(await text(page, '#words'), /Chợ phiên vùng cao là nơi/);
    });

    await check('the card: citing, copying, long lists folded', async () => {
        const page = await open(FAIR_PAGE, {
            permissions: ['clipboard-read', 'clipboard-write']
        });
        const cited = 'Kế hoạch số 12/KH-UBND';
        assert.match(await text(page, '#cite-as'), new RegExp(`^${cited}`));
        const copy = page.getByRole('button', { name: 'Sao chép' });
        await copy.click();
        await page.getByRole('button', { name: 'Đã sao chép' }).waitFor();
        assert.match(await page.evaluate(
            () => navigator.clipboard.readText()), new RegExp(`^${cited}`));
        const more = page.locator('.distribution .more');
        assert.equal(await page.locator('.distribution > dd').count(), 4);
        assert.equal(await more.locator('li').first().isVisible(), false);
        await more.locator('summary').click();
        assert.equal(await more.locator('li').count(), 9);
        await shot(page, 'document-card');
    });

    await check('a number that is not held: what is known, and from where',
        async () => {
            const page = await open('/documents/citing.txt');
            await page.locator('.ref.absent').click();
            await page.waitForURL(/references\/99-CT%2FTU/);
            assert.equal(await text(page, '.entity h2'), 'Chỉ thị 99-CT/TU');
            assert.match(await text(page, '.entity .meta'),
                /01\/02\/2020.*Tỉnh ủy/s);
            assert.match(await text(page, '.entity .subject'),
                /mở lại chợ/);
            assert.match(await text(page, '.citers .snippet'),
                /Thực hiện Chỉ thị số 99-CT\/TU ngày/);
            await shot(page, 'document-absent');
            await page.locator('.citers a').click();
            await page.waitForURL(/citing\.txt/);
            assert.equal(await text(page, '#hit-1'), '99-CT/TU');
            assert.equal(await at(page), '1/1');
        });

    await check('on paper it is the document', async () => {
        const page = await open(`${FAIR_PAGE}#hit-2`);
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        for (const selector of ['.top', '.bottom', '.back', '.on-page',
            '.card', '#places', '.within', '#cited-by', '.tool'])
            for (const one of await page.locator(selector).all())
                assert.equal(await one.isVisible(), false, selector);
        for (const selector of ['h1', '.over .number', '#words', '#cite-1'])
            assert.equal(await page.locator(selector).first().isVisible(),
                true, selector);
        const looks = await page.locator('#hit-2').evaluate(mark => {
            const { backgroundColor, outlineStyle, color } =
                getComputedStyle(mark);
            return { backgroundColor, outlineStyle, color };
        });
        assert.deepEqual(looks, { backgroundColor: 'rgba(0, 0, 0, 0)',
            outlineStyle: 'none', color: 'rgb(0, 0, 0)' });
        const pdf = await page.pdf({ format: 'A4' });
        assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
        await shot(page, 'document-print');
    });

    await check('the print button prints', async () => {
        const page = await open(FAIR_PAGE);
        await page.evaluate(() => {
            window.print = () => { window.printed = true; };
        });
        await page.getByRole('button', { name: 'In', exact: true }).click();
        assert.equal(await page.evaluate(() => window.printed), true);
    });

    await check('it fits a phone, a dark room and twice the size', async () => {
        for (const [name, how] of [['phone', { width: 360, height: 740 }],
            ['dark', { width: 360, height: 740, dark: true }],
            ['wide', {}], ['wide-dark', { dark: true }],
            ['large', { width: 640, height: 450 }]]) {
            const page = await open(FAIR_PAGE, how);
            await page.keyboard.press('n');
            await page.keyboard.press('n');
            await until('the place in sight', () => isSeen(page, 2));
            assert.ok(await page.evaluate(() =>
                document.documentElement.scrollWidth <= window.innerWidth),
            `${name} is too wide`);
            await shot(page, `document-${name}`, { fullPage: false });
        }
    });

    await check('a long text has bounds', async () => {
        const page = await open('/documents/long.txt?q=cho+phien+vung+cao');
        const total = Number(await page.locator('#places').getAttribute(
            'data-count'));
        assert.equal(total, 10000);
        assert.match(await text(page, '#places summary'),
            /^hơn 10\.000 chỗ khớp$/);
        assert.equal(await page.locator('#words mark').count(), 10000);
        assert.equal(await page.locator('#places li').count(), 200);
        await page.keyboard.press('p');
        await until('the last place', async () =>
            await at(page) === '10.000/10.000' && isSeen(page, 10000));
    });

    await stop();
});
