// originals.mjs - the files that documents were read from are given out as
// they are: those that are indexed, as long as they are what was indexed, and
// nothing beside them.  Runs in a directory of its own.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync,
    symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ask, check, start, verdict } from './server.mjs';

const TEXT = 'Kế hoạch tuyên truyền hàng Việt Nam\r\n';
// TCVN3, the encoding of the years before 2001: a byte a letter.
const OLD = Buffer.from('Céng hoµ x· héi chñ nghÜa ViÖt Nam\n' +
    '§éc lËp - Tù do - H¹nh phóc\nKÕ ho¹ch tuyªn truyÒn hµng ViÖt Nam\n',
    'latin1');

// Names of files, and how they are to be saved: for old programs, for others.
const NAMES = [
    ['ke-hoach.txt', 'ke-hoach.txt', 'ke-hoach.txt'],
    ['Kế hoạch số 37.txt', 'K_ ho_ch s_ 37.txt', 'Kế hoạch số 37.txt'],
    ['tỉnh/huyện/x y.md', 'x y.md', 'x y.md'],
    ['a"; filename=b.exe.txt', 'a_; filename=b.exe.txt',
        'a_; filename=b.exe.txt'],
    ['a\\b.txt', 'a_b.txt', 'a_b.txt'],
    ['50%41.txt', '50_41.txt', '50%41.txt'],
    ['\u202Etxt.exe.txt', '_txt.exe.txt', '_txt.exe.txt'],
    ['<script>alert(1)</script>.txt', 'script_.txt', 'script_.txt'],
    ["l'été; x*.txt", "l'_t_; x_.txt", "l'été; x_.txt"],
];

const target = (id, rest = '') =>
    `/documents/${encodeURIComponent(id)}/original${rest}`;
const file = id => path.join('docs', id);

function make(id, bytes = `${id} ${TEXT}`) {
    mkdirSync(path.dirname(file(id)), { recursive: true });
    writeFileSync(file(id), bytes);
    return id;
}

function index() {
    for (const [id] of NAMES)
        make(id);
    make('old.txt', OLD);
    make('changed.txt');
    make('missing.txt');
    make('fifo.txt');
    make('moved/x.txt');
    make('Nghị quyết'.normalize('NFD') + '.txt');
    // As the keyboard of Windows types it: letter and hat one, the tone two.
    make('Quyê\u0301t di\u0323nh.txt');
    writeFileSync('secret.txt', TEXT);
    symlinkSync('../secret.txt', file('link.txt'));
    writeFileSync('lines.jsonl', ['../secret.txt', 'ke-hoach.txt.jsonl']
        .map(id => JSON.stringify({ id, text: TEXT })).join('\n'));
    execFileSync(path.join(process.env.BIN_DIR, 'cvdindex'),
        ['rebuild', '--index', 'idx', 'docs', 'lines.jsonl']);
    // Behind the back of the index.
    appendFileSync(file('changed.txt'), 'x');
    rmSync(file('missing.txt'));
    rmSync(file('fifo.txt'));
    execFileSync('mkfifo', [file('fifo.txt')]);
    renameSync(file('moved'), 'elsewhere');
    symlinkSync('../elsewhere', file('moved'));
    make('not-indexed.txt');
}

// The file as it is, to be saved.
function isFile(answer, bytes) {
    assert.equal(answer.status, 200, answer.text.slice(0, 200));
    assert.ok(answer.body.equals(Buffer.from(bytes)));
    const { headers } = answer;
    assert.match(headers['content-disposition'], /^attachment; /);
    assert.equal(headers['content-security-policy'],
        "sandbox; default-src 'none'");
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.ok(headers.etag);
}

// A page that says why not, and nothing of a file.
function isRefusal(answer, status, says) {
    assert.equal(answer.status, status, answer.text.slice(0, 300));
    assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(answer.headers['content-disposition'], undefined);
    assert.equal(answer.headers.etag, undefined);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.match(answer.text, says);
    assert.ok(!answer.text.includes('tuyên truyền'));
}

