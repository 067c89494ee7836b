import { judgeDocument } from './judge-document.ts';

/** What a worker is asked: the parameters of `judgeDocument`. */
export type Job = Parameters<typeof judgeDocument>;

/** A process of its own, so that a document that hangs or eats all memory takes nothing else with it. */
process.on('message', (job: Job) => {
  void judgeDocument(...job).then((row) => process.send?.(row));
});
process.on('disconnect', () => process.exit());
