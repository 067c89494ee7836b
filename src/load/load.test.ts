import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CountersignError } from '../errors/countersign-error.ts';
import { formatLocation } from '../errors/source-location.ts';
import { type LoadOptions, load } from './load.ts';

const HEAD = 'asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\n';

let folder = '';
let server: Server;
let base = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign load '));
  server = createServer((request, response) => {
    if (request.url === '/asyncapi.yaml')
      return response.end(`${HEAD}channels: { a: { $ref: 'part.yaml' } }`);
    if (request.url === '/part.yaml') return response.end('address: /a');
    if (request.url === '/private.yaml') {
      const good = request.headers.authorization === `Basic ${Buffer.from('me:s3cret').toString('base64')}`;
      response.statusCode = good ? 200 : 401;
      return response.end(HEAD);
    }
    response.statusCode = 404;
    return response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true });
});

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await mkdtemp(join(folder, 'case '));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return root;
}

/** The error of `load`, with the folder's own name left out. */
async function refusal(source: string, root = 'no folder', options: LoadOptions = {}): Promise<string> {
  try {
    await load(source, { validate: false, ...options });
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    const place = error.at === undefined ? '' : ` at ${formatLocation(error.at)}`;
    return `${error.code}: ${error.message} ${error.fix}${place}`.replaceAll(`${root}/`, '');
  }
  return 'loaded';
}

async function problemsOf(source: string, root: string, options: LoadOptions = {}): Promise<string[]> {
  const { problems } = await load(source, options);
  return problems.map((p) =>
    `${p.severity} ${p.rule} ${formatLocation(p.at)} ${p.message} ${p.fix ?? ''}`.replaceAll(`${root}/`, ''),
  );
}

