import type { Surroundings } from '../../codegen/init/surroundings.ts';
import type { PlannedFile } from './plan-files.ts';

/** What the user is asked; each can also be said by an option. */
export interface Answers {
  readonly document?: string;
  readonly start?: string;
}

/** Asks what cannot be known. `undefined`: the user has ended it, and nothing is to be written. */
export async function askChoices(found: Surroundings, given: Answers): Promise<Answers | undefined> {
  const { isCancel, select, text } = await import('@clack/prompts');
  let { document, start } = given;
  if (document === undefined && found.documents.length > 1) {
    const answer = await select({
      message: 'Which document is the contract?',
      options: found.documents.slice(0, 20).map((path) => ({ value: path, label: path })),
    });
    if (isCancel(answer)) return undefined;
    document = answer;
  }
  if (start === undefined) {
    const answer = await text({
      message:
        'How is the backend started? {port} becomes a free port. Empty: there is none yet, or it runs elsewhere.',
      initialValue: found.backend?.start ?? '',
    });
    if (isCancel(answer)) return undefined;
    start = (answer ?? '').trim();
  }
  return { ...(document === undefined ? {} : { document }), ...(start === undefined ? {} : { start }) };
}

/** @returns `false` also where the user has ended it */
export async function askWhetherToWrite(files: readonly PlannedFile[]): Promise<boolean> {
  const { confirm } = await import('@clack/prompts');
  const count = files.filter(({ action }) => action !== 'keep').length;
  return (
    (await confirm({ message: count === 1 ? 'Write this file?' : `Write these ${count} files?` })) === true
  );
}
