import { NavLink } from 'react-router';
import css from './Tabs.module.css';

/** Parts of a page, each with an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: { to: string; name: string }[] }) {
  return (
    <nav aria-label={label} className={css.tabs}>
      {tabs.map(({ to, name }) => (
        <NavLink key={to} to={to} className={css.tab ?? ''} replace>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
