import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../../src/contract/json.ts';
import { ROOT } from '../architecture/source-file.ts';
import { type Block, tells } from './blocks.ts';
import type { Place } from './place.ts';

/** Runs one block. What the blocks after it may look at: what it has printed. Throws where it is not true. */
export async function runBlock(block: Block, place: Place, printed: string): Promise<string> {
  const { language, name, text } = block;
  if (name !== undefined) place.write(name, text);
  switch (language) {
    case 'sh':
      return demand(place, text, block.exit);
    case 'text':
      if (!tells(printed, place.said(text))) throw new Error(`That is not what was printed:\n${printed}`);
      return printed;
    case 'json':
      JSON.parse(text);
      return '';
    case 'yaml':
      await checkYaml(block, place);
      return '';
    case 'ts':
    case 'tsx':
      if (name !== undefined && /\.test\.tsx?$/.test(name))
        return demand(place, `vitest run ${name} --config docs.vitest.mjs --reporter=verbose`, block.exit);
      if (name !== undefined || block.onlyChecked !== undefined) return '';
      place.write(programName(block), text);
      return demand(place, `"${process.execPath}" --import tsx ${programName(block)}`, 0);
    case 'js':
      if (name !== undefined) return '';
      place.write(`${programName(block)}.mjs`, text);
      return demand(place, `"${process.execPath}" ${programName(block)}.mjs`, 0);
    case 'py':
      if (name === undefined) throw new Error('A block of Python is a file: ```py app.py');
      return demand(place, `python3 -m py_compile ${name}`, 0);
    default:
      throw new Error(
        `Nobody knows how to run "${language}": <!-- not run: why --> above it says that it is not.`,
      );
  }
}

/** The TypeScript of a page that is checked: what it names, and what it runs. */
export function typedName(block: Block): string | undefined {
  if (block.language !== 'ts' && block.language !== 'tsx') return undefined;
  return block.name ?? programName(block);
}

export async function checkTypes(place: Place, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  const config = {
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023', 'dom'],
      module: 'esnext',
      moduleResolution: 'bundler',
      jsx: 'react-jsx',
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
    },
    files,
  };
  place.write('tsconfig.json', JSON.stringify(config));
  await demand(place, `"${process.execPath}" "${join(ROOT, 'node_modules/typescript/bin/tsc')}" -p .`, 0);
}

function programName({ line, language }: Block): string {
  return `line-${line}.${language === 'tsx' ? 'tsx' : language}`;
}

async function checkYaml({ name, text, line, isKept }: Block, place: Place): Promise<void> {
  const value = parse(text) as Json;
  if (!isJsonObject(value)) throw new Error('It is no mapping.');
  if ('asyncapi' in value) {
    if (name === undefined) place.write('asyncapi.yaml', text);
    await demand(place, `countersign lint ${name ?? 'asyncapi.yaml'}`, 0);
    return;
  }
  if (name !== undefined || !isPartOfDocument(value)) return;
  if (!place.has('asyncapi.yaml')) throw new Error('It is a part of a document, and the page has none.');
  const whole = parse((await place.run('cat asyncapi.yaml')).output) as Json;
  const file = isKept ? 'asyncapi.yaml' : `line-${line}.yaml`;
  place.write(file, stringify(overlaid(whole, value)));
  await demand(place, `countersign lint ${file}`, 0);
}

/** And no workflow, no compose file: those are only parsed. */
function isPartOfDocument(value: JsonObject): boolean {
  const known = ['info', 'servers', 'channels', 'operations', 'components', 'x-countersign'];
  return Object.keys(value).every((key) => known.includes(key));
}

/** `part` laid over `whole`, deeply. */
function overlaid(whole: Json | undefined, part: Json): Json {
  if (!isJsonObject(whole) || !isJsonObject(part)) return part;
  const entries = Object.entries(part).map(([key, value]) => [key, overlaid(whole[key], value)]);
  return { ...whole, ...Object.fromEntries(entries) };
}

async function demand(place: Place, command: string, exit: number): Promise<string> {
  const outcome = await place.run(command);
  if (outcome.exit === exit) return outcome.output;
  throw new Error(`It ended with ${outcome.exit}, not ${exit}:\n${command}\n${outcome.output}`);
}
