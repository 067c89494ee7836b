import { describe, expect, expectTypeOf, test } from 'vitest';
import { COMMAND_NAMES, COMMANDS } from './commands.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { parseValue } from './parse-value.ts';
import type { CommandName, ParsedArgs } from './parsed-args.ts';

/** The whole error texts are in test/scenarios/command-line.md. */
describe('a command line', () => {
  test.each([
    ['', { kind: 'help' }],
    ['-h', { kind: 'help' }],
    ['--help', { kind: 'help' }],
    ['help', { kind: 'help' }],
    ['help lint', { kind: 'help', command: 'lint' }],
    ['lint --help', { kind: 'help', command: 'lint' }],
    ['verify a.yaml -h', { kind: 'help', command: 'verify' }],
    ['-V', { kind: 'version' }],
    ['--version', { kind: 'version' }],
  ])('"%s" asks for help or the version', (text, expected) => {
    expect(parseCommandLine(words(text))).toEqual(expected);
  });

  test('has every default of the table, as a value', () => {
    expect(run('mock', 'a.yaml')).toEqual({
      command: 'mock',
      document: 'a.yaml',
      given: [],
      options: {
        port: 4600,
        host: '127.0.0.1',
        verify: false,
        log: 'pretty',
        push: 1000,
        scenario: [],
        seed: 1,
        fault: [],
        patience: 5000,
        perspective: 'auto',
        overlay: [],
        'allow-query-faults': false,
        'allow-remote': false,
        cache: true,
        cert: undefined,
        config: undefined,
        deflate: false,
        handlers: undefined,
        key: undefined,
        strict: false,
        tls: false,
        watch: true,
        help: false,
      },
    });
  });

  test.each([
    ['-p 8080', { port: 8080 }],
    ['-p8080', { port: 8080 }],
    ['--port=0', { port: 0 }],
    ['--port 1 --port 2', { port: 2 }],
    ['--push off', { push: 'off' }],
    ['--push 1.5s', { push: 1500 }],
    ['--verify', { verify: true }],
    ['--verify --no-verify', { verify: false }],
    ['--fault no-reply --fault wrong-status', { fault: ['no-reply', 'wrong-status'] }],
  ])('reads %s', (text, options) => {
    expect(run('mock', `a.yaml ${text}`).options).toMatchObject(options);
  });

  test('takes - as a document and everything after -- as it is', () => {
    expect(run('show', '-').document).toBe('-');
    expect(run('show', '-- --odd-name.yaml').document).toBe('--odd-name.yaml');
  });

  test('lets lint --explain do without a document', () => {
    expect(run('lint', '--explain list')).toMatchObject({ document: '', options: { explain: 'list' } });
  });

  test('an option named like a property of every object is unknown', () => {
    expect(() => parseCommandLine(words('mock a.yaml --constructor x'))).toThrow(
      'countersign mock has no option --constructor.',
    );
  });

  test('has the types of the table', () => {
    expectTypeOf<ParsedArgs<'mock'>['options']['port']>().toEqualTypeOf<number>();
    expectTypeOf<ParsedArgs<'mock'>['options']['push']>().toEqualTypeOf<number | 'off'>();
    expectTypeOf<ParsedArgs<'mock'>['options']['verify']>().toEqualTypeOf<boolean>();
    expectTypeOf<ParsedArgs<'verify'>['options']['target']>().toEqualTypeOf<readonly string[]>();
    expectTypeOf<ParsedArgs<'verify'>['options']['origin']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<ParsedArgs<'verify'>['options']['deadline']>().toEqualTypeOf<number>();
    expectTypeOf<ParsedArgs<'show'>['options']['perspective']>().toEqualTypeOf<
      'auto' | 'server' | 'client'
    >();
  });
});

describe.each(COMMAND_NAMES)('the table of %s', (name) => {
  const options = Object.entries(COMMANDS[name].options);

  test.each(options)('--%s: what is given as default and example is allowed', (option, spec) => {
    for (const text of [spec.default, spec.example, ...(spec.choices ?? [])]) {
      if (text !== undefined) expect(parseValue(option, spec, text)).toBeDefined();
    }
    expect(spec.type === 'boolean' || spec.example !== undefined || spec.choices !== undefined).toBe(true);
  });

  test('gives each short form to one option', () => {
    const shorts = options.flatMap(([, { short }]) => short ?? []);
    expect(new Set(shorts).size).toBe(shorts.length);
  });

  test.each(COMMANDS[name].examples)('%s: parses', (example) => {
    const [, ...argv] = words(example.replace(/^.*\| /, ''));
    expect(parseCommandLine(argv)).toMatchObject({ kind: 'run', args: { command: name } });
  });
});

function run<Command extends CommandName>(command: Command, rest: string): ParsedArgs<Command> {
  const line = parseCommandLine([command, ...words(rest)]);
  if (line.kind !== 'run' || line.args.command !== command) throw new Error(`That is no ${command}.`);
  return line.args as unknown as ParsedArgs<Command>;
}

function words(text: string): string[] {
  return (text.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, '$1'));
}
