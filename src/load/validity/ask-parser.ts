import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../package-root.ts';
import type { Answer, Question } from './question.ts';

/** A usual document takes a second, one of 1,000 messages three. ms. */
const DEADLINE = 30_000;
/** A parser that nobody asks any more gives back its memory (some 150 MB). ms. */
const IDLE = 2_000;
const MOST_MEMORY_MB = 2_048;

/** What a thread says when it ends: there is no answer, or the question must be asked in another way. */
type Heard = { readonly answer: Answer } | 'no thread';

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, (heard: Heard) => void>;
  idle: NodeJS.Timeout | undefined;
}

let thread: Thread | undefined;
let lastId = 0;

/** What is shorter is parsed here: a thread has to compile the parser anew, which costs it half a second. Characters. */
const LONG = 500_000;

/**
 * The parser's diagnostics. A long document is given to a thread of its own, so that one for which the parser needs
 * minutes or gigabytes can be given up; where there is no such thread, and a short one, to this one.
 */
export async function askParser(question: Question): Promise<Answer> {
  const length = question.files.reduce((sum, [, text]) => sum + text.length, question.text.length);
  if (length >= LONG) thread ??= startThread();
  const heard = length < LONG || thread === undefined ? 'no thread' : await ask(thread, question);
  if (heard !== 'no thread') return heard.answer;
  const { runParser } = await import('./run-parser.ts');
  return runParser(question);
}

async function ask(asked: Thread, question: Question): Promise<Heard> {
  clearTimeout(asked.idle);
  asked.worker.ref();
  lastId += 1;
  const id = lastId;
  let deadline: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Heard>((resolve) => {
      asked.waiting.set(id, resolve);
      deadline = setTimeout(() => end(asked, { answer: undefined }), DEADLINE);
      asked.worker.postMessage({ id, question });
    });
  } finally {
    clearTimeout(deadline);
    asked.waiting.delete(id);
    if (asked.waiting.size === 0) rest(asked);
  }
}

/** `undefined` from the TypeScript sources, whose loader a thread does not inherit, and in somebody's bundle. */
function startThread(): Thread | undefined {
  const root = import.meta.url.endsWith('.ts') ? undefined : packageRoot();
  if (root === undefined) return undefined;
  const worker = new Worker(join(root, 'dist/load/validity/worker.js'), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const started: Thread = { worker, waiting: new Map(), idle: undefined };
  worker.on('message', ({ id, answer }: { readonly id: number; readonly answer: Answer }) =>
    started.waiting.get(id)?.({ answer }),
  );
  worker.on('error', (error: NodeJS.ErrnoException) =>
    end(started, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { answer: undefined } : 'no thread'),
  );
  worker.on('exit', () => end(started, 'no thread'));
  rest(started);
  return started;
}

function rest(resting: Thread): void {
  resting.worker.unref();
  clearTimeout(resting.idle);
  resting.idle = setTimeout(() => end(resting, 'no thread'), IDLE).unref();
}

function end(ended: Thread, last: Heard): void {
  if (thread === ended) thread = undefined;
  clearTimeout(ended.idle);
  for (const resolve of ended.waiting.values()) resolve(last);
  ended.waiting.clear();
  void ended.worker.terminate();
}
