// Prints `N passed, N failed, N skipped` from vitest's JSON reports; fails where anything failed or was skipped.
import { readFileSync } from 'node:fs';

const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const results = reports
  .flatMap(({ testResults }) => testResults)
  .flatMap(({ assertionResults }) => assertionResults);
const skipped = results.filter(({ status }) => status !== 'passed' && status !== 'failed');
for (const { fullName, status } of skipped) console.error(`${status}: ${fullName}`);

const sum = (key) => reports.reduce((total, report) => total + report[key], 0);
console.log(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed, ${skipped.length} skipped`);
const sound = reports.every(({ success, numPassedTests }) => success && numPassedTests > 0);
process.exitCode = reports.length > 0 && sound && skipped.length === 0 ? 0 : 1;