describe('a document that cannot be gone on with', () => {
  const rows: [string, string | Uint8Array, string][] = [
    [
      'an empty file',
      '',
      'document.not-asyncapi: d.yaml is empty. An AsyncAPI document begins with "asyncapi: 3.0.0". at d.yaml:1:1',
    ],
    [
      'a list',
      '\n- a',
      'document.not-asyncapi: d.yaml is no AsyncAPI document: it is a list, not an object. An AsyncAPI document begins with "asyncapi: 3.0.0". at d.yaml:2:1',
    ],
    [
      'prose',
      'Hello there',
      'document.not-asyncapi: d.yaml is no AsyncAPI document: it is a text, not an object. An AsyncAPI document begins with "asyncapi: 3.0.0". at d.yaml:1:1',
    ],
    [
      'a document in quotes',
      '"asyncapi: 3.0.0\\ninfo: {}"',
      'document.not-asyncapi: d.yaml is no AsyncAPI document: it is a text, not an object. The document stands in it as one quoted text: take it out of the quotes, with real line ends for "\\n". at d.yaml:1:1',
    ],
    [
      'another object',
      'a: 1',
      'document.not-asyncapi: d.yaml is no AsyncAPI document: the key "asyncapi" is missing. An AsyncAPI document begins with "asyncapi: 3.0.0". at d.yaml:1:1',
    ],
    [
      'a slip in the key',
      'asyncApi: 3.0.0',
      'document.not-asyncapi: d.yaml has the key "asyncApi" in place of "asyncapi". Rename it: "asyncapi: 3.0.0". at d.yaml:1:1',
    ],
    [
      'an OpenAPI document',
      'openapi: 3.1.0',
      'document.not-asyncapi: d.yaml is an OpenAPI document, not an AsyncAPI one. WebSocket APIs are described with AsyncAPI: name that document, or start one with "asyncapi: 3.0.0". at d.yaml:1:1',
    ],
    [
      'a JSON Schema',
      '$schema: x',
      'document.not-asyncapi: d.yaml is a JSON Schema, not an AsyncAPI document. Name the document that refers to it. at d.yaml:1:1',
    ],
    [
      'a version that is a number',
      '# v\nasyncapi: 2.6',
      'document.not-asyncapi: The version "asyncapi: 2.6" is none. Write all three numbers: "asyncapi: 3.0.0" or "asyncapi: 2.6.0". at d.yaml:2:1',
    ],
    [
      'AsyncAPI 1',
      'asyncapi: 1.2.0',
      'document.unsupported-version: AsyncAPI 1.2.0 is not supported; 2.x and 3.x are. Convert it: npx @asyncapi/cli convert, or https://studio.asyncapi.com. at d.yaml:1:1',
    ],
    [
      'AsyncAPI 4',
      'asyncapi: 4.0.0',
      'document.unsupported-version: AsyncAPI 4.0.0 is not supported; 2.x and 3.x are. Use version 3.0.0, or a newer Countersign. at d.yaml:1:1',
    ],
    [
      'no YAML',
      'a: "b',
      'document.not-yaml: d.yaml is neither YAML nor JSON. A quote is opened and never closed. Close it, with the same kind of quote. at d.yaml:1:6',
    ],
    [
      'bytes that are no text',
      Uint8Array.of(0x89, 0x50, 0xff, 0x00),
      'document.not-yaml: d.yaml is no text: it is not encoded in UTF-8. Name the YAML or JSON file, and save it as UTF-8.',
    ],
  ];
  test.each(rows)('%s', async (_, content, message) => {
    const root = await write({ 'd.yaml': content });
    expect(await refusal(join(root, 'd.yaml'), root)).toBe(message);
  });

  test('a file that is missing names the one that was probably meant', async () => {
    const root = await write({ 'asyncapi.yaml': HEAD, 'other.txt': '' });
    const missing = (name: string) => refusal(join(root, name), root);
    expect(await missing('asyncapi.yml')).toBe(
      'document.not-found: There is no file asyncapi.yml. Did you mean asyncapi.yaml?',
    );
    expect(await missing('asnycapi.yaml')).toBe(
      'document.not-found: There is no file asnycapi.yaml. Did you mean asyncapi.yaml?',
    );
    expect(await missing('x/y.yaml')).toBe(
      'document.not-found: There is no file x/y.yaml. Name an AsyncAPI document.',
    );
  });

  test('a directory names the document in it', async () => {
    const root = await write({ 'api/asyncapi.yml': HEAD, 'none/x.txt': '' });
    expect(await refusal(join(root, 'api'), root)).toBe(
      'document.not-found: api is a directory. Did you mean api/asyncapi.yml?',
    );
    expect(await refusal(join(root, 'none'), root)).toBe(
      'document.not-found: none is a directory. Name the document in it.',
    );
  });

  test('a file beyond the limit is not even read', async () => {
    const root = await write({ 'd.yaml': new Uint8Array(50 * 1024 * 1024 + 1) });
    expect(await refusal(join(root, 'd.yaml'), root)).toBe(
      'document.not-yaml: d.yaml is larger than 50 MiB. Split the document with $refs.',
    );
  });

  test('a URL that does not answer well', async () => {
    expect(await refusal(`${base}/none.yaml`)).toBe(
      `document.unreachable: ${base}/none.yaml answered 404 Not Found. Check the path of the URL.`,
    );
    expect(await refusal(`${base.replace('http://', 'http://me:wrong@')}/private.yaml`)).toBe(
      `document.unreachable: ${base}/private.yaml answered 401 Unauthorized. Download the file and name its path; it is not public.`,
    );
    expect(await refusal('http://127.0.0.1:9/x.yaml')).toMatch(
      /^document\.unreachable: http:\/\/127\.0\.0\.1:9\/x\.yaml could not be fetched: .+\. Check the address and the network, or download the file and name its path\.$/,
    );
  });

  test('standard input where there is none', async () => {
    expect(await refusal('-')).toBe(
      'document.not-found: There is no standard input here to read "-" from. Name a file or a URL.',
    );
  });
});

describe('where a document comes from', () => {
  test('a path, a file URL, a URL and standard input read alike', async () => {
    const root = await write({ 'asyncapi.yaml': HEAD });
    const path = join(root, 'asyncapi.yaml');
    const value = { asyncapi: '3.0.0', info: { title: 'T', version: '1.0.0' } };
    const sources: [string, LoadOptions, string][] = [
      [path, {}, path],
      [pathToFileURL(path).href, {}, path],
      [`${base.replace('http://', 'http://me:s3cret@')}/private.yaml`, {}, `${base}/private.yaml`],
      ['-', { stdin: async () => `\uFEFF${HEAD}` }, '-'],
    ];
    for (const [source, options, name] of sources) {
      const { bundle, problems, text } = await load(source, { validate: false, ...options });
      expect(bundle.documents[bundle.root]).toEqual(value);
      expect(bundle.locate(bundle.root, '/info/version')).toEqual({
        file: name,
        pointer: '/info/version',
        line: 2,
        column: 19,
      });
      expect(problems).toEqual([]);
      expect(text).toBe(HEAD);
    }
  });

  test('UTF-16 and a byte order mark are read', async () => {
    const root = await write({
      'u8.yaml': `\uFEFF${HEAD}`,
      'u16.yaml': Uint8Array.of(0xff, 0xfe, ...Buffer.from(HEAD, 'utf16le')),
    });
    for (const name of ['u8.yaml', 'u16.yaml']) {
      expect((await load(join(root, name), { validate: false })).text).toBe(HEAD);
    }
  });
});

