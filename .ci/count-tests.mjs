// Prints `N passed, N failed, N skipped` from vitest's JSON report; fails where anything failed or was skipped.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
const skipped = results.filter(({ status }) => status !== 'passed' && status !== 'failed');
for (const { fullName, status } of skipped) console.error(`${status}: ${fullName}`);

console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped.length} skipped`);
process.exitCode = report.success && report.numPassedTests > 0 && skipped.length === 0 ? 0 : 1;
