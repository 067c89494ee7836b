import { basename } from 'node:path';
import type { Contract } from '../../contract/contract.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import type { ParsedArgs } from '../parsed-args.ts';
import type { GeneratedFile } from './generate-files.ts';
import { beside, fromFile, importOf, originOf, type Place, placeOf } from './generate-place.ts';

type Args = ParsedArgs<'generate'>;
type Maker = (contract: Contract, args: Args) => Promise<readonly GeneratedFile[]>;

/** What `countersign generate` can make. Each imports what it needs when it is asked for: types bring a heavy library. */
export const KINDS: Readonly<Record<string, Maker>> = {
  async suite(contract, args) {
    const { suites } = await import('./generate-suites.ts');
    return suites(contract, args);
  },

  async types(contract, args) {
    const { main } = placeOf(args.options.output, 'types', 'contract.types.ts', TYPESCRIPT);
    return [await typesFile(contract, args, 'types', main)];
  },

  async client(contract, args) {
    const { main } = placeOf(args.options.output, 'client', 'client.ts', TYPESCRIPT);
    const { makeClient } = await import('../../build/make-types.ts');
    return [fileOf(main, await makeClient(contract, originOf(args.document, contract, 'client', main)))];
  },

  async handlers(contract, args) {
    const place = placeOf(args.options.output, 'handlers', 'handlers.ts', TYPESCRIPT);
    const main = required(place, 'handlers', 'mock/handlers.ts');
    const types = beside(place, 'contract.types.ts', '.types.ts');
    const { handlersText, missingHandlers } = await import('../../codegen/handlers.ts');
    return [
      {
        file: main,
        text: handlersText(contract, importOf(types)),
        kept(there) {
          const missing = missingHandlers(contract, there);
          return missing.length === 0 ? undefined : `It has nothing of ${missing.join(', ')}.`;
        },
      },
      await typesFile(contract, args, 'handlers', types),
    ];
  },

  async contract(contract, args) {
    const { main } = placeOf(args.options.output, 'contract', 'contract.json', /\.json$/);
    return [await contractFile(contract, args, 'contract', main)];
  },

  async validators(contract, args) {
    const { main } = placeOf(args.options.output, 'validators', 'validators.js', /\.m?js$/);
    return validatorFiles(contract, args, 'validators', main);
  },

  async msw(contract, args) {
    const place = placeOf(args.options.output, 'msw', 'handlers.ts', TYPESCRIPT);
    const main = required(place, 'msw', 'src/mocks/');
    const json = beside(place, 'contract.json', '.contract.json');
    const code = args.options.validators ? beside(place, 'validators.js', '.validators.js') : undefined;
    const { mswText, mswBrowserText, mswNodeText } = await import('../../codegen/msw.ts');
    const origin = originOf(args.document, contract, 'msw', main);
    const own = {
      contract: importOf(json),
      ...(code === undefined ? {} : { validators: importOf(code) }),
    };
    return [
      { file: main, text: mswText(origin, own) },
      await contractFile(contract, args, 'msw', json),
      ...(code === undefined ? [] : await validatorFiles(contract, args, 'msw', code)),
      ...(place.folder
        ? [
            { file: beside(place, 'browser.ts', ''), text: mswBrowserText(origin, importOf(main)) },
            { file: beside(place, 'node.ts', ''), text: mswNodeText(origin, importOf(main)) },
          ]
        : []),
    ];
  },

  async artillery(contract, args) {
    const place = placeOf(args.options.output, 'artillery', 'load.yml', /\.ya?ml$/);
    const main = required(place, 'artillery', 'load/');
    const processor = beside(place, 'load.processor.mjs', '.processor.mjs');
    const json = beside(place, 'contract.json', '.contract.json');
    const { artilleryScript, artilleryProcessor, missingUsers } = await import('../../codegen/artillery.ts');
    const { artilleryReadme } = await import('../../codegen/artillery-readme.ts');
    const { chooseDeployment } = await import('../../verify/choose-deployment.ts');
    const { conversationsOf } = await import('../../verify/load-conversations.ts');
    const { schemesToGive, targetOf } = await import('./generate-suites.ts');
    const target = args.options.target ?? targetOf(contract);
    // The load test is of one deployment, wherever it is pointed at later.
    const deployed = chooseDeployment(contract, [target]);
    const schemes = schemesToGive(deployed);
    const own = {
      conversations: conversationsOf(deployed, { target, credentials: schemes }),
      target,
      schemes,
      script: basename(main),
      contract: importOf(json),
      processor: importOf(processor),
    };
    if (own.conversations.length === 0)
      throw new CountersignError(
        'cli.bad-value',
        'The document has no conversation that many clients could have at once.',
        {
          fix: 'Give it an endpoint, a reply or a scenario: countersign show says what is there.',
        },
      );
    const origin = originOf(args.document, contract, 'artillery', main);
    return [
      {
        file: main,
        text: artilleryScript(deployed, origin, own),
        kept(there) {
          const missing = missingUsers(own, there);
          return missing.length === 0 ? undefined : `It has nothing of ${missing.join(', ')}.`;
        },
      },
      { file: processor, text: artilleryProcessor(deployed, origin, own) },
      await contractFile(deployed, args, 'artillery', json),
      ...(place.folder
        ? [{ file: beside(place, 'README.md', ''), text: artilleryReadme(deployed, origin, own) }]
        : []),
    ];
  },
};

const TYPESCRIPT = /\.[cm]?tsx?$/;

async function typesFile(
  contract: Contract,
  args: Args,
  kind: string,
  file: string | undefined,
): Promise<GeneratedFile> {
  const { makeTypes } = await import('../../build/make-types.ts');
  return fileOf(file, await makeTypes(contract, originOf(args.document, contract, kind, file)));
}

async function contractFile(
  contract: Contract,
  args: Args,
  kind: string,
  file: string | undefined,
): Promise<GeneratedFile> {
  const { contractJson } = await import('../../codegen/contract-json.ts');
  const origin = originOf(args.document, contract, kind, file);
  return fileOf(
    file,
    contractJson(contract, origin, (path) => fromFile(path, file)),
  );
}

async function validatorFiles(
  contract: Contract,
  args: Args,
  kind: string,
  file: string | undefined,
): Promise<readonly GeneratedFile[]> {
  const { validatorsText, validatorsTypes } = await import('../../codegen/validators.ts');
  const origin = originOf(args.document, contract, kind, file);
  const code = fileOf(file, validatorsText(contract, origin));
  if (file === undefined) return [code];
  return [code, { file: file.replace(/\.(m?)js$/, '.d.$1ts'), text: validatorsTypes(origin) }];
}

function fileOf(file: string | undefined, text: string): GeneratedFile {
  return file === undefined ? { text } : { file, text };
}

function required({ main }: Place, kind: string, example: string): string {
  if (main !== undefined) return main;
  throw new CountersignError('cli.missing-argument', `${kind} makes several files, and needs --output.`, {
    fix: `Say where: -o ${example}.`,
  });
}
