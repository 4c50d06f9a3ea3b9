// states.mjs - what the page looks like, state by state: each is checked for
// who cannot see or has no mouse (accessible.mjs), and photographed
// (screenshots.mjs).

import { until } from './browser.mjs';

const type = text => async page => {
    await page.locator('#q').fill(text);
    await until('the answer', async () =>
        (await page.title()).startsWith(text));
};

const suggest = text => async page => {
    await type(text)(page);
    await page.locator('#suggestions li').first().waitFor();
    await page.locator('#q').press('ArrowDown');
};

const scrollTo = selector => async page => {
    await page.locator(selector).first().evaluate(element =>
        element.scrollIntoView());
};

const unfold = selector => async page => {
    await page.locator(selector).first().evaluate(fold => {
        fold.open = true;
    });
};

// {name, target, act: what to do there, part: what is in sight alone}
export const states = [
    { name: 'home', target: '/' },
    { name: 'results', target: '/?q=người Việt Nam ưu tiên dùng hàng' },
    { name: 'all-forms', target: '/?q=ocop', act: unfold('.take details') },
    { name: 'similar', target: '/documents/ninh-thuan%2Fke-hoach-277-bcd-' +
        '2023.txt/similar' },
    { name: 'suggestions', target: '/', act: suggest('ninh th') },
    { name: 'understood', target: '/?q=kế hoạch ocop ninh thuận 2023' },
    { name: 'filtered', target: '/?q=kế hoạch&type=ke-hoach' +
        '&province=khanh-hoa&from=2021&to=2023' },
    { name: 'months', target: '/?q=kế hoạch&from=2023&to=2023' },
    { name: 'map-63', target: '/?q=cuộc vận động&map=63' },
    { name: 'chips', target: '/?q=kế hoạch ocop ninh thuận 2023' +
        '&campaign=ocop&type=ke-hoach&province=khanh-hoa&from=2021&to=8/2023' },
    { name: 'last', target: '/?q=kế hoạch&offset=90' },
    { name: 'home-help', target: '/', act: unfold('#help') },
    { name: 'help', target: '/?q=ocop', act: unfold('#help') },
    { name: 'meant', target: '/?q=nguoi vietnam uutien' },
    { name: 'nothing', target: '/?q="hàng Việt chất lượng cao nhất"' +
        '&province=ca-mau&from=1990&to=1991' },
    { name: 'document', target: '/documents/ninh-thuan%2Fke-hoach-37-tu-2021.txt' +
        '?q=hàng Việt Nam' },
    { name: 'walked', target: '/documents/ninh-thuan%2Fke-hoach-37-tu-2021' +
        '.txt?q=hàng Việt Nam', act: scrollTo('#hit-4'), part: true },
    { name: 'graph', target: '/documents/ninh-thuan%2Fke-hoach-37-tu-2021.txt' +
        '/graph' },
    { name: 'compare', target: '/compare?a=ninh-thuan%2Fke-hoach-277-bcd-' +
        '2023.txt&b=ninh-thuan%2Fthe-le-cuoc-thi-binh-chon-ocop-2023.txt' },
    { name: 'compare-asks', target: '/compare?a=khong-co' },
    { name: 'absent', target: '/references/03-CT%2FTW' },
    { name: 'unknown', target: '/references/9999-KH%2FXYZ' },
    { name: 'error', target: '/documents/khong-co' },
    { name: 'wrong', target: '/?q=ocop&limit=khong' },
];
