// hostile_index.mjs - documents whose titles, texts, ids, heads and names of
// files are strings.mjs; before them some harmless ones.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strings } from './strings.mjs';

// They have marks, quotation marks, no marks, digits, blanks.
export const harmless = ['chữ lành', 'chu lanh', '“chữ” lành, 12/2023', 'lành số 7',
    'chữ - lành', 'Lành', 'hai chữ lành ở đây', '37-KH/TU', 'lành*', '+lành',
    'chữ\tlành'];

// What a reader sees of a text: no control characters, blanks as one.
export function seen(s) {
    return s.normalize('NFC').replace(/\s/gu, ' ')
        .replace(/[\u0000-\u001F\u007F-\u009F\uFFFD\p{Noncharacter_Code_Point}]/gu,
            ' ').replace(/ +/g, ' ').trim();
}

export const hasControl = s => /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/.test(s);

// A step that an address may not have, nor a name in it.
export const hasDots = s => /(^|[/\\])\.\.?($|[/\\])/.test(s);

// Under a word of its own, so that it can be asked for.
export const documents = [...harmless, ...strings].map((text, i) => ({
    text, word: `dauhieu${i}`,
    id: hasControl(text) || hasDots(text) || hasDots(`${i} ${text}`)
        ? `${i}` : `${i} ${text}`.normalize('NFC')
}));
export const files = documents.filter(({ text }) => !hasControl(text) &&
    !/[/\0]/.test(text) && Buffer.byteLength(text) < 200)
    .map(d => ({ ...d, id: `tệp ${d.id}.txt`, word: `tep${d.word}` }));

// Make DIR/index of them, and the files beside it.
export function makeIndex(dir) {
    const lines = documents.map(({ id, text, word }) => JSON.stringify({
        id, title: text,
        text: `${word} trước\n${text}\nsau, theo Kế hoạch số 37-KH/TU ngày ` +
            '25 tháng 10 năm 2021 của Tỉnh ủy.',
        // Where a control character is refused, as it is in an id.
        metadata: hasControl(text) ? {} : {
            issuer: text, number: text, place: text, signer: text,
            position: text, district: text, recipients: [text],
            distribution: [text], campaigns: [text], cites: [text],
            date: '2023-08'
        }
    }));
    writeFileSync(path.join(dir, 'docs.jsonl'), `${lines.join('\n')}\n`);
    mkdirSync(path.join(dir, 'files'));
    for (const { id, text, word } of files)
        writeFileSync(path.join(dir, 'files', id), `${word}\n${text}\n`);
    const out = execFileSync(path.join(process.env.BIN_DIR, 'cvdindex'),
        ['rebuild', '--index', 'index', 'docs.jsonl', 'files'],
        { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    assert.match(out, new RegExp(
        `^${documents.length + files.length} added.* 0 failed`));
}
