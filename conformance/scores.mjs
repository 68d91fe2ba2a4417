// Prints what a run of the suite wrote: a line with scenario, check and outcome for each
// check that can pass or fail, and for each warning.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const directory = process.argv[2];

const lines = readdirSync(directory).flatMap((run) => {
  const scenario = run.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
  const checks = JSON.parse(readFileSync(join(directory, run, 'checks.json'), 'utf8'));
  return checks
    .filter(({ status }) => ['SUCCESS', 'FAILURE', 'WARNING'].includes(status))
    .map(({ id, status }) => `${scenario} ${id} ${status}`);
});

console.log(lines.sort().join('\n'));
