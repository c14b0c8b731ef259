import css from './Differences.module.css';

export type Difference = { path: string; before?: unknown; after?: unknown };

const shown = (value: unknown): string => {
  if (value === undefined || value === null || value === '') {
    return '–';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** What comes or goes as a whole is told by its parts. */
function spread({ path, before, after }: Difference): Difference[] {
  const comes = isNothing(before);
  const whole = comes ? after : isNothing(after) ? before : null;
  if (!isGroup(whole)) {
    return [{ path, before, after }];
  }
  return Object.entries(whole).flatMap(([name, value]) =>
    spread({ path: path ? `${path}.${name}` : name, [comes ? 'after' : 'before']: value }),
  );
}

const isNothing = (value: unknown) => value === undefined || value === null;
const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

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
        {differences.flatMap(spread).map(({ path, before, after }) => (
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
