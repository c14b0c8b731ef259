import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '../../api/problem';
import { useSignIn } from '../../api/session';
import { Notice } from '../../ui/States';
import { durationText } from '../../ui/units';
import css from './SignIn.module.css';

/** Name and password; says how long to wait when it was tried too often. */
export function SignInForm({ knownUser = '' }: { knownUser?: string }) {
  const signIn = useSignIn();
  const [user, setUser] = useState(knownUser);
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ user, password }, { onError: () => setPassword('') });
  };
  return (
    <form onSubmit={submit} className={css.form}>
      {signIn.isError && <SignInTrouble error={signIn.error} />}
      <TextInput
        label="User"
        name="user"
        autoComplete="username"
        required
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
        autoFocus={!knownUser}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoFocus={Boolean(knownUser)}
      />
      <Button type="submit" loading={signIn.isPending} fullWidth>
        Sign in
      </Button>
    </form>
  );
}

function SignInTrouble({ error }: { error: unknown }) {
  const failure = Failure.of(error);
  if (failure.kind === 'slowed') {
    const wait = failure.retryAfterSeconds;
    return (
      <Notice tone="suspect" title="Too many attempts">
        {wait ? `Try again in ${durationText(wait)}.` : 'Try again in a while.'}
      </Notice>
    );
  }
  if (failure.kind === 'signedOut' || failure.kind === 'forbidden' || failure.kind === 'invalid') {
    return <Notice tone="down" title="User or password is not right" />;
  }
  return (
    <Notice tone="suspect" title={`Signing in failed: ${failure.title}`}>
      {failure.detail}
    </Notice>
  );
}
