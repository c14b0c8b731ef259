import type { Difference } from '../../ui/Differences';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What differs between two documents, by path, as the API says it of a dry run. */
export function between(before: unknown, after: unknown, path = ''): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return [];
  }
  if (!isObject(before) && !isObject(after)) {
    return [{ path, before, after }];
  }
  const was = isObject(before) ? before : {};
  const is = isObject(after) ? after : {};
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .sort()
    .flatMap((key) => between(was[key], is[key], path ? `${path}.${key}` : key));
}
