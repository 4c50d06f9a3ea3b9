// graph.mjs DIR - the citation graph: it shows what the API says, every box
// has room for what it says, and one walks in it by mouse, by keys and
// without a script.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ask, check, verdict } from '../http/server.mjs';
import { samples, shot, site, until } from './browser.mjs';

const [dir] = process.argv.slice(2);

const DENSE = 'ninh-thuan/ke-hoach-37-tu-2021.txt';
const CITING = 'ninh-thuan/bao-cao-thuan-nam-so-ket-kh37-2024.txt';
const ABSENT = '03-CT/TW'; // cited, and in no folder of the samples
const HOSTILE = 'graph/hostile';
const enc = encodeURIComponent;
const graphOf = (id, rest = '') => `/documents/${enc(id)}/graph${rest}`;

// A document whose titles and those it is cited by are as long, as short and
// as strange as any.
const strange = [
    'x'.repeat(900), 'Về việc '.repeat(200), '', '<b>đậm</b> & "q"',
    'قرار بشأن الحملة '.repeat(20), `${'e\u0301'.repeat(60)}${'\u0323'
        .repeat(300)}`, '\u202Egnp.exe', '文書'.repeat(200),
    'Kế hoạch 10', 'Kế hoạch 11', 'Kế hoạch 12', 'Kế hoạch 13',
    'Kế hoạch 14'
];

// Each cites the one before it: the third is in the middle of five layers.
const CHAIN = [1, 2, 3, 4, 5].map(n => ({ id: `graph/chain-${n}`,
    title: `Kế hoạch thứ ${n}`,
    text: `Thực hiện Kế hoạch số ${930 + n}-KH/TU ngày 0${n}/3/2021 của ` +
        'Tỉnh ủy Hà Tĩnh.',
    metadata: { number: `${931 + n}-KH/TU`, date: `2021-03-0${n + 1}`,
        province: 'Hà Tĩnh', issuer: 'Tỉnh ủy Hà Tĩnh' } }));

function hostileDocuments() {
    const file = path.join(dir, 'hostile.jsonl');
    const own = { id: HOSTILE, title: strange[0], text: 'Kế hoạch.',
        metadata: { number: '901-KH/TU', date: '2021-03-04',
            province: 'Hà Tĩnh', issuer: 'Tỉnh ủy Hà Tĩnh' } };
    const citers = strange.map((title, i) => ({ id: `${HOSTILE}-${i}`, title,
        text: 'Thực hiện Kế hoạch số 901-KH/TU ngày 04/3/2021 của Tỉnh ủy ' +
            'Hà Tĩnh.',
        metadata: { number: i % 2 ? `${i}/BC-UBNDTTHĐNDUBMTTQVN` : undefined,
            date: '2022-01-05', province: 'Hà Tĩnh' } }));
    writeFileSync(file, [own, ...citers, ...CHAIN]
        .map(doc => `${JSON.stringify(doc)}\n`).join(''));
    return file;
}

// ---- what is seen ----------------------------------------------------------

// The boxes as the page has them: key, number, class, and their edges by key.
function drawn(page) {
    return page.evaluate(() => {
        const nodes = [...document.querySelectorAll('#citation-graph .node')];
        const keys = new Map(nodes.map(n => [n.dataset.node, n.dataset.key]));
        const edges = [...document.querySelectorAll('.graph-lines .edge')]
            .map(e => [keys.get(e.dataset.from), keys.get(e.dataset.to),
                e.classList[1]].join(' '));
        return { keys: [...keys.values()].sort(), edges: edges.sort() };
    });
}

async function said(port, id, rest) {
    const answer = await ask(port, `/api/v1/graph?q=${enc(id)}&${rest}`);
    const graph = JSON.parse(answer.text);
    return { keys: graph.nodes.map(node => node.key).sort(),
        edges: graph.edges.map(e => `${e.from} ${e.to} ${e.resolution}`)
            .sort(), graph };
}

// What of the picture does not fit: boxes that meet or leave the field, text
// that leaves its box, a page that is wider than its window.
function misfits(page) {
    return page.evaluate(() => {
        const wrong = [];
        const slack = 1; // of rounding
        const rect = e => e.getBoundingClientRect();
        const inside = (a, b) => a.left >= b.left - slack &&
            a.right <= b.right + slack && a.top >= b.top - slack &&
            a.bottom <= b.bottom + slack;
        const nodes = [...document.querySelectorAll('#citation-graph .node')];
        const field = rect(document.querySelector('.graph-field'));
        for (const [i, node] of nodes.entries()) {
            const box = rect(node);
            if (!inside(box, field))
                wrong.push(`leaves the field: ${node.textContent}`);
            for (const other of nodes.slice(i + 1)) {
                const o = rect(other);
                if (box.left < o.right && o.left < box.right &&
                    box.top < o.bottom && o.top < box.bottom)
                    wrong.push(`meet: ${node.textContent} and ` +
                        other.textContent);
            }
            for (const part of node.querySelectorAll(':scope > span, .number'))
                if (!part.matches('.node-more') && !inside(rect(part), box))
                    wrong.push(`leaves its box: ${part.textContent}`);
        }
        const root = document.documentElement;
        if (root.scrollWidth > root.clientWidth)
            wrong.push(`page of ${root.scrollWidth} px`);
        return wrong;
    });
}

