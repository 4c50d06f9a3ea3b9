// description.mjs - reads searchd/openapi.json: its operations with their
// parameters, and what an answer must look like.

import assert from 'node:assert/strict';
import { load } from './server.mjs';

// What may be left out of an object, each for its reason: a facet or
// column that was not asked for; what a text says of a date, where it says
// nothing; warnings of a request that gives no cause for any.
const OPTIONAL = ['Facets', 'ExportLine', 'relation', 'warnings'];

export class Description {
    constructor(json, Ajv, formats) {
        this.json = json;
        this.seen = new Map(); // operationId -> Set of 'status type'
        this.ajv = new Ajv({ strict: true, allowUnionTypes: true,
            strictRequired: false, allErrors: true });
        formats(this.ajv);
        this.ajv.addVocabulary(['components']);
        this.ajv.addSchema({ components: json.components }, 'api');
        this.compiled = new Map();
    }

    static async read(json) {
        return new Description(json, await load('ajv/dist/2020.js'),
            await load('ajv-formats'));
    }

    // What {"$ref"} names, or the thing itself.
    at(thing) {
        if (!thing.$ref)
            return thing;
        const found = thing.$ref.slice(2).split('/')
            .reduce((o, key) => o?.[key], this.json);
        assert.ok(found, `nothing at ${thing.$ref}`);
        return this.at(found);
    }

    // [{path, id, parameters, responses}]
    operations() {
        const list = [];
        for (const [path, item] of Object.entries(this.json.paths))
            for (const [method, op] of Object.entries(item)) {
                assert.equal(method, 'get');
                list.push({ path, id: op.operationId,
                    parameters: (op.parameters ?? []).map(p => this.at(p)),
                    responses: op.responses });
            }
        return list;
    }

    // All that parameter `p` may be, by its description.
    values(p) {
        const { schema, each } = this.schemas(p);
        const list = [p.example, ...(each.enum ?? []),
            schema.minimum, schema.maximum, schema.default];
        return list.filter(v => v !== undefined);
    }

    // What it may not be.
    wrongValues(p) {
        const { each } = this.schemas(p);
        if (each.type === 'integer')
            return ['-1', 'x', '1x', '1.0', String(each.maximum + 1),
                '99999999999999999999'];
        if (each.enum)
            return ['no-such', `${each.enum[0]}x`];
        return each.pattern ? ['no-date', '2023-13', '2023-08-32', '23'] : [];
    }

    schemas(p) {
        const schema = this.at(p.schema);
        return { schema,
            each: schema.items ? this.at(schema.items) : schema };
    }

    // Throws where `value` does not fit `schema`.
    fits(schema, value, what) {
        const key = JSON.stringify(schema);
        if (!this.compiled.has(key)) {
            const m = /^\{"\$ref":"#(.*)"\}$/.exec(key);
            this.compiled.set(key, m ? this.ajv.getSchema(`api#${m[1]}`)
                : this.ajv.compile(JSON.parse(
                    key.replaceAll('"#/components', '"api#/components'))));
        }
        const test = this.compiled.get(key);
        assert.ok(test(value), `${what}: ${JSON.stringify(test.errors?.[0])}` +
            ` in ${JSON.stringify(value)?.slice(0, 300)}`);
    }

    // Throws where an answer to operation `op` is not as described: its
    // status, type, headers and body.
    describes(op, answer, what, method = 'GET') {
        const response = op.responses[answer.status];
        assert.ok(response, `${what}: status ${answer.status} is not ` +
            `described: ${answer.text.slice(0, 200)}`);
        const { headers, content } = this.at(response);
        for (const [name, header] of Object.entries(headers ?? {})) {
            const value = answer.headers[name.toLowerCase()];
            const { required, schema } = this.at(header);
            assert.ok(value !== undefined || !required,
                `${what}: no header ${name}`);
            if (value !== undefined)
                this.fits(schema, value, `${what}: ${name}`);
        }
        const type = answer.headers['content-type'];
        this.saw(op.id, answer.status, content ? type : '');
        if (!content) {
            assert.equal(answer.body.length, 0, `${what}: a body`);
            return undefined;
        }
        assert.ok(content[type], `${what}: type ${type} is not described`);
        return method === 'HEAD' ? undefined
            : this.body(content[type], type, answer, what);
    }

