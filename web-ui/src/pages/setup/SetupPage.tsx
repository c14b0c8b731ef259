import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../../api/problem';
import { useSetUp } from '../../api/setup';
import { paths } from '../../paths';
import { Boundary } from '../../ui/Broken';
import { chunk } from '../../ui/chunk';
import { Notice } from '../../ui/States';
import css from '../signin/SignIn.module.css';
import { Gatehouse } from '../signin/SignInPage';

/** The one-time link carries its secret behind the hash, which no server log sees, or as a query. */
function tokenOf(location: Location): string {
  const hash = new URLSearchParams(location.hash.slice(1));
  return hash.get('token') ?? new URLSearchParams(location.search).get('token') ?? '';
}

const RestoreForm = lazy(chunk(() => import('./RestoreForm')));

/** The first administrator, made by whoever has the one-time link; or all that a backup has. */
export function SetupPage() {
  const [token] = useState(() => tokenOf(location));
  const [restoring, setRestoring] = useState(false);
  if (!token) {
    return (
      <Gatehouse title="Welcome to Braid" lead={lead}>
        <NoToken />
      </Gatehouse>
    );
  }
  return (
    <Gatehouse
      title={restoring ? 'Restore a backup' : 'Welcome to Braid'}
      lead={restoring ? 'This control plane takes over what the backup has.' : lead}
    >
      {restoring ? (
        <Boundary what="Restoring">
          <Suspense>
            <RestoreForm token={token} />
          </Suspense>
        </Boundary>
      ) : (
        <SetupForm token={token} />
      )}
      <Button variant="subtle" fullWidth className={css.other ?? ''} onClick={() => setRestoring(!restoring)}>
        {restoring ? 'Begin anew instead' : 'Restore a backup instead'}
      </Button>
    </Gatehouse>
  );
}

const lead = 'Make the first administrator. You can add others later.';

function NoToken() {
  return (
    <Notice tone="standby" title="Open the one-time setup link">
      The control plane has written it into its log at the first start, and into the file{' '}
      <code>setup-link</code> of its data directory, which only root can read.
    </Notice>
  );
}

function SetupForm({ token }: { token: string }) {
  const setUp = useSetUp();
  const navigate = useNavigate();
  const [user, setUser] = useState('admin');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const failure = setUp.isError ? Failure.of(setUp.error) : null;
  const differs = again !== '' && again !== password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password === again) {
      setUp.mutate(
        { token, user, password },
        { onSuccess: () => void navigate(paths.welcome, { replace: true }) },
      );
    }
  };
  return (
    <form onSubmit={submit} className={css.form}>
      {failure && Object.keys(failure.fields).length === 0 && (
        <Notice tone="down" title="That did not work">
          {failure.detail}
        </Notice>
      )}
      <TextInput
        label="User"
        autoComplete="username"
        required
        value={user}
        error={failure?.fields.user}
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        description="10 characters or more"
        autoComplete="new-password"
        required
        minLength={10}
        value={password}
        error={failure?.fields.password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password, again"
        autoComplete="new-password"
        required
        value={again}
        error={differs ? 'This is another one' : undefined}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <Button type="submit" loading={setUp.isPending} disabled={differs} fullWidth>
        Begin
      </Button>
    </form>
  );
}
