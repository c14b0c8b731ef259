import { Button, Menu } from '@mantine/core';
import { useSession, useSignOut } from '../api/session';
import { Icon } from './Icon';

/** Who is signed in, as what, and the way out. */
export function UserMenu() {
  const session = useSession();
  const signOut = useSignOut();
  if (!session.data) {
    return null;
  }
  const { user, displayName, role } = session.data;
  return (
    <Menu position="top-start" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" leftSection={<Icon name="user" size={16} />}>
          {displayName || user}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user}, {role}
        </Menu.Label>
        <Menu.Item onClick={() => signOut.mutate()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
