import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Door } from './attack.ts';
import type { LoopFigures } from './loop-watch.ts';

/** What the mock's process has and does. Bytes. */
export interface Measurement extends LoopFigures {
  readonly heap: number;
  readonly external: number;
  readonly rss: number;
  readonly sockets: number;
  readonly timers: number;
  readonly connections: number;
  /** Bugs that the mock found in itself, and rejections that nobody handled. */
  readonly mistakes: readonly string[];
}

/** `forget`: empty the journal and collect garbage, then measure. */
export type VictimQuestion = 'measure' | 'forget' | 'stop';

export type VictimAnswer =
  | { readonly kind: 'ready'; readonly port: number; readonly doors: readonly Door[] }
  | { readonly kind: 'measured'; readonly measurement: Measurement };

export interface Victim {
  readonly port: number;
  readonly doors: readonly Door[];
  measure(): Promise<Measurement>;
  /** When nobody is connected. */
  forget(): Promise<Measurement>;
  /** How it ended, where it ended by itself. */
  readonly death: () => string | undefined;
  stop(): Promise<void>;
}

/** How long the process may leave a question unanswered, ms. */
const PATIENCE = 30_000;

/** Throws when the document is none, or the mock does not start. */
export async function startVictim(document: string): Promise<Victim> {
  const child = fork(join(import.meta.dirname, 'victim.ts'), [document], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let words = '';
  let death: string | undefined;
  child.stderr?.on('data', (chunk) => {
    words = (words + chunk).slice(-4_000);
  });
  const exited = new Promise<void>((resolve) =>
    child.once('exit', (code, signal) => {
      death = `The mock's process ended with ${code ?? signal}. ${words}`;
      resolve();
    }),
  );
  const ready = await answerOf(child, exited);
  if (ready?.kind !== 'ready') throw new Error(death ?? 'The mock did not start.');
  const ask = async (question: VictimQuestion): Promise<Measurement> => {
    if (death === undefined) child.send(question, () => {});
    const answer = await answerOf(child, exited);
    if (answer?.kind !== 'measured') throw new Error(death ?? `The mock is silent for ${PATIENCE} ms.`);
    return answer.measurement;
  };
  return {
    port: ready.port,
    doors: ready.doors,
    measure: () => ask('measure'),
    forget: () => ask('forget'),
    death: () => death,
    async stop() {
      if (death !== undefined) return;
      child.send('stop', () => {});
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exited;
      clearTimeout(timer);
    },
  };
}

function answerOf(child: ChildProcess, exited: Promise<void>): Promise<VictimAnswer | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => give(undefined), PATIENCE);
    const give = (answer: VictimAnswer | undefined): void => {
      clearTimeout(timer);
      child.off('message', give);
      resolve(answer);
    };
    child.on('message', give);
    void exited.then(() => give(undefined));
  });
}
