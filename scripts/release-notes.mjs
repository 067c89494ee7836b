// node scripts/release-notes.mjs v1.2.3: prints what CHANGELOG.md says of that version. Exit code 1 where the version is
// not that of package.json, or the changelog says nothing of it.
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const tag = process.argv[2] ?? '';
const sections = readFileSync(new URL('CHANGELOG.md', root), 'utf8').split(/^## /m);
const section = sections.find((text) => text.startsWith(`[${version}]`));
const notes = section?.slice(section.indexOf('\n')).trim() ?? '';

const fault =
  tag !== `v${version}`
    ? `The tag is ${tag || 'missing'}, and package.json says ${version}.`
    : !/^\[[^\]]+\] - \d{4}-\d\d-\d\d\n/.test(section ?? '')
      ? `CHANGELOG.md has no "## [${version}] - YYYY-MM-DD".`
      : notes === ''
        ? `CHANGELOG.md says nothing of ${version}.`
        : undefined;
if (fault === undefined) console.log(notes);
else console.error(fault);
process.exitCode = fault === undefined ? 0 : 1;
