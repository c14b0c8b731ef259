import { Icon } from '../../ui/Icon';
import css from './Welcome.module.css';

export type Step = 'hub' | 'edge' | 'uplinks' | 'packet';

export const steps: readonly { key: Step; name: string }[] = [
  { key: 'hub', name: 'The hub' },
  { key: 'edge', name: 'The edge' },
  { key: 'uplinks', name: 'Its uplinks' },
  { key: 'packet', name: 'First packet' },
];

/** Where one is on the way. */
export function Steps({ at }: { at: Step }) {
  const now = steps.findIndex(({ key }) => key === at);
  return (
    <ol className={css.steps} aria-label="Steps">
      {steps.map(({ key, name }, index) => (
        <li
          key={key}
          className={css.step}
          data-done={index < now}
          data-now={index === now}
          {...(index === now ? { 'aria-current': 'step' as const } : {})}
        >
          <span className={css.number}>{index < now ? <Icon name="check" size={14} /> : index + 1}</span>
          {name}
        </li>
      ))}
    </ol>
  );
}
