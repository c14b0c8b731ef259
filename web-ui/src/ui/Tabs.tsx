import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import css from './Tabs.module.css';

/** Parts of a page, each with an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: { to: string; name: string }[] }) {
  const { pathname } = useLocation();
  const strip = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address makes another tab the current one
  useEffect(() => {
    const [all, current] = [strip.current, strip.current?.querySelector<HTMLElement>('[aria-current]')];
    if (all && current) {
      all.scrollLeft = current.offsetLeft - (all.clientWidth - current.offsetWidth) / 2;
    }
  }, [pathname]);
  return (
    <nav aria-label={label} className={css.tabs} ref={strip}>
      {tabs.map(({ to, name }) => (
        <NavLink key={to} to={to} className={css.tab ?? ''} replace>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
