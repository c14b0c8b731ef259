import { PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type User, userChange, useUsers } from '../../api/access';
import { type Role, useSession } from '../../api/session';
import { ActionButton } from '../../ui/ActionButton';
import { useChange } from '../../ui/ChangeDialog';
import { Curl } from '../../ui/Curl';
import { type Column, DataTable } from '../../ui/DataTable';
import { Fields, FormDialog } from '../../ui/FormDialog';
import { Icon } from '../../ui/Icon';
import { Card, Page, Tight } from '../../ui/Page';
import { Loading, Trouble } from '../../ui/States';
import { Time } from '../../ui/Time';
import { useReview } from '../../ui/useReview';
import { RolesCard } from './RolesCard';

const roleChoices = [
  { value: 'viewer', label: 'Viewer' },
  { value: 'operator', label: 'Operator' },
  { value: 'administrator', label: 'Administrator' },
];

/** The people who may sign in. */
export default function UsersPage() {
  const users = useUsers();
  const session = useSession();
  const change = useChange();
  const [editing, setEditing] = useState<User | 'new' | null>(null);
  const columns: Column<User>[] = [
    { name: 'User', cell: ({ name }) => (name === session.data?.user ? `${name} (you)` : name) },
    { name: 'Name', cell: ({ displayName }) => displayName },
    { name: 'Role', cell: ({ role }) => role },
    { name: 'May sign in', cell: ({ disabled }) => (disabled ? 'no' : 'yes') },
    { name: 'Since', cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      name: 'Actions',
      quiet: true,
      cell: (user) => (
        <Tight>
          <ActionButton
            needs="administrator"
            variant="default"
            onClick={() => setEditing(user)}
            aria-label={`Change ${user.name}`}
          >
            Change
          </ActionButton>
          <ActionButton
            needs="administrator"
            variant="subtle"
            color="red"
            because={
              user.name === session.data?.user ? 'This is you. Another administrator can delete you.' : null
            }
            onClick={() => change(userChange(user.name, user, null))}
            aria-label={`Delete ${user.name}`}
          >
            Delete
          </ActionButton>
        </Tight>
      ),
    },
  ];
  return (
    <Page
      title="Users"
      lead="Each has a role; a role includes the one before it."
      actions={
        <>
          <Curl calls={[{ what: 'All users', path: '/api/v1/users' }]} />
          <ActionButton
            needs="administrator"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => setEditing('new')}
          >
            Add a user
          </ActionButton>
        </>
      }
    >
      <Card flush>
        {users.isPending && <Loading what="users" />}
        {users.isError && !users.data && (
          <Trouble error={users.error} what="Users" again={() => void users.refetch()} />
        )}
        {users.data && (
          <DataTable label="Users" columns={columns} rows={users.data} rowKey={({ name }) => name} />
        )}
      </Card>
      <RolesCard />
      <UserForm user={editing} close={() => setEditing(null)} />
    </Page>
  );
}

function UserForm({ user, close }: { user: User | 'new' | null; close: () => void }) {
  const old = user === 'new' ? null : user;
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [password, setPassword] = useState('');
  const [disabled, setDisabled] = useState(false);
  const { errorOf, failure, pending, review } = useReview();
  useEffect(() => {
    setName(old?.name ?? '');
    setDisplayName(old?.displayName ?? '');
    setRole(old?.role ?? 'viewer');
    setDisabled(old?.disabled ?? false);
    setPassword('');
  }, [old]);
  const submit = () =>
    void review(
      userChange(name, old, {
        role,
        disabled,
        ...(displayName ? { displayName } : {}),
        ...(password ? { password } : {}),
      }),
      close,
    );
  return (
    <FormDialog
      title={old ? `Change ${old.name}` : 'Add a user'}
      opened={user !== null}
      close={close}
      submit={submit}
      pending={pending}
      failure={failure}
    >
      <Fields>
        <TextInput
          label="User"
          description="Small letters, digits, . _ @ -"
          required
          disabled={old !== null}
          value={name}
          error={errorOf('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          description="As people say it"
          value={displayName}
          error={errorOf('displayName')}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
        <Select
          label="Role"
          data={roleChoices}
          allowDeselect={false}
          value={role}
          onChange={(value) => setRole((value ?? 'viewer') as Role)}
        />
        <PasswordInput
          label="Password"
          description={old ? 'Empty: stays as it is' : '10 characters or more'}
          autoComplete="new-password"
          required={old === null}
          value={password}
          error={errorOf('password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Switch
          label="May not sign in"
          checked={disabled}
          onChange={(event) => setDisabled(event.currentTarget.checked)}
        />
      </Fields>
    </FormDialog>
  );
}
