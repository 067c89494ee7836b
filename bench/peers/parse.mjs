// What @asyncapi/parser alone takes for a document: its import, and its word.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

const [, , file] = process.argv;
await new Parser().parse(readFileSync(file, 'utf8'), { source: file });
