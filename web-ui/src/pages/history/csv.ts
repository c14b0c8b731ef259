import type { HistoryColumns } from '../../api/history';

/** RFC 4180; times as RFC 3339 in UTC, units in the names of the columns, an empty field for what is not known. */
export function csvOf(history: HistoryColumns): string {
  const names = history.series.map(({ metric, path }) => (path ? `${path} ${metric}` : metric));
  const rows = history.times.map((time, index) => [
    new Date(time * 1000).toISOString(),
    ...history.series.map(({ values }) => values[index] ?? ''),
  ]);
  return [['time', ...names], ...rows]
    .map((row) => row.map(field).join(','))
    .join('\r\n')
    .concat('\r\n');
}

/** A name that begins like a formula would be run by a spreadsheet. */
function field(value: string | number): string {
  const text = typeof value === 'string' && /^[=+@-]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function download(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
