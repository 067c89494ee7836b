import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Party } from '../../src/contract/party.ts';
import type { CorpusDocument } from './find-documents.ts';
import type { Row } from './row.ts';
import type { Job } from './worker.ts';

export interface Options {
  /** Processes at once. */
  readonly processes: number;
  /** ms that a document may take; longer is a hang. */
  readonly each: number;
  /** Default `auto`. */
  readonly perspective?: Party | 'auto';
}

/** Judges each document in one of a few processes; rows come as they are ready, and are returned in the documents' order. */
export async function judgeAll(
  documents: readonly CorpusDocument[],
  { processes, each, perspective = 'auto' }: Options,
  onRow: (row: Row) => void = () => {},
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    let worker: ChildProcess | undefined;
    for (let index = next++; index < documents.length; index = next++) {
      const document = documents[index];
      if (document === undefined) break;
      worker ??= fork(join(import.meta.dirname, 'worker.ts'), {
        execArgv: ['--import', 'tsx'],
        stdio: 'inherit',
      });
      const row = await judgeIn(worker, document, perspective, each);
      rows[index] = row;
      onRow(row);
      // What a document has broken is not passed on to the next.
      if (row.kind === 'crashed') {
        worker.kill('SIGKILL');
        worker = undefined;
      }
    }
    worker?.disconnect();
  };
  await Promise.all(Array.from({ length: processes }, work));
  return rows;
}

function judgeIn(
  worker: ChildProcess,
  { path, name }: CorpusDocument,
  perspective: Party | 'auto',
  limit: number,
): Promise<Row> {
  return new Promise((resolve) => {
    const end = (row: Row): void => {
      clearTimeout(timer);
      worker.removeAllListeners();
      resolve(row);
    };
    const crashed = (ms: number, reason: string): void =>
      end({ kind: 'crashed', document: name, ms, reason });
    const began = performance.now();
    const timer = setTimeout(() => crashed(limit, `No end after ${limit / 1000} s.`), limit);
    worker.once('message', (row) => end(row as Row));
    worker.once('exit', (code, signal) =>
      crashed(Math.round(performance.now() - began), `The process ended with ${code ?? signal}.`),
    );
    const job: Job = [path, name, perspective];
    worker.send(job, (error) => {
      if (error !== null) crashed(Math.round(performance.now() - began), error.message);
    });
  });
}
