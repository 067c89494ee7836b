import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Surroundings } from '../../codegen/init/surroundings.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import { EXIT, type ExitCode } from '../../result/exit-code.ts';
import { type Answers, askChoices, askWhetherToWrite } from '../init/ask.ts';
import { lookAround } from '../init/look-around.ts';
import { type PlannedFile, planFiles } from '../init/plan-files.ts';
import { renderFiles, renderFound, renderNext, renderTexts } from '../init/render.ts';
import { writeFiles } from '../init/write-files.ts';
import type { Io } from '../io.ts';
import type { ParsedArgs } from '../parsed-args.ts';

/** `countersign init`, in the working directory. @throws CountersignError `init.not-written`, `document.not-found` */
export async function run({ options }: ParsedArgs<'init'>, io: Io): Promise<ExitCode> {
  const root = process.cwd();
  const asks = !options.yes && io.isInteractive === true;
  const found = lookAround(root);
  io.stdout(renderFound(found, io.style));
  if (!asks && !options.yes)
    io.stdout('There is no terminal to ask at: as with --yes, what was found is taken.\n');
  const given: Answers = {
    ...(options.document === undefined ? {} : { document: documentNamed(root, options.document) }),
    ...(options.start === undefined ? {} : { start: options.start }),
  };
  const answers = asks ? await askChoices(found, given) : given;
  if (answers === undefined) return stop(io);
  const files = planFiles(root, found, { ...withDocument(answers, found), version: io.version });
  const isWhole = files.every(({ action }) => action === 'keep');
  io.stdout(renderFiles(files, io.style));
  if (options['dry-run']) {
    io.stdout(renderTexts(files, io.style));
    return EXIT.held;
  }
  if (isWhole) io.stdout('Nothing is missing, and nothing was written.\n');
  else if (asks && !(await askWhetherToWrite(files))) return stop(io);
  else {
    writeFiles(root, files);
    io.stdout(`${written(files)}\n`);
  }
  io.stdout(renderNext(found, files, io.style));
  return EXIT.held;
}

function withDocument({ document, start }: Answers, { documents }: Surroundings): Answers {
  const chosen = document ?? documents[0];
  return { ...(chosen === undefined ? {} : { document: chosen }), ...(start === undefined ? {} : { start }) };
}

function documentNamed(root: string, file: string): string {
  if (existsSync(file)) return relative(root, resolve(file)).split(sep).join('/');
  throw new CountersignError('document.not-found', `There is no file ${file}.`, {
    fix: 'Name a document that is there, or none: then one is written.',
  });
}

function written(files: readonly PlannedFile[]): string {
  const count = files.filter(({ action }) => action !== 'keep').length;
  return count === 1 ? 'One file was written.' : `${count} files were written.`;
}

function stop(io: Io): ExitCode {
  io.stdout('Nothing was written.\n');
  return EXIT.interrupted;
}
