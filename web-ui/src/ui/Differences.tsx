import css from './Differences.module.css';

export type Difference = { path: string; before?: unknown; after?: unknown };

const shown = (value: unknown): string => {
  if (value === undefined || value === null || value === '') {
    return '–';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** What a change changes, line by line: removed and added are told by word and sign, not by colour alone. */
export function Differences({
  differences,
  label,
  headings: [now, then] = ['Now', 'Then'],
}: {
  differences: readonly Difference[];
  label: string;
  headings?: [string, string];
}) {
  if (differences.length === 0) {
    return <p className={css.none}>Nothing changes: it is so already.</p>;
  }
  return (
    <table className={css.table}>
      <caption className="onlyRead">{label}</caption>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">{now}</th>
          <th scope="col">{then}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">{path || 'all of it'}</th>
            <td>
              <del>{shown(before)}</del>
            </td>
            <td>
              <ins>{shown(after)}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
