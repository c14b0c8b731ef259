import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('the client is generated from the committed document', () => {
  // Ends with another code, and says what to do, when it is not.
  expect(execFileSync('node', ['generate-client.mjs', '--check'], { encoding: 'utf8' })).toBe('');
}, 30_000);
