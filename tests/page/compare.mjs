// compare.mjs DIR - two documents side by side: what is shared, changed, new,
// gone and moved stands where it should, told by more than colour; the form,
// the swap, narrow screens, no script.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { check, verdict } from '../http/server.mjs';
import { follow, shot, site } from './browser.mjs';

const [dir] = process.argv.slice(2);

const long = Array.from({ length: 30 }, (_, i) =>
    `Xã thứ ${i + 1} trồng ${i + 40} cây xoan quanh nhà văn hóa.`).join('\n');
const moved = 'Mỗi hộ góp một cây giống và cùng nhau tưới nước vào chiều ' +
    'thứ bảy hằng tuần.';

const first = ['Kế hoạch trồng cây đầu xuân',
    'Thôn Đoài trồng hai trăm cây bàng dọc bờ mương.', moved,
    'Bà con mang theo cuốc, xẻng và nón.', long,
    'Tổ trưởng báo cáo trước ngày mười tháng ba.',
    'Bán cây giống tại sân đình.'].join('\n');
const second = ['Kế hoạch trồng cây đầu xuân',
    'Thôn Đoài trồng ba trăm cây bàng dọc bờ mương.',
    'Bà con mang theo cuốc, xẻng và nón.', long, moved,
    'Bạn cây giống tại sân đình.',
    'Ai vắng mặt <b>phải</b> báo lại & xin phép.'].join('\n');

const documents = [
    { id: 'xa/một.txt', text: first, title: 'Bản đầu',
        metadata: { date: '2022-01-05', number: '05/KH-UBND' } },
    { id: 'xa/hai.txt', text: second, title: 'Bản sau',
        metadata: { date: '2023-01-09' } },
    { id: 'khac.txt', text: 'Thư mời họp mặt.', title: 'Thư mời' },
];

const target = (a, b, rest = '') =>
    `/compare?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}${rest}`;
const BOTH = target('xa/một.txt', 'xa/hai.txt');

const texts = locator => locator.evaluateAll(all => all.map(element => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('.unseen').forEach(hidden => hidden.remove());
    return copy.textContent.trim();
}));

// The text of one side as the page has it, but for white space.
function side(page, n) {
    return page.locator('.compare tbody tr').evaluateAll((rows, column) =>
        rows.map(row => {
            const fold = row.querySelectorAll('.compare-both > div');
            const copy = (fold.length ? fold[column]
                : row.children[column].querySelector('.words'))
                ?.cloneNode(true);
            copy?.querySelectorAll('.unseen').forEach(u => u.remove());
            return copy?.textContent ?? '';
        }).join(' '), n);
}

const words = text => text.split(/\s+/).filter(Boolean).join(' ');

