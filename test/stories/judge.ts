import type { Found } from './found.ts';
import type { Knock, Variant } from './variant.ts';

/** What no report, transcript or journal may show: the fixtures' password, the key of their tokens, and any token. */
const SECRETS = /test123|jwt-secret-that-no-report-may-show-5d1c|eyJ[\w-]+\.[\w-]+\.[\w-]+/;

/** The beginning of the first secret that stands in a text. */
export function secretIn(text: string): string | undefined {
  return SECRETS.exec(text)?.[0].slice(0, 8);
}

/** What of a row is judged. */
export interface Expected extends Pick<Variant, 'red' | 'says' | 'run'> {
  readonly knocks: readonly Pick<Knock, 'verdict'>[];
}

/** What is wrong with what verify, or the mock's journal, says of a row, in words; empty: it is right. */
export function judge({ red, says, run, knocks }: Expected, found: Found): readonly string[] {
  const unexpected = found.red.filter(({ key }) => !red.some((one) => begins(key, one)));
  const missed = red.filter((one) => !found.red.some(({ key }) => begins(key, one)));
  const [first] = red;
  const naming = found.red.filter(({ key }) => first !== undefined && begins(key, first));
  const unnamed = says !== undefined && naming.length > 0 && !naming.some(({ text }) => says.test(text));
  const exit = run.how !== 'verify' ? undefined : first === undefined ? 0 : first === 'unreached' ? 3 : 1;
  const secret = secretIn(found.report);
  return [
    ...missed.map((one) => `not red: ${one}`),
    ...unexpected.map(({ key, text }) => `also red: ${key}: ${text}`),
    ...(unnamed ? [`${first} says "${naming[0]?.text}", not ${says}`] : []),
    // Whoever reads a run of verify is told the same as whoever asks diagnose.
    ...(found.verdicts ?? [])
      .filter((id) => id !== knocks[0]?.verdict)
      .map((id) => `a failed handshake is explained by ${id}, not ${knocks[0]?.verdict}`),
    ...(found.exit === exit ? [] : [`exit ${found.exit}, not ${exit}`]),
    ...(secret === undefined ? [] : [`a secret stands in the report: ${secret}…`]),
  ];
}

function begins(key: string, with_: string): boolean {
  return key === with_ || key.startsWith(`${with_}/`);
}