// How far the ends of the lines are from the boxes they join.
function looseEnds(page) {
    return page.evaluate(() => {
        const svg = [...document.querySelectorAll('.graph-field > svg')]
            .find(s => getComputedStyle(s).display !== 'none');
        const node = n => document.querySelector(`[data-node="${n}"]`)
            .getBoundingClientRect();
        const away = (p, box) => Math.max(
            Math.min(Math.abs(p.x - box.left), Math.abs(p.x - box.right)),
            Math.abs(p.y - (box.top + box.bottom) / 2));
        const at = (path, far) => path.getPointAtLength(far)
            .matrixTransform(path.getScreenCTM());
        return [...svg.querySelectorAll('path')].map(path => Math.max(
            away(at(path, 0), node(path.dataset.from)),
            away(at(path, path.getTotalLength()), node(path.dataset.to))))
            .filter(far => far > 3);
    });
}

const centre = page => page.locator('.node.centre').first();
const active = page => page.evaluate(() =>
    document.activeElement.dataset.key ?? null);

// Until the graph of the document with that key is shown.
function shown(page, key) {
    return until(`the graph of ${key}`, async () =>
        await centre(page).getAttribute('data-key') === key);
}

await verdict(async () => {
    const { open, url, port, stop } = await site(dir,
        { sources: [samples(), hostileDocuments()] });

    await check('nodes and edges are those of the API', async () => {
        for (const [rest, how] of [['', 'depth=2&direction=both&nodes=30'],
            ['?depth=1', 'depth=1&direction=both&nodes=30'],
            ['?direction=in&nodes=15', 'depth=2&direction=in&nodes=15'],
            ['?direction=out&nodes=60', 'depth=2&direction=out&nodes=60']]) {
            const page = await open(graphOf(DENSE, rest));
            const { keys, edges } = await said(port, DENSE, how);
            assert.ok(keys.length > 3, how);
            assert.deepEqual(await drawn(page), { keys, edges }, how);
            await page.context().close();
        }
    });

    await check('what is cited stands to the left of what cites it',
        async () => {
            const page = await open(graphOf(DENSE, '?depth=1'));
            const { graph } = await said(port, DENSE, 'depth=1&direction=both');
            const lefts = new Map(await page.locator('.node').evaluateAll(
                nodes => nodes.map(n => [n.dataset.key,
                    n.getBoundingClientRect().left])));
            const own = graph.edges.filter(e => e.from === DENSE ||
                e.to === DENSE);
            assert.ok(own.length > 3);
            for (const { from, to } of own)
                assert.ok(lefts.get(to) < lefts.get(from), `${from} ${to}`);
        });

    await check('the page of a document draws what is one step away',
        async () => {
            const page = await open(`/documents/${enc(DENSE)}`);
            const { graph } = await said(port, DENSE,
                'depth=1&direction=both&nodes=100');
            const own = graph.edges.filter(e => e.from === DENSE ||
                e.to === DENSE);
            const got = await drawn(page);
            assert.deepEqual(got.edges, own.map(e =>
                `${e.from} ${e.to} ${e.resolution}`).sort());
            await shot(page, 'graph-document');
        });

    await check('there is room for everything, wide and narrow', async () => {
        const layers = new Set();
        for (const target of [graphOf(DENSE), graphOf(HOSTILE),
            `/documents/${enc(DENSE)}`, graphOf(CHAIN[2].id),
            graphOf(CITING, '?nodes=60'), `/documents/${enc(HOSTILE)}`,
            `/references/${enc(ABSENT)}`, `/references/${enc(ABSENT)}/graph`,
            `/references/${enc('901-KH/TU')}/graph`]) {
            for (const width of [1280, 1024, 768, 360]) {
                const page = await open(target, { width });
                layers.add(await page.locator('.graph-layer').count());
                assert.deepEqual(await misfits(page), [],
                    `${target} ${width}`);
                assert.deepEqual(await looseEnds(page), [],
                    `${target} ${width}`);
                await shot(page, `graph${target.replace(/\W+/g, '-')}` +
                    `-${width}`);
                await page.context().close();
            }
        }
        // The sheet has a width for each.
        assert.deepEqual([...layers].sort(), [2, 3, 4, 5]);
    });

    await check('a click walks in place, back and the trail return',
        async () => {
            const page = await open(graphOf(DENSE));
            await page.evaluate(() => { window.same = true; });
            const next = page.locator(`.node[data-key="${CITING}"]`);
            const href = await next.getAttribute('href');
            await next.click();
            await shown(page, CITING);
            assert.equal(new URL(page.url()).pathname, href);
            assert.equal(await active(page), CITING);
            assert.match(await page.title(), /sơ kết/i);
            assert.equal(await page.locator('.graph-trail a').count(), 2);
            assert.equal(await page.locator('.graph-open')
                .evaluate(a => a.pathname), `/documents/${enc(CITING)}`);
            await until('what is told', async () =>
                (await page.locator('#status').textContent()) ===
                await page.locator('h1').textContent());
            await page.goBack();
            await shown(page, DENSE);
            assert.equal(await page.locator('.graph-trail').count(), 0);
            await page.goForward();
            await shown(page, CITING);
            await page.locator('.graph-trail a').first().click();
            await shown(page, DENSE);
            assert.equal(new URL(page.url()).pathname, graphOf(DENSE));
            assert.equal(await page.evaluate(() => window.same), true);
        });

    await check('another click drops an answer that is late', async () => {
        const page = await open(graphOf(DENSE));
        let release;
        const held = new Promise(resolve => { release = resolve; });
        const slow = page.locator('.node.held:not(.centre)').first();
        const slowUrl = url + await slow.getAttribute('href');
        await page.route(slowUrl, async route => {
            await held;
            await route.continue().catch(() => {});
        });
        const asked = page.waitForRequest(slowUrl);
        await slow.click();
        await asked;
        await page.locator(`.node[data-key="${CITING}"]`).click();
        await shown(page, CITING);
        release();
        await page.evaluate(() => fetch('/healthz'));
        assert.equal(await centre(page).getAttribute('data-key'), CITING);
        assert.equal(page.url(), url + graphOf(CITING));
    });

    await check('arrow keys go from box to box, Enter walks, O opens',
        async () => {
            const page = await open(graphOf(DENSE));
            await centre(page).focus();
            // One stop of Tab for them all.
            assert.equal(await page.locator('a.node[tabindex="0"]').count(),
                1);
            const layers = await page.evaluate(() =>
                [...document.querySelectorAll('.graph-layer')].map(layer =>
                    [...layer.querySelectorAll('a.node')].map(n =>
                        n.dataset.key)));
            const at = layers.findIndex(layer => layer.includes(DENSE));
            await page.keyboard.press('ArrowLeft');
            assert.ok(layers[at - 1].includes(await active(page)));
            await page.keyboard.press('Home');
            assert.equal(await active(page), DENSE);
            await page.keyboard.press('ArrowRight');
            assert.ok(layers[at + 1].includes(await active(page)));
            while (await active(page) !== layers[at + 1][0])
                await page.keyboard.press('ArrowUp');
            for (const key of layers[at + 1]) {
                assert.equal(await active(page), key);
                await page.keyboard.press('ArrowDown');
            }
            const to = await active(page);
            // The panel follows, and leads to the document.
            assert.equal(await page.locator('.graph-open')
                .evaluate(a => a.pathname), `/documents/${enc(to)}`);
            assert.ok(await page.locator('.edge.lit').count() > 0);
            await page.keyboard.press('Enter');
            await shown(page, to);
            assert.equal(await active(page), to);
            await page.keyboard.press('o');
            await page.waitForURL(`${url}/documents/${enc(to)}`);
        });

    await check('on a telephone the arrows go down the column', async () => {
        const page = await open(graphOf(DENSE), { width: 360, touch: true });
        const keys = await page.locator('a.node').evaluateAll(nodes =>
            nodes.map(n => n.dataset.key));
        await page.locator('a.node').first().focus();
        for (const key of keys) {
            assert.equal(await active(page), key);
            await page.keyboard.press('ArrowDown');
        }
    });

    await check('an absent document leads to the graph of its number, and on',
        async () => {
            const page = await open(graphOf(DENSE));
            const absent = page.locator('.node.absent',
                { hasText: ABSENT }).first();
            await absent.click();
            await until('the graph of the number', () => page.url() ===
                `${url}/references/${enc(ABSENT)}/graph`);
            assert.equal(await page.locator('.graph-open')
                .evaluate(a => a.pathname), `/references/${enc(ABSENT)}`);
            const citer = page.locator('.node.held:not(.centre)').first();
            const key = await citer.getAttribute('data-key');
            await citer.click();
            await shown(page, key);
            assert.equal(await page.locator('.graph-trail a').count(), 3);
            await shot(page, 'graph-trail');
        });

    await check('without a script every box is a link', async () => {
        const page = await open(graphOf(DENSE), { script: false });
        await page.locator(`.node[data-key="${CITING}"]`).click();
        assert.equal(page.url(), url + graphOf(CITING));
        assert.equal(await centre(page).getAttribute('data-key'), CITING);
        await centre(page).click();
        assert.equal(page.url(), `${url}/documents/${enc(CITING)}`);
        await page.locator('#graph a', { hasText: 'đi tiếp' }).click();
        await page.locator('.graph-choices a', { hasText: /^1$/ }).click();
        assert.equal(page.url(), url + graphOf(CITING, '?depth=1'));
        await page.locator('.graph-open').click();
        await page.locator('#graph .node.absent').first().click();
        assert.match(page.url(), /\/references\//);
    });

    await check('a choice redraws in place and stays while one walks',
        async () => {
            const page = await open(graphOf(DENSE));
            await page.locator('.graph-choices a', { hasText: /^1$/ })
                .click();
            await until('one step', () => page.url() ===
                url + graphOf(DENSE, '?depth=1'));
            await until('its choice', () => page.locator(
                '.graph-choices a[aria-current]').first().textContent()
                .then(text => text === '1'));
            await page.locator(`.node[data-key="${CITING}"]`).click();
            await shown(page, CITING);
            assert.equal(page.url(), url + graphOf(CITING, '?depth=1'));
        });

    await check('boxes move with motion, and are at their place after it',
        async () => {
            const page = await open(graphOf(DENSE), { motion: true });
            await page.locator(`.node[data-key="${CITING}"]`).click();
            await shown(page, CITING);
            await until('rest', () => page.evaluate(() =>
                document.getAnimations().length === 0));
            assert.deepEqual(await misfits(page), []);
        });

    await check('the picture is named, told in words, and can be taken away',
        async () => {
            const page = await open(graphOf(DENSE));
            const figure = page.locator('figure.graph');
            for (const by of ['aria-labelledby', 'aria-describedby'])
                assert.ok(await page.locator(`#${await figure
                    .getAttribute(by)}`).textContent());
            for (const format of ['SVG', 'GraphML', 'DOT', 'JSON']) {
                const href = await page.locator('.forms a',
                    { hasText: format }).getAttribute('href');
                const answer = await ask(port, href);
                assert.equal(answer.status, 200, href);
                assert.ok(answer.text.includes(DENSE), href);
            }
        });

    await check('light and dark, lines and letters can be told from paper',
        async () => {
            for (const dark of [false, true]) {
                const page = await open(graphOf(DENSE), { dark });
                const poor = await page.evaluate(() => {
                    const light = color => {
                        const part = color.match(/[\d.]+/g).slice(0, 3)
                            .map(v => v / 255).map(v => v <= 0.04045
                                ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                        return 0.2126 * part[0] + 0.7152 * part[1] +
                            0.0722 * part[2];
                    };
                    const ratio = (a, b) => (Math.max(a, b) + 0.05) /
                        (Math.min(a, b) + 0.05);
                    const css = (e, p) => light(getComputedStyle(e)[p]);
                    const paper = css(document.body, 'backgroundColor');
                    const wrong = [];
                    for (const e of document.querySelectorAll('.edge'))
                        if (ratio(css(e, 'stroke'), paper) < 3)
                            wrong.push('edge');
                    for (const node of document.querySelectorAll('.node')) {
                        const fill = css(node, 'backgroundColor');
                        if (ratio(css(node, 'borderTopColor'), paper) < 3)
                            wrong.push(`border ${node.className}`);
                        for (const e of node.querySelectorAll('span, b, time'))
                            if (ratio(css(e, 'color'), fill) < 4.5)
                                wrong.push(`text ${e.className}`);
                    }
                    return wrong;
                });
                assert.deepEqual(poor, []);
                await shot(page, dark ? 'graph-dark' : 'graph-light');
            }
        });

    await check('what is no choice is refused, what is not there is not found',
        async () => {
            for (const [target, status] of [[graphOf(DENSE, '?depth=3'), 400],
                [graphOf(DENSE, '?nodes=61'), 400],
                [graphOf(DENSE, '?direction=up'), 400],
                [graphOf('khong-co'), 404], ['/references/x/graph', 404],
                ['/documents//graph', 404]])
                assert.equal((await ask(port, target)).status, status, target);
        });

    await stop();
});
