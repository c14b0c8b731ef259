import { Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { NavLink, useLocation } from 'react-router';
import { paths } from '../paths';
import { AwayBanner } from './AwayBanner';
import { ColorSchemeSwitch } from './ColorSchemeSwitch';
import { Icon, type IconName } from './Icon';
import { LiveLamp } from './LiveLamp';
import css from './Shell.module.css';
import { UserMenu } from './UserMenu';

type Entry = { to: string; name: string; icon: IconName };

const groups: { name: string; entries: Entry[] }[] = [
  {
    name: 'Bond',
    entries: [
      { to: paths.overview, name: 'Overview', icon: 'overview' },
      { to: paths.nodes, name: 'Nodes', icon: 'nodes' },
      { to: paths.history, name: 'History', icon: 'history' },
      { to: paths.events, name: 'Events', icon: 'events' },
      { to: paths.diagnostics, name: 'Diagnostics', icon: 'diagnostics' },
    ],
  },
  {
    name: 'Access',
    entries: [
      { to: paths.keys, name: 'Enrolment keys', icon: 'plus' },
      { to: paths.certificates, name: 'Certificates', icon: 'check' },
      { to: paths.users, name: 'Users', icon: 'user' },
      { to: paths.tokens, name: 'Tokens', icon: 'access' },
      { to: paths.audit, name: 'Audit', icon: 'audit' },
    ],
  },
  { name: 'Control plane', entries: [{ to: paths.system, name: 'System', icon: 'system' }] },
];

/** What stands around every page: where one can go, how fresh the data is, who one is. */
export function Shell({ children }: { children: ReactNode }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: going to another page closes the menu
  useEffect(() => close(), [pathname, close]);
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        Skip to the page
      </a>
      <header className={css.bar}>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={open}
          aria-label="Menu"
          className={css.burger ?? ''}
        >
          <Icon name="menu" size={20} />
        </Button>
        <Brand />
        <span className={css.barEnd}>
          <LiveLamp />
        </span>
      </header>
      <aside className={css.side}>
        <Brand />
        <Navigation />
        <Foot />
      </aside>
      <Drawer opened={opened} onClose={close} title="Braid" size={280} padding="md">
        <Navigation />
        <Foot />
      </Drawer>
      <main id="main" className={css.main} tabIndex={-1}>
        <AwayBanner />
        {children}
      </main>
    </div>
  );
}

function Brand() {
  return (
    <div className={css.brand}>
      <img src="/braid.svg" width="26" height="26" alt="" />
      <span className={css.brandName}>Braid</span>
    </div>
  );
}

function Navigation() {
  return (
    <nav aria-label="Pages" className={css.nav}>
      {groups.map(({ name, entries }) => (
        <div key={name} className={css.group}>
          <div className={css.groupName}>{name}</div>
          {entries.map(({ to, name: page, icon }) => (
            <NavLink key={to} to={to} end={to === '/'} className={css.link ?? ''}>
              <Icon name={icon} />
              {page}
            </NavLink>
          ))}
        </div>
      ))}
    </nav>
  );
}

function Foot() {
  return (
    <div className={css.foot}>
      <LiveLamp />
      <div className={css.footRow}>
        <UserMenu />
        <ColorSchemeSwitch />
      </div>
    </div>
  );
}
