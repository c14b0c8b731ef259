/** A document as lines: path and value, as people compare them. */
export function flat(value: unknown, path = ''): [string, string][] {
  if (value === null || value === undefined) {
    return [[path, '–']];
  }
  if (Array.isArray(value)) {
    return [[path, value.length === 0 ? '–' : value.map(String).join(', ')]];
  }
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) => flat(inner, path ? `${path}.${key}` : key));
  }
  if (typeof value === 'boolean') {
    return [[path, value ? 'yes' : 'no']];
  }
  return [[path, String(value)]];
}
