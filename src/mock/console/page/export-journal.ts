import { contract, entries, tell } from './state.ts';

/** Saves what is shown, one entry a line, as `GET /__countersign/journal` says it. */
export function exportShown(): void {
  const { shown } = entries;
  if (shown.length === 0) {
    tell('There is nothing to export.', true);
    return;
  }
  const lines = shown.map((entry) => `${JSON.stringify(entry)}\n`);
  const url = URL.createObjectURL(new Blob(lines, { type: 'application/jsonl' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${slug(contract.value?.title ?? 'journal')}-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.jsonl`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  tell(`Exported ${shown.length} ${shown.length === 1 ? 'entry' : 'entries'}.`);
}

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'journal'
  );
}
