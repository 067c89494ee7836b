// The thread in which `@asyncapi/parser` runs: what starts it is `ask-parser.ts`.
import { parentPort } from 'node:worker_threads';
import type { Question } from './question.ts';
import { runParser } from './run-parser.ts';

// Its import is begun before there is a question.
void import('@asyncapi/parser');

parentPort?.on('message', ({ id, question }: { readonly id: number; readonly question: Question }) => {
  void runParser(question).then((answer) => parentPort?.postMessage({ id, answer }));
});
