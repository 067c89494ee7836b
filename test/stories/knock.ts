import { join } from 'node:path';
import { ROOT } from '../architecture/source-file.ts';
import { runDiagnose } from '../diagnose/run-diagnose.ts';
import { documentOf } from './documents.ts';
import { secretIn } from './judge.ts';
import type { OpenSystem } from './open-system.ts';
import { withTokens } from './tokens.ts';
import type { Knock } from './variant.ts';

/** What `countersign diagnose` said of one knock. */
export interface Told {
  readonly knock: Knock;
  /** Of the verdict. */
  readonly id: string;
  readonly sentence: string;
  /** Empty: it is right. */
  readonly wrong: readonly string[];
}

/** Most handshakes that a diagnosis may send. HANDSHAKE 4.1. */
const HANDSHAKES = 25;

/** Runs the command as the story's developer would, and judges what it says. */
export async function runKnock(system: string, knock: Knock, { place }: OpenSystem): Promise<Told> {
  const { diagnosis, exit, text } = await runDiagnose(
    place + withTokens(knock.url),
    ...(knock.origin === undefined ? [] : ['--origin', knock.origin]),
    ...(knock.bare === true ? [] : ['--document', join(ROOT, documentOf(system))]),
  );
  const { verdict, probes, handshakes } = diagnosis;
  const said = `${verdict.sentence} ${verdict.fix.lines.join(' ')}`;
  const wantedExit = knock.verdict === 'CONNECTED' ? 0 : knock.verdict.startsWith('NET-') ? 3 : 1;
  const asked = new Set(probes.map(({ id }) => id));
  const secret = secretIn(text);
  const wrong = [
    ...(verdict.id === knock.verdict && verdict.sure === knock.sure
      ? []
      : [`diagnosed ${verdict.id} (${verdict.sure}), not ${knock.verdict} (${knock.sure}): ${said}`]),
    ...(knock.says.test(said) ? [] : [`the verdict says "${said}", not ${knock.says}`]),
    ...(exit === wantedExit ? [] : [`diagnose ended with ${exit}, not ${wantedExit}`]),
    ...(handshakes <= HANDSHAKES ? [] : [`${handshakes} handshakes were sent`]),
    // Whatever the verdict rests on was really asked.
    ...verdict.by
      .filter((id) => !asked.has(id))
      .map((id) => `the verdict rests on "${id}", which was not asked`),
    ...(secret === undefined ? [] : [`a secret stands in the diagnosis: ${secret}…`]),
  ];
  return {
    knock,
    id: verdict.id,
    sentence: verdict.sentence,
    wrong: wrong.map((one) => `${knock.bare === true ? 'no document: ' : ''}${one}`),
  };
}
