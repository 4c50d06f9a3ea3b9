// fake.mjs - a server that answers as no good one would: what cvdsearch is
// asked to bear.  The first step of the path says how:
//
//     cvdsearch --server http://127.0.0.1:PORT/html ...
//
// Prints its port as a line.  Needs nothing but node.
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

const MIB = 1024 * 1024;
const answer = {
    query: 'gạo', took_ms: 1.5, total: 1, total_is_exact: true,
    complete: true, understood: {}, suggestion: null, warnings: [],
    hits: [{ id: 'a', score: 1, title: 'Gạo', cites: 2, cited_by: 3,
             campaigns: [], snippet: '<mark>gạo</mark>' }],
    facets: {},
};

function json(res, value, status = 200) {
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(typeof value === 'string' ? value : JSON.stringify(value));
}

function problem(res, status, detail, headers = {}) {
    res.writeHead(status, { 'Content-Type': 'application/problem+json',
                            ...headers });
    res.end(JSON.stringify({ type: 'about:blank', title: 'Title', status,
                             detail }));
}

// Write pieces for as long as they are taken.
function endless(res, piece) {
    const more = () => {
        while (!res.destroyed && res.write(piece))
            ;
    };
    res.on('drain', more);
    res.on('error', () => {});
    more();
}

const about = { query: 'gạo', total: 2, warnings: [] };
const isAbout = (req) => req.url.includes('format=about');

const cases = {
    good: (req, res) => json(res, { ...answer, novelty: [{}],
                                    facets: { novelty: [{}] } }),
    gzip: (req, res) => {
        res.writeHead(200, { 'Content-Type': 'application/json; a=b',
                             'Content-Encoding': 'gzip' });
        res.end(gzipSync(JSON.stringify(answer)));
    },
    token: (req, res) =>
        req.headers.authorization === 'Bearer s3cret' &&
        /^cvdsearch\/[0-9.]+$/.test(req.headers['user-agent'])
            ? json(res, answer)
            : problem(res, 401, 'a token is needed'),
    html: (req, res) => {
        res.writeHead(200, { 'Content-Type': 'text/html' });
        res.end('<!DOCTYPE html>');
    },
    'html-404': (req, res) => {
        res.writeHead(404, { 'Content-Type': 'text/html' });
        res.end('<!DOCTYPE html>');
    },
    nothing: (req, res) => { res.writeHead(200); res.end(); },
    malformed: (req, res) => json(res, '{"hits":[{"id":'),
    list: (req, res) => json(res, '[1,2]'),
    'no-hits': (req, res) => json(res, { ...answer, hits: undefined }),
    'wrong-types': (req, res) => json(res, { ...answer, total: 'many' }),
    'wrong-hit': (req, res) => json(res, { ...answer, hits: [[], 3, null] }),
    'many-cites': (req, res) =>
        json(res, { ...answer, hits: [{ id: 'a', cites: 2 ** 40 }] }),
    deep: (req, res) => json(res, '['.repeat(100000)),
    'wrong-detail': (req, res) => {
        res.writeHead(400, { 'Content-Type': 'application/problem+json' });
        res.end('{"detail":7}');
    },
    controls: (req, res) => problem(res, 400, 'a\u001b[31mb\u009bc\nd'),
    busy: (req, res) => problem(res, 503, 'busy', { 'Retry-After': '7' }),
    proxy: (req, res) => { res.writeHead(503); res.end('no'); },
    moved: (req, res) => {
        res.writeHead(301, { Location: '/good' + req.url.slice(6) });
        res.end();
    },
    'cut-short': (req, res) => {
        res.writeHead(200, { 'Content-Type': 'application/json',
                             'Content-Length': '1000' });
        res.write('{');
        setTimeout(() => res.destroy(), 10);
    },
    endless: (req, res) => {
        res.writeHead(200, { 'Content-Type': 'application/json' });
        endless(res, Buffer.alloc(MIB, 0x20));
    },
    bomb: (req, res) => {
        res.writeHead(200, { 'Content-Type': 'application/json',
                             'Content-Encoding': 'gzip' });
        res.end(gzipSync(Buffer.alloc(100 * MIB, 0x20)));
    },
    hangup: (req) => req.socket.destroy(),
    'not-http': (req) => req.socket.end('SSH-2.0-x\r\n'),
    'broken-export': (req, res) => {
        if (isAbout(req))
            return json(res, about);
        res.writeHead(200, { 'Content-Type': 'text/csv' });
        res.write('id\r\n1\r\n');
        setTimeout(() => res.destroy(), 10);
    },
    'refused-export': (req, res) =>
        isAbout(req) ? json(res, about) : problem(res, 503, 'busy'),
    // Pieces that break lines, and characters, where they should not.
    'split-export': (req, res) => {
        if (isAbout(req))
            return json(res, about);
        res.writeHead(200, { 'Content-Type': 'application/jsonl' });
        const all = Buffer.from('{"id":"gạo"}\n{"id":"\u009b1m"}\n');
        let at = 0;
        const next = () => {
            if (at === all.length)
                return res.end();
            res.write(all.subarray(at, ++at));
            setImmediate(next);
        };
        next();
    },
};

const server = createServer((req, res) => {
    const how = req.url.split('/')[1];
    const status = Number(how);
    if (status)
        problem(res, status, `detail of ${status}`);
    else if (cases[how])
        cases[how](req, res);
    else
        problem(res, 500, `no case '${how}'`);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
