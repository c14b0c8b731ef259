import { Button } from '@mantine/core';
import type { FormEvent } from 'react';
import { Notice } from '../../ui/States';
import css from '../signin/SignIn.module.css';
import { SignInForm } from '../signin/SignInForm';
import { RestoreFields, useRestore } from '../system/RestoreFields';

/** The other first run: a new machine takes the place of a lost one, by its backup. */
export default function RestoreForm({ token }: { token: string }) {
  const restoring = useRestore(token);
  const { missing, sending, send } = restoring;
  if (sending.isSuccess) {
    return (
      <div className={css.form}>
        <Notice tone="up" title="Restored">
          Sign in with a user of the backup. Nodes come back by themselves.
        </Notice>
        <SignInForm />
      </div>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={submit} className={css.form}>
      <RestoreFields restoring={restoring} size="sm" />
      <Button type="submit" loading={sending.isPending} disabled={missing !== null} fullWidth>
        Restore
      </Button>
    </form>
  );
}
