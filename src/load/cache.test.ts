import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildId } from './cache-build.ts';
import { loadThroughCache } from './cache-load.ts';
import { writeCache } from './cache-write.ts';
import type { CompiledSource } from './compile-source.ts';
import { compileSource } from './compile-source.ts';
import type { LoadContractOptions, LoadedContract } from './loaded-contract.ts';

vi.mock('./compile-source.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('./compile-source.ts')>();
  return { compileSource: vi.fn(original.compileSource) };
});

const DOCUMENT = `asyncapi: 3.0.0
info: { title: Chat, version: 1.0.0 }
channels:
  chat:
    address: /chat
    messages:
      hello: { payload: { $ref: 'hello.yaml#/Hello' } }
operations:
  takeHello: { action: receive, channel: { $ref: '#/channels/chat' } }
components:
  messages:
    unused: { payload: { $ref: 'later.yaml' } }
`;
const HELLO = 'Hello: { type: object, properties: { type: { const: hello } } }\n';
const OVERLAY = `overlay: 1.0.0
info: { title: Another title, version: 1.0.0 }
actions: [{ target: $.info, update: { title: Talk } }]
`;

let root = '';
let server: Server;
let base = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'countersign cache '));
  server = createServer((request, response) => {
    response.end(
      request.url === '/hello.yaml' ? HELLO : DOCUMENT.replace('hello.yaml', `${base}/hello.yaml`),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((done) => server.close(done));
  await rm(root, { recursive: true });
});

beforeEach(() => {
  vi.mocked(compileSource).mockClear();
});

interface Project {
  readonly document: string;
  readonly hello: string;
  readonly folder: string;
  /** Paths of what is kept. */
  entries(): Promise<readonly string[]>;
  load(options?: LoadContractOptions, build?: string): Promise<LoadedContract>;
}

async function project(document = DOCUMENT): Promise<Project> {
  const folder = await mkdtemp(join(root, 'project '));
  const kept = join(folder, 'node_modules', '.cache', 'countersign');
  await mkdir(join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{}');
  await writeFile(join(folder, 'asyncapi.yaml'), document);
  await writeFile(join(folder, 'hello.yaml'), HELLO);
  return {
    document: join(folder, 'asyncapi.yaml'),
    hello: join(folder, 'hello.yaml'),
    folder,
    entries: async () => (await readdir(kept).catch(() => [])).map((name) => join(kept, name)),
    load: (options = {}, build = '1.0.0') =>
      loadThroughCache(join(folder, 'asyncapi.yaml'), { validate: false, ...options }, build),
  };
}

async function onlyEntry(of: Project): Promise<string> {
  const entries = await of.entries();
  expect(entries).toHaveLength(1);
  return entries[0] ?? '';
}

function compilations(): number {
  return vi.mocked(compileSource).mock.calls.length;
}

describe('a document that was compiled before', () => {
  test('is taken from the cache, with its problems', async () => {
    const chat = await project();
    const first = await chat.load();
    const second = await chat.load();
    expect(compilations()).toBe(1);
    expect(second.contract).toEqual(first.contract);
    expect(second.problems).toEqual(first.problems);
    expect(second.problems.map(({ rule }) => rule)).toContain('document.unresolved-ref');
  });

  test('is asked of the parser again only when the parser is another', async () => {
    const chat = await project();
    await chat.load({ validate: true });
    await chat.load({ validate: true });
    expect(compilations()).toBe(1);
    const entry = await onlyEntry(chat);
    expect(await readFile(entry, 'utf8')).toContain('@asyncapi/parser/package.json');
  });

  test('reads its files when the bundle is asked for, and only once', async () => {
    const chat = await project();
    const fresh = await (await chat.load()).bundle();
    const kept = await chat.load();
    const [one, two] = await Promise.all([kept.bundle(), kept.bundle()]);
    expect(compilations()).toBe(1);
    expect(one).toBe(two);
    expect(one.documents).toEqual(fresh.documents);
    expect(one.locate(one.root, '/operations/takeHello')).toEqual({
      file: chat.document,
      pointer: '/operations/takeHello',
      line: 9,
      column: 3,
    });
  });

  test.each([
    ['asyncapi.yaml'],
    ['fixtures/bio-mining/asyncapi.yaml'],
    ['fixtures/notifications/asyncapi.yaml'],
    ['fixtures/quotes/asyncapi.yaml'],
    ['fixtures/voice/asyncapi.yaml'],
  ])('comes back as it was: %s', async (name) => {
    const home = await mkdtemp(join(root, 'home '));
    const source = join(root, basename(home), 'copy.yaml');
    await writeFile(source, await readFile(new URL(`../../${name}`, import.meta.url)));
    const options = { validate: false, environment: { XDG_CACHE_HOME: home } };
    const first = await loadThroughCache(source, options, '1');
    const second = await loadThroughCache(source, options, '1');
    expect(compilations()).toBe(1);
    expect(JSON.stringify(second.contract)).toBe(JSON.stringify(first.contract));
    expect(second.contract).toStrictEqual(first.contract);
    expect(second.problems).toStrictEqual(first.problems);
  });

  test('is known though its files were touched', async () => {
    const chat = await project();
    await chat.load();
    await utimes(chat.hello, 1, 1);
    await chat.load();
    expect(compilations()).toBe(1);
  });

  test('is kept for two versions of Countersign side by side', async () => {
    const chat = await project();
    for (const build of ['1.0.0', '2.0.0', '1.0.0', '2.0.0']) await chat.load({}, build);
    expect(compilations()).toBe(2);
  });
});

describe('a document is compiled again', () => {
  async function damage(of: Project, change: (text: string) => string): Promise<void> {
    const entry = await onlyEntry(of);
    await writeFile(entry, change(await readFile(entry, 'utf8')));
  }

  test.each<[string, (of: Project) => Promise<unknown>, LoadContractOptions?, string?]>([
    ['when it changed', (of) => writeFile(of.document, DOCUMENT.replace('Chat', 'Talk'))],
    ['when a file that it refers to changed', (of) => writeFile(of.hello, HELLO.replace('const', 'title'))],
    ['when a file that was missed appears', (of) => writeFile(join(of.folder, 'later.yaml'), 'type: string')],
    ['by another version of Countersign', async () => {}, {}, '1.0.1'],
    ['from another perspective', async () => {}, { perspective: 'client' }],
    ['with remote files allowed', async () => {}, { allowRemote: true }],
    ['with an option that the cache has never heard of', async () => {}, { overlay: 'x' } as object],
    ['when its entry was cut short', async (of) => truncate(await onlyEntry(of), 500)],
    ['when its entry is empty', (of) => damage(of, () => '')],
    ['when its entry is garbage', (of) => damage(of, () => '\u0000{"contract":')],
    ['when its entry lacks its checksum', (of) => damage(of, (text) => text.slice(text.indexOf('\n') + 1))],
    ['when one letter of its entry is another', (of) => damage(of, (text) => text.replace('Chat', 'Chut'))],
  ])('%s', async (_, change, options = {}, build = '1.0.0') => {
    const chat = await project();
    await chat.load();
    await change(chat);
    const again = await chat.load(options, build);
    expect(compilations()).toBe(2);
    const fresh = await compileSource(chat.document, { validate: false, ...options });
    expect(again.contract).toEqual(fresh.contract);
    expect(again.problems).toEqual(fresh.problems);
    await chat.load(options, build);
    expect(compilations()).toBe(3);
  });

  test('when its overlay changed', async () => {
    const chat = await project();
    const overlay = join(chat.folder, 'overlay.yaml');
    for (const title of ['Talk', 'Talk', 'Prattle']) {
      await writeFile(overlay, OVERLAY.replace('Talk', title));
      const { contract } = await chat.load({ overlays: [overlay] });
      expect(contract.title).toBe(title);
    }
    expect(compilations()).toBe(2);
  });

  test('when a file that it needs is gone, and then it is an error each time', async () => {
    const chat = await project();
    await chat.load();
    await rm(chat.hello);
    for (const _ of [1, 2]) await expect(chat.load()).rejects.toThrow(`There is no file ${chat.hello}.`);
  });

  test('under another name, which its contract and its problems show', async () => {
    const chat = await project();
    await chat.load();
    const url = new URL(`file://${chat.document}`).href;
    const dotted = join(chat.folder, '.').concat('/./asyncapi.yaml');
    for (const source of [url, dotted]) await loadThroughCache(source, { validate: false }, '1.0.0');
    expect(compilations()).toBe(3);
  });
});

describe('nothing is kept', () => {
  async function expectNothingKept(
    of: Project,
    source: string,
    options: LoadContractOptions = {},
  ): Promise<void> {
    const all = { validate: false, environment: { XDG_CACHE_HOME: of.folder }, ...options };
    for (const _ of [1, 2]) await loadThroughCache(source, all, '1.0.0').catch(() => undefined);
    expect(compilations()).toBe(2);
    expect(await of.entries()).toEqual([]);
    expect(await readdir(of.folder)).not.toContain('countersign');
  }

  test('of standard input', async () => {
    const whole = DOCUMENT.replace("{ $ref: 'hello.yaml#/Hello' }", '{}');
    await expectNothingKept(await project(), '-', { stdin: async () => whole });
  });

  test('of a document from the network', async () => {
    await expectNothingKept(await project(), `${base}/asyncapi.yaml`);
  });

  test('of a document with a part from the network', async () => {
    const chat = await project(DOCUMENT.replace('hello.yaml', `${base}/hello.yaml`));
    await expectNothingKept(chat, chat.document, { allowRemote: true });
  });

  test('of a document with an overlay from standard input', async () => {
    const chat = await project();
    await expectNothingKept(chat, chat.document, { overlays: ['-'], stdin: async () => OVERLAY });
  });

  test('of a document that cannot be compiled', async () => {
    const chat = await project(DOCUMENT.replace('hello.yaml', 'gone.yaml'));
    await expectNothingKept(chat, chat.document);
  });

  test('while a file that it refers to is there and cannot be read', async () => {
    const chat = await project();
    await writeFile(join(chat.folder, 'later.yaml'), '{');
    await expectNothingKept(chat, chat.document);
  });

  test.runIf(process.platform !== 'win32')('of a pipe, which is not read twice', async () => {
    const chat = await project();
    const pipe = join(chat.folder, 'pipe.yaml');
    execFileSync('mkfifo', [pipe]);
    const feed = async (): Promise<void> => writeFile(pipe, DOCUMENT);
    for (const _ of [1, 2]) {
      await Promise.all([feed(), loadThroughCache(pipe, { validate: false }, '1.0.0')]);
    }
    expect(compilations()).toBe(2);
    expect(await chat.entries()).toEqual([]);
  });

  test('by a Countersign that runs from its sources', async () => {
    const chat = await project();
    expect(buildId()).toBeUndefined();
    for (const _ of [1, 2]) await loadThroughCache(chat.document, { validate: false }, buildId());
    expect(compilations()).toBe(2);
    expect(await chat.entries()).toEqual([]);
  });
});

describe('where the cache cannot be written', () => {
  test.each<[string, (of: Project) => Promise<unknown>]>([
    ['a file is in its place', (of) => writeFile(join(of.folder, 'node_modules', '.cache'), '')],
    [
      'a folder is in the place of the entry',
      async (of) => {
        await of.load();
        const entry = await onlyEntry(of);
        await rm(entry);
        await mkdir(join(entry, 'full'), { recursive: true });
        vi.mocked(compileSource).mockClear();
      },
    ],
  ])('because %s, the document is compiled each time', async (_, obstruct) => {
    const chat = await project();
    await obstruct(chat);
    const results = [await chat.load(), await chat.load()];
    expect(results.map(({ contract }) => contract.title)).toEqual(['Chat', 'Chat']);
    expect(compilations()).toBe(2);
  });

  test('because the file system takes nothing, the document is compiled each time', async () => {
    const folder = await mkdtemp(join(root, 'alone '));
    const document = join(folder, 'asyncapi.yaml');
    await writeFile(document, DOCUMENT);
    await writeFile(join(folder, 'hello.yaml'), HELLO);
    const environment = { XDG_CACHE_HOME: '/proc' };
    for (const _ of [1, 2]) await loadThroughCache(document, { validate: false, environment }, '1.0.0');
    expect(compilations()).toBe(2);
  });
});

describe('many at once', () => {
  test('write and read whole entries, and leave nothing unfinished', async () => {
    const chat = await project();
    const results = await Promise.all(Array.from({ length: 12 }, () => chat.load()));
    expect(new Set(results.map(({ contract }) => JSON.stringify(contract))).size).toBe(1);
    await onlyEntry(chat);
    const before = compilations();
    await chat.load();
    expect(compilations()).toBe(before);
  });

  test('keep no more than 64 entries: the oldest go', async () => {
    const { contract, problems } = (await compileSource(
      fileURLToPath(new URL('../../asyncapi.yaml', import.meta.url)),
      { validate: false },
    )) satisfies CompiledSource;
    const folder = await mkdtemp(join(root, 'full '));
    for (let index = 0; index < 70; index += 1) {
      const file = join(folder, `${index}.json`);
      await writeCache({ folder, file }, { contract, problems }, []);
      await utimes(file, 1000 + index, 1000 + index);
    }
    const left = (await readdir(folder)).map((name) => Number.parseInt(name, 10)).sort((a, b) => a - b);
    expect(left).toEqual(Array.from({ length: 64 }, (_, index) => index + 6));
  });
});
