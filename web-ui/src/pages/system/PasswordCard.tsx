import { PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import { Failure } from '../../api/problem';
import { ActionButton } from '../../ui/ActionButton';
import { Card, Stack } from '../../ui/Page';
import { Notice } from '../../ui/States';

/** One's own password. */
export function PasswordCard() {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const changed = useMutation({
    mutationFn: () => api.PUT('/api/v1/session/password', { body: { current, password } }),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
    },
  });
  const failure = changed.isError ? Failure.of(changed.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    changed.mutate();
  };
  return (
    <Card title="Your password">
      <form onSubmit={submit}>
        <Stack>
          {changed.isSuccess && <Notice tone="up" title="Changed" />}
          {failure && Object.keys(failure.fields).length === 0 && (
            <Notice tone="down" title="Not changed">
              {failure.detail}
            </Notice>
          )}
          <PasswordInput
            label="Current"
            size="xs"
            autoComplete="current-password"
            required
            value={current}
            error={failure?.fields.current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label="New"
            description="10 characters or more"
            size="xs"
            autoComplete="new-password"
            required
            minLength={10}
            value={password}
            error={failure?.fields.password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <div>
            <ActionButton type="submit" variant="default" loading={changed.isPending}>
              Change it
            </ActionButton>
          </div>
        </Stack>
      </form>
    </Card>
  );
}