    body(media, type, answer, what) {
        if (type === 'application/octet-stream')
            return undefined; // any bytes
        // Not UTF-8: the decoder throws.
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
            .decode(answer.body);
        const json = /[/+]json$/.test(type);
        const value = json ? JSON.parse(text) : text;
        if (json)
            assert.equal(namesWritten(text), namesRead(value),
                `${what}: a member stands twice`);
        this.fits(media.schema, value, what);
        if (media['x-line'])
            for (const line of text.split('\n').filter(l => l))
                this.fits(media['x-line'], JSON.parse(line), what);
        return value;
    }

    saw(id, status, type) {
        if (!this.seen.has(id))
            this.seen.set(id, new Set());
        this.seen.get(id).add(`${status} ${type}`.trim());
    }
}

// How many members the objects of a JSON text have, as it is written: a name
// that stands twice in one counts twice.
function namesWritten(text) {
    return text.match(/"(?:[^"\\]|\\[^])*"\s*:?/g)
        ?.filter(s => s.endsWith(':')).length ?? 0;
}

function namesRead(value) {
    if (value === null || typeof value !== 'object')
        return 0;
    const within = Object.values(value).reduce((n, v) => n + namesRead(v), 0);
    return within + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

// The example of each parameter of `op`; of those alone that it cannot do
// without, as those in its path.
export function examples(op) {
    return Object.fromEntries(op.parameters.map(p => [p.name, p.example]));
}

export function inPath(op) {
    return Object.fromEntries(op.parameters.filter(p => p.required)
        .map(p => [p.name, p.example]));
}

// A target: the template with these values, {name: value}.
export function target(op, values) {
    const query = [];
    let path = op.path;
    for (const p of op.parameters) {
        const value = values[p.name];
        if (value === undefined || p.in === 'header')
            continue;
        const list = [value].flat().map(encodeURIComponent);
        if (p.in === 'path')
            path = path.replace(`{${p.name}}`, list[0]);
        else if (p.explode === false)
            query.push(`${p.name}=${list.join(',')}`);
        else
            query.push(...list.map(v => `${p.name}=${v}`));
    }
    return path + (query.length ? `?${query.join('&')}` : '');
}

// Throws where an object schema lets anything through that it does not name,
// where a $ref leads nowhere, where a component serves nothing.
export function strict(json) {
    const used = new Set();
    const walk = (node, where, within) => {
        if (Array.isArray(node))
            return node.forEach((x, i) => walk(x, `${where}/${i}`, within));
        if (node === null || typeof node !== 'object')
            return;
        if (node.$ref)
            used.add(node.$ref);
        if (node.properties && !where.endsWith('/properties'))
            object(node, where);
        for (const [key, value] of Object.entries(node))
            walk(value, `${where}/${key}`, within);
    };
    const object = (node, where) => {
        const shut = node.additionalProperties === false ||
            node.unevaluatedProperties === false;
        // Part of others by allOf, which shut it.
        assert.ok(shut || where.endsWith('/Facts'), `${where} is open`);
        const optional = Object.keys(node.properties).filter(name =>
            !(node.required ?? []).includes(name));
        for (const name of optional)
            assert.ok(OPTIONAL.includes(name) ||
                OPTIONAL.includes(where.split('/').at(-1)),
            `${where}: ${name} is not required`);
    };
    walk(json, '#');
    for (const [kind, list] of Object.entries(json.components))
        if (kind !== 'securitySchemes')
            for (const name of Object.keys(list))
                assert.ok(used.has(`#/components/${kind}/${name}`),
                    `${kind}/${name} serves nothing`);
}
