import type { Found } from './found.ts';
import type { Variant } from './variant.ts';

/** What no report, transcript or journal may show: the fixtures' password, the key of their tokens, and any token. */
const SECRETS = /test123|jwt-secret-that-no-report-may-show-5d1c|eyJ[\w-]+\.[\w-]+\.[\w-]+/;

/** What is wrong with a row, in words; empty: it is right. */
export function judge({ red, says, run }: Variant, found: Found): readonly string[] {
  const unexpected = found.red.filter(({ key }) => !red.some((one) => begins(key, one)));
  const missed = red.filter((one) => !found.red.some(({ key }) => begins(key, one)));
  const [first] = red;
  const naming = found.red.filter(({ key }) => first !== undefined && begins(key, first));
  const unnamed = says !== undefined && naming.length > 0 && !naming.some(({ text }) => says.test(text));
  const exit = run.how === 'client' ? undefined : first === undefined ? 0 : first === 'unreached' ? 3 : 1;
  const secret = SECRETS.exec(found.report)?.[0];
  return [
    ...missed.map((one) => `not red: ${one}`),
    ...unexpected.map(({ key, text }) => `also red: ${key}: ${text}`),
    ...(unnamed ? [`${first} says "${naming[0]?.text}", not ${says}`] : []),
    ...(found.exit === exit ? [] : [`exit ${found.exit}, not ${exit}`]),
    ...(secret === undefined ? [] : [`a secret stands in the report: ${secret.slice(0, 8)}…`]),
  ];
}

function begins(key: string, with_: string): boolean {
  return key === with_ || key.startsWith(`${with_}/`);
}