await verdict(async () => {
    const file = path.join(dir, 'documents.jsonl');
    writeFileSync(file, documents.map(d => JSON.stringify(d)).join('\n'));
    const { open, stop } = await site(dir, { sources: [file] });

    await check('what differs stands out on its side, and says so',
        async () => {
            const page = await open(BOTH, { script: false });
            assert.deepEqual(await texts(page.locator('td del')),
                ['hai', 'Tổ trưởng báo cáo trước ngày mười tháng ba.']);
            assert.deepEqual(await texts(page.locator('td ins')),
                ['ba', 'Ai vắng mặt <b>phải</b> báo lại & xin phép.']);
            assert.match(await page.locator('td del').first().textContent(),
                /^chỉ văn bản thứ nhất có: hai;$/);
            assert.equal(await page.locator('td ins').first().evaluate(e =>
                getComputedStyle(e).textDecorationLine), 'underline');
            assert.equal(await page.locator('td del').first().evaluate(e =>
                getComputedStyle(e).textDecorationLine), 'line-through');
            await shot(page, 'compare');
        });

    await check('a long piece is told above it, not struck out', async () => {
        const page = await open(target('xa/một.txt', 'khac.txt'),
            { script: false });
        const piece = page.locator('td del').first();
        assert.match(await piece.textContent(), /^chỉ văn bản thứ nhất có\n/);
        assert.equal(await piece.evaluate(e =>
            getComputedStyle(e).textDecorationLine), 'none');
        assert.equal(await piece.locator('.compare-tag').isVisible(), true);
    });

    await check('both texts stand on the page, whole and in order',
        async () => {
            const page = await open(BOTH, { script: false });
            assert.equal(words(await side(page, 0)), words(first));
            assert.equal(words(await side(page, 1)), words(second));
        });

    await check('a word of other marks is shared, and marked on both sides',
        async () => {
            const page = await open(BOTH, { script: false });
            assert.deepEqual(await texts(page.locator('td mark')),
                ['Bán', 'Bạn']);
            assert.match(await page.locator('.compare-sum').textContent(),
                /; 1 từ chung viết khác dấu\.$/);
        });

    await check('what has moved leads to where it stands in the other',
        async () => {
            const page = await open(BOTH, { script: false });
            const links = page.locator('tr.moved .compare-to');
            assert.equal(await links.count(), 2);
            await links.first().click();
            const there = new URL(page.url()).hash;
            assert.equal(`#${await links.last().getAttribute('id')}`, there);
            assert.equal(await page.locator(`td:has(${there}) .words`)
                .textContent(), moved);
            await links.last().click();
            assert.equal(new URL(page.url()).hash,
                `#${await links.first().getAttribute('id')}`);
        });

    await check('a long passage is folded, and opens without a script',
        async () => {
            const page = await open(BOTH, { script: false });
            const fold = page.locator('.compare details');
            assert.equal(await fold.count(), 1);
            assert.match(await fold.locator('summary').textContent(),
                /… \d+ từ giống nhau$/);
            const inside = fold.getByText('Xã thứ 17 trồng').first();
            assert.equal(await inside.isVisible(), false);
            await fold.locator('summary').click();
            assert.equal(await inside.isVisible(), true);
        });

    await check('how much is shared, which is older, what they are called',
        async () => {
            const page = await open(BOTH, { script: false });
            assert.match(await page.locator('.compare-sum').textContent(),
                /^Chung 9\d\u00a0% lời văn của văn bản thứ nhất, 9\d\u00a0%/);
            const heads = page.locator('.compare th');
            assert.match(await heads.first().textContent(),
                /có trước[^]*Bản đầu[^]*05\/KH-UBND · 05\/01\/2022/);
            assert.doesNotMatch(await heads.last().textContent(), /có trước/);
            await follow(page, heads.last().locator('a'));
            assert.match(await page.locator('h1').textContent(), /Bản sau/);
        });

    await check('swapped, the first is the second', async () => {
        const page = await open(BOTH, { script: false });
        await follow(page, page.getByText('Đổi chỗ hai văn bản'));
        const asked = new URL(page.url()).searchParams;
        assert.deepEqual([asked.get('a'), asked.get('b')],
            ['xa/hai.txt', 'xa/một.txt']);
        assert.deepEqual((await texts(page.locator('td del')))[0], 'ba');
    });

    await check('the form takes another document, in the same language',
        async () => {
            const page = await open(`${BOTH}&lang=en`, { script: false });
            assert.equal(await page.locator('h1').textContent(),
                'Two documents compared');
            await page.getByLabel('Id of the second document')
                .fill('khac.txt');
            await follow(page, page.getByRole('button', { name: 'Compare' }));
            assert.equal(await page.locator('.compare-sum').textContent(),
                'The two documents have no text in common.');
            assert.equal(new URL(page.url()).searchParams.get('lang'), 'en');
        });

    await check('with one document or none the page asks for the other',
        async () => {
            const page = await open('/compare?a=khac.txt', { script: false });
            assert.equal(await page.getByLabel('Mã văn bản thứ nhất')
                .inputValue(), 'khac.txt');
            await page.getByLabel('Mã văn bản thứ hai').fill('khac.txt');
            await follow(page, page.getByRole('button',
                { name: 'So sánh' }));
            assert.match(await page.locator('.compare-sum').textContent(),
                /^Chung 100/);
            assert.equal(await page.locator('td del, td ins').count(), 0);
        });

    await check('an id that is not there: 404, and the form to mend it',
        async () => {
            const page = await open(null, { script: false,
                errors: /status of 404/ });
            const answer = await page.goto(new URL(
                target('khac.txt', '"><script>x'), (await open('/')).url())
                .href);
            assert.equal(answer.status(), 404);
            assert.equal(await page.getByLabel('Mã văn bản thứ hai')
                .inputValue(), '"><script>x');
        });

    await check('on a narrow screen one stands below the other', async () => {
        const page = await open(BOTH, { script: false, width: 400 });
        const row = page.locator('tr.differs').first().locator('td');
        const [a, b] = [await row.first().boundingBox(),
            await row.last().boundingBox()];
        assert.ok(b.y >= a.y + a.height - 1 && Math.abs(a.x - b.x) < 2);
        await shot(page, 'compare-narrow');
        const wide = await open(BOTH, { script: false });
        const cells = wide.locator('tr.differs').first().locator('td');
        const [c, d] = [await cells.first().boundingBox(),
            await cells.last().boundingBox()];
        assert.ok(Math.abs(c.y - d.y) < 2 && d.x >= c.x + c.width - 1);
    });

    await stop();
});
