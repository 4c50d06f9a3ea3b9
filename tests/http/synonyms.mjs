// synonyms.mjs INDEX DIR - a daemon with synonyms of the user's own, in a file
// in DIR, which changes while it runs.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { addDocument, ask, askJson, check, start, until,
    verdict } from './server.mjs';

const [index, dir] = process.argv.slice(2);
const RELOADS = Number(process.env.RELOADS ?? 100);
const CLIENTS = 4;
const file = path.join(dir, 'synonyms.tsv');

const OURS = 'PKTHT\tphòng kinh tế hạ tầng\n';
const THEIRS = 'PKTHT\tđội quản lý trật tự\n';

// Written aside: the daemon is to see the whole of it.
function write(text) {
    fs.writeFileSync(`${file}.new`, text);
    fs.renameSync(`${file}.new`, file);
}

async function found(port, query) {
    const answer = await askJson(port, '/api/v1/search?q='
        + encodeURIComponent(query));
    return answer.hits.map(hit => hit.id).join(' ');
}

// As often as the log says so, the files were read again.
const reloads = daemon =>
    (daemon.log().match(/^info reloaded/gm) ?? []).length;

async function reload(daemon) {
    const before = reloads(daemon);
    daemon.signal('SIGHUP');
    await until('it is not reloaded', () => reloads(daemon) > before);
}

async function counts(daemon) {
    const { port } = daemon;
    assert.equal(await found(port, 'PKTHT'), 'short long');
    const csv = (await ask(port, '/api/v1/export?q=PKTHT')).text;
    assert.match(csv, /^long,/m, 'an export has them too');
    write(THEIRS);
    await reload(daemon);
    assert.equal(await found(port, 'PKTHT'), 'short other');
    assert.match((await ask(port, '/api/v1/export?q=PKTHT')).text, /^other,/m);
}

async function bad(daemon) {
    write('# nonsense\nPKTHT\n');
    await reload(daemon);
    assert.match(daemon.log(),
        /reload-failed what=synonyms reason=.*synonyms\.tsv: line 2: /);
    assert.equal(await found(daemon.port, 'PKTHT'), 'short other');
    fs.unlinkSync(file);
    await reload(daemon);
    assert.equal(await found(daemon.port, 'PKTHT'), 'short other');
    write('');
    await reload(daemon);
    assert.equal(await found(daemon.port, 'PKTHT'), 'short');
}

// The two answers there may be while one list follows the other.
const ANSWERS = ['short long', 'short other'];

async function askOn(port, state) {
    while (!state.stop) {
        const answer = await ask(port, '/api/v1/search?q=PKTHT');
        const rows = await ask(port, '/api/v1/export?q=PKTHT&format=jsonl');
        if (answer.status !== 200 || rows.status !== 200)
            state.wrong.push(`${answer.status} ${answer.text} ${rows.text}`);
        const ids = answer.status === 200
            ? JSON.parse(answer.text).hits.map(hit => hit.id).join(' ') : '';
        if (!ANSWERS.includes(ids))
            state.wrong.push(`found '${ids}'`);
        state.seen[ANSWERS.indexOf(ids)]++;
    }
}

async function underLoad(daemon) {
    const state = { stop: false, wrong: [], seen: [0, 0] };
    write(OURS);
    await reload(daemon);
    const clients = Array.from({ length: CLIENTS }, () =>
        askOn(daemon.port, state));
    for (let n = 0; n < RELOADS; n++) {
        write(n % 2 ? OURS : THEIRS);
        await reload(daemon);
    }
    await until('one of the lists was never seen', () =>
        Math.min(...state.seen) > 0 || state.wrong.length > 0);
    state.stop = true;
    await Promise.all(clients);
    assert.deepEqual(state.wrong.slice(0, 3), []);
    console.log(`# ${RELOADS} reloads, ${state.seen.join(' + ')} answers`);
}

// A new generation of the index is answered from with the same list.
async function reopened(daemon) {
    write(OURS);
    await reload(daemon);
    assert.equal(await found(daemon.port, 'PKTHT'), 'short long');
    await addDocument(index, { id: 'new', text: 'Phòng kinh tế hạ tầng' });
    assert.match(await found(daemon.port, 'PKTHT'), /^short .*new/);
}

verdict(async () => {
    write(OURS);
    const daemon = await start(index, ['--synonyms', file, '--threads', '4']);
    await check('SIGHUP: the list is read again', () => counts(daemon));
    await check('SIGHUP: of a bad one the log tells, the old one stays', () =>
        bad(daemon));
    await check(`${RELOADS} reloads under load, no request fails`, () =>
        underLoad(daemon));
    await check('a new generation is answered from with the list', () =>
        reopened(daemon));
    await check('it stops well', daemon.stop);
});