describe('other files', () => {
  test('are read where $refs name them, relative to the file that does, and again from there', async () => {
    const root = await write({
      'asyncapi.yaml': `${HEAD}channels: { a: { $ref: './parts/my channel.yaml' } }`,
      'parts/my channel.yaml': 'address: /a\nmessages:\n  m: { $ref: "../m.json#/m" }',
      'm.json': '{ "m": {\n "payload": { "$ref": "parts/my channel.yaml#/x" } } }',
    });
    const { bundle, problems } = await load(join(root, 'asyncapi.yaml'), { validate: false });
    const folderUri = bundle.root.replace(/[^/]*$/, '');
    expect(Object.keys(bundle.documents)).toEqual([
      bundle.root,
      `${folderUri}parts/my channel.yaml`,
      `${folderUri}m.json`,
    ]);
    expect(formatLocation(bundle.locate(`${folderUri}m.json`, '/m/payload'))).toBe(`${root}/m.json:2:2`);
    expect(formatLocation(bundle.locate(`${folderUri}gone.json`, '/m'))).toBe(`${root}/gone.json`);
    expect(problems).toEqual([]);
  });

  test('that cannot be had are warnings at the $ref', async () => {
    const root = await write({
      'asyncapi.yaml': `${HEAD}x-a: { $ref: messages.yml }\nx-b: { $ref: 'https://example.com/x.json#/a' }\nx-c: { $ref: broken.yaml }\nx-d: { $ref: 'urn:x:y' }\n`,
      'messages.yaml': '',
      'broken.yaml': 'a: b: c',
    });
    expect(await problemsOf(join(root, 'asyncapi.yaml'), root, { validate: false })).toEqual([
      'warning document.unresolved-ref asyncapi.yaml:3:8 The $ref "messages.yml" cannot be followed. There is no file messages.yml. Did you mean messages.yaml?',
      'warning document.remote-ref asyncapi.yaml:4:8 The $ref "https://example.com/x.json#/a" points to the network and is left out. Allow it with --allow-remote, or keep a copy beside the document and refer to that.',
      'warning document.unresolved-ref asyncapi.yaml:5:8 The $ref "broken.yaml" cannot be followed. broken.yaml is neither YAML nor JSON. There are two colons on one line, so that it is unclear which of them ends the key. Quote the value, or put it on a line of its own.',
      'warning document.unresolved-ref asyncapi.yaml:6:8 The $ref "urn:x:y" names no file and no URL that could be read. Write a relative path, with "/" between folders, and "#/…" for a place in it.',
    ]);
  });

  test('are not missed where their address is the $id of one that is there', async () => {
    const root = await write({
      'asyncapi.yaml': `${HEAD}x-a: { $ref: a.json }\nx-b: { $ref: 'https://example.com/b.json' }\n`,
      'a.json': '{ "$id": "https://example.com/b.json" }',
    });
    expect(await problemsOf(join(root, 'asyncapi.yaml'), root, { validate: false })).toEqual([]);
  });

  test('of the same host are read for a document that came from there, others only when allowed', async () => {
    const own = await load(`${base}/asyncapi.yaml`);
    expect(own.problems).toEqual([]);
    expect(own.bundle.documents[`${base}/part.yaml`]).toEqual({ address: '/a' });
    const root = await write({ 'asyncapi.yaml': `${HEAD}x-a: { $ref: '${base}/part.yaml' }` });
    const allowed = await load(join(root, 'asyncapi.yaml'), { allowRemote: true });
    expect(allowed.problems).toEqual([]);
    expect(allowed.bundle.documents[`${base}/part.yaml`]).toEqual({ address: '/a' });
  });
});

