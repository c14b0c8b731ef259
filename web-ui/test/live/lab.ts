import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const orders = process.env.BRAID_LAB_ORDERS ?? '';
const deadlineMs = 60_000;
let count = 0;

/** Asks the lab for something, and waits until it is done: a file for the order, one for the answer. Answers with its time, in ms. */
export async function order(...words: string[]): Promise<number> {
  const name = String(++count).padStart(3, '0');
  writeFileSync(join(orders, `${name}.tmp`), words.join('\n'));
  renameSync(join(orders, `${name}.tmp`), join(orders, `${name}.order`));
  const answer = join(orders, `${name}.done`);
  const end = Date.now() + deadlineMs;
  while (!existsSync(answer)) {
    if (Date.now() > end) {
      throw new Error(`The lab has not done: ${words[0]}`);
    }
    await new Promise((later) => setTimeout(later, 10));
  }
  const text = readFileSync(answer, 'utf8');
  if (text.startsWith('!')) {
    throw new Error(text.slice(1));
  }
  return Number(text);
}
