import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../architecture/source-file.ts';

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** Replaces what differs from run to run and from machine to machine by placeholders. */
export function normalise(text: string, folder: string): string {
  const normal = text
    .replaceAll(folder, '<folder>')
    .replaceAll(ROOT, '<repository>')
    .replace(/(127\.0\.0\.1|localhost):\d{5}\b/g, '$1:<port>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
    .replace(/\b(in|took) \d+(\.\d+)? (ms|s)\b/g, '$1 <duration>')
    .replace(/"duration": \d+(\.\d+)?/g, '"duration": <duration>')
    .split('\n')
    .map((line) => (line === version ? '<version>' : line.trimEnd()))
    .join('\n');
  return normal === '' || normal.endsWith('\n') ? normal : `${normal}\n<no newline at the end>\n`;
}
