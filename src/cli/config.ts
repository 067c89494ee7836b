import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { importDefault } from '../load/import-module.ts';
import type { CountersignConfig } from '../verify/config.ts';
import type { OptionSpec, OptionTable } from './option.ts';
import { MOCK_OPTIONS, VERIFY_OPTIONS } from './options.ts';
import { parseValue } from './parse-value.ts';
import type { ParsedArgs } from './parsed-args.ts';

const NAMES = ['ts', 'mts', 'js', 'mjs'].map((ending) => `countersign.config.${ending}`);
const KEYS = ['document', 'targets', 'origin', 'credentials', 'hooks', 'states', 'verify', 'mock'];
const HOOKS = ['before', 'after', 'beforeCase', 'afterCase'];
/** What stands elsewhere in a configuration, or makes sense on a command line only. */
const NOT_DEFAULTS = new Set([
  'target',
  'origin',
  'credential',
  'config',
  'list',
  'replay',
  'update-baseline',
  // Of the mock: "verify" is a section of its own.
  'verify',
]);

/**
 * The configuration of `--config`, else that of the working directory, else an empty one.
 * @throws CountersignError `config.invalid`
 */
export async function loadConfig(named: string | undefined): Promise<CountersignConfig> {
  const file = named ?? NAMES.find((name) => existsSync(name));
  if (file === undefined) return {};
  if (!existsSync(file))
    throw new CountersignError('config.invalid', `There is no configuration ${file}.`, {
      fix: 'Name a file: --config countersign.config.ts.',
    });
  let config: unknown;
  try {
    config = await importDefault(resolve(file));
  } catch (error) {
    throw new CountersignError(
      'config.invalid',
      `${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
      {
        fix: 'Mend what it throws. Where it cannot import a package, call it countersign.config.mts: then it is a module, whatever the package.json says.',
        cause: error,
      },
    );
  }
  check(file, config);
  return config;
}

function check(file: string, config: unknown): asserts config is CountersignConfig {
  if (!isRecord(config)) throw invalid(file, 'has no default export that is an object');
  known(file, '', config, KEYS);
  for (const name of ['document', 'origin'])
    if (config[name] !== undefined && typeof config[name] !== 'string')
      throw invalid(file, `/${name} is no text`);
  for (const target of [config.targets ?? []].flat())
    if (typeof target !== 'string') throw invalid(file, '/targets is neither a text nor a list of texts');
  functions(file, 'credentials', config.credentials, true);
  functions(file, 'hooks', config.hooks, false);
  functions(file, 'states', config.states, false);
  if (isRecord(config.hooks)) known(file, '/hooks', config.hooks, HOOKS);
  for (const [section, names] of [
    ['verify', VERIFY_DEFAULTS],
    ['mock', MOCK_DEFAULTS],
  ] as const) {
    const value = config[section];
    if (value === undefined) continue;
    if (!isRecord(value)) throw invalid(file, `/${section} is no object`);
    known(file, `/${section}`, value, [...names.keys()]);
  }
}

/** A record of functions; of texts too where they may be. */
function functions(file: string, name: string, value: unknown, orText: boolean): void {
  if (value === undefined) return;
  if (!isRecord(value)) throw invalid(file, `/${name} is no object`);
  for (const [key, one] of Object.entries(value))
    if (one !== undefined && typeof one !== 'function' && !(orText && typeof one === 'string'))
      throw invalid(file, `/${name}/${key} is no function${orText ? ' and no text' : ''}`);
}

function known(file: string, place: string, value: Record<string, unknown>, names: readonly string[]): void {
  const wrong = Object.keys(value).find((key) => !names.includes(key));
  if (wrong !== undefined)
    throw invalid(file, `has an unknown key ${place}/${wrong}.${didYouMean(wrong, names)}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(file: string, what: string): CountersignError {
  return new CountersignError('config.invalid', `${file} ${what}${/[.?!]$/.test(what) ? '' : '.'}`, {
    fix: "It exports a configuration: export default defineConfig({ … }), from 'countersign/config'.",
  });
}

/** `minCoverage` → `min-coverage`, for each option of a command that a configuration may set. */
function defaultsOf(table: OptionTable): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table)
      .filter(([name]) => !NOT_DEFAULTS.has(name))
      .map(([name, { list }]) => [
        // What may be said several times is one name on a command line, and a list here.
        `${name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}${list && PLURAL.has(name) ? 's' : ''}`,
        name,
      ]),
  );
}

/** Lists whose option is a singular: `--fault a --fault b` is `faults: ['a', 'b']`. */
const PLURAL = new Set(['fault', 'scenario']);

const VERIFY_DEFAULTS = defaultsOf(VERIFY_OPTIONS);
const MOCK_DEFAULTS = defaultsOf(MOCK_OPTIONS);

/** The keys of a configuration and of its sections, for its documentation. */
export function configKeys(): Readonly<
  Record<'configuration' | 'hooks' | 'verify' | 'mock', readonly string[]>
> {
  return {
    configuration: KEYS,
    hooks: HOOKS,
    verify: [...VERIFY_DEFAULTS.keys()],
    mock: [...MOCK_DEFAULTS.keys()],
  };
}

/**
 * The command line, with what it does not say taken from the configuration.
 * @throws CountersignError `cli.bad-value`, as for the same value on the command line
 */
export function withConfig(args: ParsedArgs<'verify'>, config: CountersignConfig): ParsedArgs<'verify'> {
  const isGiven = (name: string): boolean => args.given.includes(name);
  const options = withDefaults(args, VERIFY_OPTIONS, VERIFY_DEFAULTS, config.verify);
  if (config.targets !== undefined && !isGiven('target') && !isGiven('start'))
    options.target = [config.targets].flat();
  // Who names a backend that runs wants no other one started.
  if (isGiven('target') && !isGiven('start')) delete options.start;
  if (config.origin !== undefined && !isGiven('origin')) options.origin = config.origin;
  const document = args.document === '' ? (config.document ?? '') : args.document;
  return { ...args, document, options: options as ParsedArgs<'verify'>['options'] };
}

/** The same for `countersign mock`. */
export function withMockConfig(args: ParsedArgs<'mock'>, config: CountersignConfig): ParsedArgs<'mock'> {
  const options = withDefaults(args, MOCK_OPTIONS, MOCK_DEFAULTS, config.mock);
  const document = args.document === '' ? (config.document ?? '') : args.document;
  return { ...args, document, options: options as ParsedArgs<'mock'>['options'] };
}

function withDefaults(
  args: ParsedArgs<'verify'> | ParsedArgs<'mock'>,
  table: OptionTable,
  names: ReadonlyMap<string, string>,
  section: object = {},
): Record<string, unknown> {
  const options: Record<string, unknown> = { ...args.options };
  for (const [key, value] of Object.entries(section) as [string, unknown][]) {
    const name = names.get(key);
    const spec = name === undefined ? undefined : table[name];
    if (name === undefined || spec === undefined || value === undefined || args.given.includes(name))
      continue;
    options[name] = optionValue(name, spec, value);
  }
  return options;
}

function optionValue(name: string, spec: OptionSpec, value: unknown): unknown {
  if (spec.type === 'boolean') return value === true;
  const parsed = [value].flat().map((one) => parseValue(name, spec, String(one)));
  return spec.list === true ? parsed : parsed[0];
}
