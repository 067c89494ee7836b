import { printDiagnosis } from '../diagnose/run-diagnose.ts';
import { documentOf } from './documents.ts';
import { openSystem } from './open-system.ts';
import { withTokens } from './tokens.ts';
import { setupOf, type Variant } from './variant.ts';

/** `<!-- system, variant -->`, and behind it the block that the command printed. */
const TOLD = /<!-- ([\w-]+), ([^\n]+) -->\n```console\n[\s\S]*?\n```/;

/** Which variant a page tells; throws where it tells none. */
export function variantOf(page: string, variants: readonly Variant[]): Variant {
  const [, system, name] = TOLD.exec(page) ?? [];
  const variant = variants.find((one) => one.system === system && one.name === name);
  if (variant === undefined) throw new Error(`The page tells no variant: ${system}, ${name}`);
  return variant;
}

/** The page with what the command prints now. The questions that were asked are left out: they would fill a page. */
export async function toldAnew(page: string, variant: Variant): Promise<string> {
  const [knock] = variant.knocks;
  const { system } = variant;
  const opened = await openSystem(system, setupOf(variant));
  try {
    const { text } = await printDiagnosis(
      opened.place + withTokens(knock.url),
      ...(knock.origin === undefined ? [] : ['--origin', knock.origin]),
      '--document',
      documentOf(system),
    );
    const port = new URL(opened.place).port;
    const command = [
      `$ npx countersign diagnose ${shownUrl(`ws://127.0.0.1:8000${knock.url}`)}`,
      ...(knock.origin === undefined ? [] : [`--origin ${knock.origin}`]),
      `--document ${documentOf(system)}`,
    ].join(' ');
    const said = text.replace(/\n\nasked\n[\s\S]*$/, '\n\n…').replaceAll(port, '8000');
    return page.replace(
      TOLD,
      () => `<!-- ${system}, ${variant.name} -->\n\`\`\`console\n${command}\n\n${said}\n\`\`\``,
    );
  } finally {
    await opened.close();
  }
}

function shownUrl(url: string): string {
  const shown = url.replace(/\{\w+\}/, '$TOKEN');
  return /[?&$]/.test(shown) ? `"${shown}"` : shown;
}

/** What differs from run to run. */
export function withoutTimes(page: string): string {
  return page.replace(/\b\d+(\.\d+)? (ms|s|min)\b/g, '<time>');
}
