import { describe, expect, test } from 'vitest';
import type { Json } from '../contract/json.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { formatLocation } from '../errors/source-location.ts';
import { applyOverlays } from './apply-overlays.ts';
import { locationIn, type ParsedFile, parseFile } from './parsed-file.ts';

const file = (name: string, text: string): ParsedFile => parseFile({ uri: `file:///${name}`, name, text });

const DOCUMENT = `servers:
  dev: { host: a, tags: [one, two, three] }
channels:
  voice:
    address: /voice
    messages:
      hello: { $ref: '#/components/messages/hello' }
  feed: { address: /feed }
components:
  messages:
    hello: { payload: { type: object } }
`;

/** An overlay of these actions, the first of them on line 4. */
const overlay = (actions: string, name = 'o.yaml'): ParsedFile =>
  file(name, `overlay: 1.0.0\ninfo: { title: O, version: 1.0.0 }\nactions:\n${actions}`);

function apply(actions: string, document = DOCUMENT) {
  const { root, problems } = applyOverlays(file('d.yaml', document), [overlay(actions)]);
  return {
    value: root.value as Record<string, Record<string, Json>>,
    at: (pointer: string) => formatLocation(locationIn(root, pointer)),
    problems: problems.map(({ severity, rule, message, at }) => [
      severity,
      rule,
      message,
      formatLocation(at),
    ]),
  };
}

function refusal(actions: string): string {
  try {
    apply(actions);
  } catch (error) {
    if (!(error instanceof CountersignError) || error.at === undefined) throw error;
    return `${error.code} ${formatLocation(error.at)} ${error.message}`;
  }
  return 'applied';
}

