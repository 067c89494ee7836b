import { copyButton } from './element.ts';

/** Into the caption of every piece of code. */
export function addCopyButtons(): void {
  for (const figure of document.querySelectorAll('figure.code')) {
    const code = figure.querySelector('code');
    if (code !== null) figure.querySelector('figcaption')?.append(copyButton(() => code.textContent ?? ''));
  }
}