describe('the word of @asyncapi/parser', () => {
  const rows: [string, string, string[]][] = [
    ['a valid document', `${HEAD}channels: {}`, []],
    [
      'no info',
      'asyncapi: 3.0.0',
      [
        'warning asyncapi:asyncapi-document-resolved d.yaml:1:1 The document lacks "info", which AsyncAPI requires. Add "info".',
      ],
    ],
    [
      'channels that are a number',
      `${HEAD}channels: 5`,
      [
        'error asyncapi:asyncapi-document-resolved d.yaml:3:1 "channels" must be of type object, not a number. Write a value of type object.',
      ],
    ],
    [
      'a channel named by a text',
      `${HEAD}channels: { a: { address: /a } }\noperations:\n  o:\n    action: send\n    channel: a`,
      [
        'warning asyncapi:asyncapi-document-resolved d.yaml:7:5 "operations.o.channel" must be of type object, not a string. Write "channel: { $ref: \'#/channels/<channel>\' }".',
      ],
    ],
    [
      'the words of AsyncAPI 2 in 3',
      `${HEAD}channels:\n  a:\n    address: /a\n    publish: {}`,
      [
        'warning asyncapi:asyncapi-document-resolved d.yaml:6:5 "publish" is nothing that AsyncAPI knows in "channels.a". AsyncAPI 3 has operations at the root: "operations: { <name>: { action: receive, channel: … } }".',
      ],
    ],
    [
      'a message past its channel',
      `${HEAD}channels: { a: { address: /a } }\ncomponents: { messages: { m: {} } }\noperations:\n  o:\n    action: send\n    channel: { $ref: '#/channels/a' }\n    messages:\n      - $ref: '#/components/messages/m'`,
      [
        'warning asyncapi:asyncapi3-operation-messages-from-referred-channel d.yaml:10:9 The message of "operations.o" is not one of the messages of its channel. Refer to it through the channel: "$ref: \'#/channels/<channel>/messages/<message>\'", and list it there.',
      ],
    ],
    [
      'a parameter that is not in the address',
      `${HEAD}channels:\n  a:\n    address: /a\n    parameters:\n      user: {}`,
      [
        'warning asyncapi:asyncapi3-channel-parameters d.yaml:7:7 The parameter "user" does not occur in the channel\'s address. Write {user} in the address; if it travels in the query, declare it in bindings.ws.query.',
      ],
    ],
    [
      'a parameter that is not declared',
      `${HEAD}channels:\n  a:\n    address: /a/{user}\n    parameters: {}`,
      [
        'warning asyncapi:asyncapi3-channel-parameters d.yaml:6:5 The address of "channels.a" has parameters that are not declared: user. Declare each under "parameters" of the channel.',
      ],
    ],
    [
      'an example that breaks its schema (AsyncAPI 2)',
      'asyncapi: 2.6.0\ninfo: { title: T, version: 1.0.0 }\nchannels:\n  /a:\n    publish:\n      message:\n        payload: { type: object, properties: { n: { type: integer } } }\n        examples:\n          - payload: { n: x }',
      [
        'warning asyncapi:asyncapi2-message-examples d.yaml:9:24 The example breaks its own schema: "n" property type must be integer. Correct the example, or the schema.',
      ],
    ],
    [
      'a $ref to nothing',
      `${HEAD}channels: { a: { $ref: '#/components/channels/a' } }`,
      [
        'warning document.unresolved-ref d.yaml:3:18 The $ref "#/components/channels/a" points to nothing. Correct it, or add what it points to.',
      ],
    ],
    [
      'a channel of a server that is not there',
      `${HEAD}channels: { a: { address: /a, servers: [{ $ref: '#/servers/x' }] } }`,
      [
        'warning document.unresolved-ref d.yaml:3:43 The $ref "#/servers/x" points to nothing. Correct it, or add what it points to.',
      ],
    ],
    [
      'an undefined security scheme (AsyncAPI 2)',
      'asyncapi: 2.6.0\ninfo: { title: T, version: 1.0.0 }\nservers: { a: { url: x, protocol: ws, security: [{ s: [] }] } }\nchannels: {}',
      [
        'warning asyncapi:asyncapi2-server-security d.yaml:3:52 The security scheme "s" is not defined. Define it under components.securitySchemes.',
      ],
    ],
    ['a missing licence, contact, tag or description', `${HEAD}channels: { a: { address: null } }`, []],
  ];
  test.each(rows)('%s', async (_, content, problems) => {
    const root = await write({ 'd.yaml': content });
    expect(await problemsOf(join(root, 'd.yaml'), root)).toEqual(problems);
  });

  test('a slip in another file is located there', async () => {
    const root = await write({
      'asyncapi.yaml': `${HEAD}channels: { a: { $ref: 'my parts/a.yaml' } }`,
      'my parts/a.yaml': 'address: /a\nfoo: 1',
    });
    expect(await problemsOf(join(root, 'asyncapi.yaml'), root)).toEqual([
      'warning asyncapi:asyncapi-document-resolved my parts/a.yaml:2:1 "foo" is nothing that AsyncAPI knows in the document. Remove it, correct its spelling, or begin its name with "x-".',
    ]);
  });

  test('a file that the document may not read is not read by the parser either', async () => {
    const seen: string[] = [];
    const spy = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((done) => spy.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(spy.address() as AddressInfo).port}/x.json`;
    const root = await write({ 'd.yaml': `${HEAD}channels: { a: { $ref: '${url}' } }` });
    const problems = await problemsOf(join(root, 'd.yaml'), root);
    await new Promise((done) => spy.close(done));
    expect(seen).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('warning document.remote-ref d.yaml:3:18');
  });
});
