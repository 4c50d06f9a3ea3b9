// axe.mjs - what axe-core finds amiss with a page, for who cannot see it.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const axe = readFileSync(createRequire(path.resolve(process.env.HTTP_TESTS,
    'package.json')).resolve('axe-core/axe.min.js'), 'utf8');

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
    'best-practice'];

// Sentences; none: all is well.  rules: those alone; [] asks for nothing.
export async function violations(page, rules) {
    if (rules?.length === 0)
        return [];
    await page.evaluate(axe);
    const found = await page.evaluate(runOnly => window.axe.run(document, {
        runOnly, resultTypes: ['violations']
    }), rules ?? tags);
    return found.violations.map(v => `${v.id}: ${v.help}\n` + v.nodes
        .slice(0, 3).map(n => `  ${n.html.slice(0, 200)}\n    ` +
            n.failureSummary.replace(/\s+/g, ' ')).join('\n'));
}