describe('An update', () => {
  test('merges objects key by key, appends to lists and replaces everything else', () => {
    const { value } = apply(`  - target: $.servers.dev
    update:
      host: b
      tags: [four]
      x: { deep: 1 }
`);
    expect(value.servers?.dev).toEqual({
      host: 'b',
      tags: ['one', 'two', 'three', 'four'],
      x: { deep: 1 },
    });
  });

  test('of a list appends an entry, or each entry of a list', () => {
    const one = '  - { target: $.servers.dev.tags, update: { name: four } }\n';
    const two = '  - { target: $.servers.dev.tags, update: [five, six] }\n';
    expect(apply(one + two).value.servers?.dev).toMatchObject({
      tags: ['one', 'two', 'three', { name: 'four' }, 'five', 'six'],
    });
  });

  test('changes everything that its target selects', () => {
    const { value } = apply('  - { target: "$.channels.*", update: { x: 1 } }\n');
    expect(value.channels).toMatchObject({
      voice: { address: '/voice', x: 1 },
      feed: { address: '/feed', x: 1 },
    });
  });

  test('sees what the actions before it did, also those of overlays before', () => {
    const root = file('d.yaml', DOCUMENT);
    const first = overlay('  - { target: $.servers, update: { prod: { host: p } } }\n');
    const second = overlay('  - { target: $.servers.prod, update: { host: q } }\n', 'second.yaml');
    const applied = applyOverlays(root, [first, second]).root;
    expect(applied.value).toMatchObject({ servers: { prod: { host: 'q' } } });
    expect(formatLocation(locationIn(applied, '/servers/prod'))).toBe('o.yaml:4:36');
    expect(formatLocation(locationIn(applied, '/servers/prod/host'))).toBe('second.yaml:4:41');
  });

  test('leaves the document as it was read untouched', () => {
    const root = file('d.yaml', DOCUMENT);
    const before = structuredClone(root.value);
    applyOverlays(root, [overlay('  - { target: $.servers.dev, update: { host: b, tags: [x] } }\n')]);
    expect(root.value).toEqual(before);
  });

  test('with a key __proto__ makes a property of that name', () => {
    const { value } = apply('  - { target: $.servers.dev, update: { __proto__: { polluted: true } } }\n');
    expect(Object.hasOwn(value.servers?.dev as object, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('A removal', () => {
  test.each([
    ['$.channels.feed', { channels: { voice: expect.anything() } }],
    ['$.servers.dev.tags[0,2]', { servers: { dev: { host: 'a', tags: ['two'] } } }],
    ["$.servers.dev.tags[?@ == 'two']", { servers: { dev: { tags: ['one', 'three'] } } }],
    ['$..address', { channels: { voice: { messages: {} }, feed: {} } }],
  ])('of %s', (target, expected) => {
    const { value } = apply(`  - { target: "${target}", remove: true }\n`);
    expect(value).toMatchObject(expected);
    expect(JSON.stringify(value)).not.toContain(target === '$..address' ? 'address' : 'nothing');
  });
});

describe('A place', () => {
  test('that an overlay added is in the overlay; every other one in the document', () => {
    const { at } = apply(`  - target: $.channels.voice
    update:
      x-countersign:
        greeting: [hello]
      address: /new
`);
    expect(
      [
        '/channels/voice',
        '/channels/voice/x-countersign',
        '/channels/voice/x-countersign/greeting/0',
        '/channels/voice/address',
        '/channels/voice/messages/hello',
      ].map(at),
    ).toEqual(['d.yaml:4:3', 'o.yaml:6:7', 'o.yaml:7:20', 'o.yaml:8:7', 'd.yaml:7:7']);
  });

  test('of an item is still its own where items before it were removed', () => {
    const { value, at } = apply(`  - { target: $.servers.dev.tags, update: { name: four } }
  - { target: "$.servers.dev.tags[0]", remove: true }
  - { target: "$.servers.dev.tags[1]", remove: true }
`);
    expect(value.servers?.dev).toMatchObject({ tags: ['two', { name: 'four' }] });
    expect(['/servers/dev/tags/0', '/servers/dev/tags/1/name'].map(at)).toEqual([
      'd.yaml:2:31',
      'o.yaml:4:45',
    ]);
  });
});

describe('A target that matches nothing is a warning with the nearest name', () => {
  test.each([
    ['$.channels.voise', ' Did you mean "voice"?'],
    ["$['servers']['devel']", ' Did you mean "dev"?'],
    ['$.servers.dev.tags[7]', ''],
    ['$.operations[?@.action == "send"]', ''],
    [
      '$.channels.voice.messages.hello.payload',
      ' It passes through the $ref "#/components/messages/hello"; the target must be written where that leads.',
    ],
  ])('%s', (target, hint) => {
    const { problems } = apply(`  - { target: '${target.replaceAll("'", "''")}', remove: true }\n`);
    expect(problems).toEqual([
      [
        'warning',
        'overlay.no-match',
        `The target "${target}" matches nothing in the document.${hint}`,
        'o.yaml:4:7',
      ],
    ]);
  });
});

describe('An action is refused', () => {
  test.each([
    [
      '  - { target: "$.a[", remove: true }',
      'o.yaml:4:7 The target "$.a[" is no JSONPath: it ends too early.',
    ],
    [
      '  - { target: $.a.x-y, remove: true }',
      'o.yaml:4:7 The target "$.a.x-y" is no JSONPath: there is a "-" at character 6.',
    ],
    [
      '  - { target: $.servers, updates: {} }',
      'o.yaml:4:26 An action has no key "updates". Did you mean "update"?',
    ],
    ['  - { update: {} }', 'o.yaml:4:5 The action has no target.'],
    ['  - { target: $.servers }', 'o.yaml:4:5 The action says neither "update" nor "remove: true".'],
    ['  - { target: $.servers, remove: yes }', 'o.yaml:4:26 "remove" must be true or false.'],
    [
      '  - { target: $.servers.dev.host, update: b }',
      'o.yaml:4:7 The target "$.servers.dev.host" is neither an object nor a list, and cannot be updated.',
    ],
    [
      '  - { target: $.servers.dev, update: [b] }',
      'o.yaml:4:30 The target "$.servers.dev" is an object, and "update" is none.',
    ],
    ['  - { target: $, remove: true }', 'o.yaml:4:7 The whole document cannot be removed.'],
    ['  - 7', 'o.yaml:4:5 An action is an object.'],
  ])('%s', (action, expected) => {
    expect(refusal(`${action}\n`)).toBe(`overlay.invalid ${expected}`);
  });
});

describe('A file is refused as an overlay', () => {
  test.each([
    ['asyncapi: 3.0.0', 'o.yaml:1:1 o.yaml is no Overlay: it has no "overlay" at its top.'],
    ['overlay: 2.0.0', 'o.yaml:1:1 The version "overlay: "2.0.0"" is none that can be read.'],
    ['overlay: 1.0.0\nactions: []', 'o.yaml:2:1 o.yaml has no list of actions.'],
    ['overlay: 1.0.0\naction: []', 'o.yaml:2:1 An Overlay has no key "action". Did you mean "actions"?'],
  ])('%j', (text, expected) => {
    const run = () => applyOverlays(file('d.yaml', DOCUMENT), [file('o.yaml', text)]);
    let found = 'applied';
    try {
      run();
    } catch (error) {
      if (!(error instanceof CountersignError) || error.at === undefined) throw error;
      found = `${error.code} ${formatLocation(error.at)} ${error.message}`;
    }
    expect(found).toBe(`overlay.invalid ${expected}`);
  });
});