async function good(port) {
    for (const [id, ascii, full] of NAMES)
        await check(`'${id}' is given out, to be saved by its name`,
            async () => {
                const answer = await ask(port, target(id));
                isFile(answer, readFileSync(file(id)));
                assert.equal(answer.headers['content-type'],
                    'text/plain; charset=utf-8');
                assert.equal(answer.headers['content-disposition'],
                    `attachment; filename="${ascii}"; filename*=UTF-8''` +
                    encodeURIComponent(full).replace(/[!'()*]/g, c =>
                        `%${c.charCodeAt(0).toString(16).toUpperCase()}`));
            });
    await check('a file in an old encoding is bytes', async () => {
        const answer = await ask(port, target('old.txt'));
        isFile(answer, OLD);
        assert.equal(answer.headers['content-type'],
            'application/octet-stream');
    });
    for (const id of ['Nghị quyết.txt', 'Quyết dịnh.txt'])
        await check(`'${id}', written in another normal form`, async () => {
            const answer = await ask(port, target(id));
            assert.equal(answer.status, 200);
            assert.ok(answer.headers['content-disposition']
                .endsWith(encodeURIComponent(id)));
        });
    await check('HEAD, If-None-Match, gzip', async () => {
        const what = target('ke-hoach.txt');
        const whole = await ask(port, what);
        const head = await ask(port, what, { method: 'HEAD' });
        assert.equal(head.status, 200);
        assert.equal(head.body.length, 0);
        for (const name of ['content-length', 'content-type', 'etag',
            'content-disposition'])
            assert.equal(head.headers[name], whole.headers[name]);
        const again = await ask(port, what,
            { headers: { 'if-none-match': whole.headers.etag } });
        assert.equal(again.status, 304);
        const small = await ask(port, target('old.txt'),
            { headers: { 'accept-encoding': 'gzip' } });
        assert.ok((small.headers['content-encoding'] === 'gzip'
            ? gunzipSync(small.body) : small.body).equals(OLD));
    });
}

async function refusals(port) {
    const gone = /Tệp không còn ở nơi nó được lập chỉ mục/;
    const rows = [
        ['changed since', 'changed.txt', 409,
            /<h1>Tệp gốc đã đổi từ khi lập chỉ mục<\/h1>/],
        ['removed', 'missing.txt', 404, gone],
        ['behind a symbolic link', 'link.txt', 404, gone],
        ['a FIFO now', 'fifo.txt', 404, gone],
        ['behind a directory that is a link now', 'moved/x.txt', 404, gone],
        ['a line of JSONL', 'ke-hoach.txt.jsonl', 404,
            /không đến từ một tệp riêng/],
    ];
    for (const [what, id, status, says] of rows)
        await check(`${what}: ${status}`, async () =>
            isRefusal(await ask(port, target(id)), status, says));
    await check('in English', async () => isRefusal(
        await ask(port, target('changed.txt', '?lang=en')), 409,
        /has changed since it was indexed/));
    await check('what is not indexed is not there', async () => {
        for (const id of ['not-indexed.txt', 'docs/ke-hoach.txt', 'moved',
            'tỉnh', '/etc/passwd', `${process.cwd()}/secret.txt`])
            assert.equal((await ask(port, target(id))).status, 404, id);
    });
    await check('an id that climbs', async () => {
        for (const id of ['..%2Fsecret.txt', '%2E%2E%2Fsecret.txt',
            'x%2F..%2F..%2Fsecret.txt', '..', '%2e%2e']) {
            const answer = await ask(port, `/documents/${id}/original`);
            assert.ok([400, 404].includes(answer.status), id);
            assert.ok(!answer.text.includes('tuyên truyền'), id);
        }
    });
}

const hasLink = async (port, id) => (await ask(port,
    `/documents/${encodeURIComponent(id)}`)).text.includes('/original"');

async function withSetting() {
    const { port, log, stop } = await start('idx', ['--originals', 'docs']);
    await good(port);
    await refusals(port);
    await check('the page of a file has the link, that of a line has not',
        async () => {
            assert.ok(await hasLink(port, 'ke-hoach.txt'));
            assert.ok(!await hasLink(port, 'ke-hoach.txt.jsonl'));
        });
    await check('the daemon found nothing wrong with itself', async () => {
        await stop();
        assert.doesNotMatch(log(), /^(error|warn)/m);
    });
}

await verdict(async () => {
    index();
    await withSetting();
    await check('without the setting there is none, and no link', async () => {
        const { port, stop } = await start('idx');
        isRefusal(await ask(port, target('ke-hoach.txt')), 404,
            /Máy chủ này không cho tải tệp gốc/);
        assert.ok(!await hasLink(port, 'ke-hoach.txt'));
        await stop();
    });
    await check('several directories: where the right bytes are', async () => {
        mkdirSync('before');
        writeFileSync('before/ke-hoach.txt', 'other');
        const { port, stop } = await start('idx',
            ['--originals', 'before', '--originals', 'docs']);
        isFile(await ask(port, target('ke-hoach.txt')),
            readFileSync(file('ke-hoach.txt')));
        await stop();
    });
    await check('whoever may not search gets none', async () => {
        writeFileSync('tokens', 'only-metrics-0123456 metrics\n',
            { mode: 0o600 });
        const { port, stop } = await start('idx',
            ['--originals', 'docs', '--tokens', 'tokens']);
        const answer = await ask(port, target('ke-hoach.txt'));
        assert.equal(answer.status, 401);
        assert.ok(!answer.text.includes('tuyên truyền'));
        await stop();
    });
    await check('a directory that is not there: warned of; --check-config ' +
        'refuses it', async () => {
        const { port, log, stop } = await start('idx',
            ['--originals', 'none']);
        assert.match(log(), /^warn no-originals .*none/m);
        const answer = await ask(port, target('ke-hoach.txt'));
        assert.equal(answer.status, 500);
        await stop();
        const { status, stderr } = spawnSync(path.join(process.env.BIN_DIR,
            'cvdsearchd'), ['--index', 'idx', '--originals', 'none',
            '--check-config'], { encoding: 'utf8' });
        assert.equal(status, 2);
        assert.match(stderr, /none/);
    });
});
