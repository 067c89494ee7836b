import { join } from 'node:path';
import { generateSuite } from '../../codegen/suite.ts';
import type { Contract } from '../../contract/contract.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import type { ParsedArgs } from '../parsed-args.ts';
import { type GeneratedFile, isFolder } from './generate-files.ts';
import { fromFile } from './generate-place.ts';

/** vitest files. @throws CountersignError `cli.bad-value` for standard input */
export function suites(
  contract: Contract,
  { document, options }: ParsedArgs<'generate'>,
): readonly GeneratedFile[] {
  if (document === '-')
    throw new CountersignError(
      'cli.bad-value',
      'A suite reads its document whenever it runs: - cannot be one.',
      {
        fix: 'Name a file or a URL.',
      },
    );
  const { output } = options;
  const isUrl = /^https?:/.test(document);
  const target = options.target ?? targetOf(contract);
  const schemes = schemesToGive(contract);
  const suiteFor = (file: string | undefined, only?: string): GeneratedFile => {
    const text = generateSuite(contract, {
      document: fromFile(document, file),
      isUrl,
      target,
      schemes,
      ...(only === undefined ? {} : { only }),
    });
    return { text, ...(file === undefined ? {} : { file }) };
  };
  if (output === undefined || !isFolder(output)) return [suiteFor(output)];
  const subjects = [...contract.endpoints.map(({ id }) => id), ...contract.companions.map(({ id }) => id)];
  return subjects.map((id) => suiteFor(join(output, `${id.replace(/[^\w-]+/g, '-')}.contract.test.ts`), id));
}

export function targetOf({ servers, endpoints }: Contract): string {
  const server = servers[endpoints[0]?.server ?? ''] ?? Object.values(servers)[0];
  return server === undefined ? 'ws://127.0.0.1:8000' : `${server.protocol}://${server.host}`;
}

/** Those that no companion of the document issues. */
export function schemesToGive({ endpoints, companions }: Contract): readonly string[] {
  const issued = new Set(companions.flatMap(({ issues }) => issues?.value.scheme ?? []));
  const asked = endpoints.flatMap(({ handshake }) =>
    handshake.credentials.flatMap(({ anyOf }) => anyOf.map(({ name }) => name)),
  );
  return [...new Set(asked)].filter((name) => !issued.has(name)).sort();
}
