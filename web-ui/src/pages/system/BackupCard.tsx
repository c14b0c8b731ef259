import { PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { fetchFile } from '../../api/files';
import { Failure } from '../../api/problem';
import { backupRequest } from '../../api/restore';
import { ActionButton } from '../../ui/ActionButton';
import { Icon } from '../../ui/Icon';
import { Card, Stack } from '../../ui/Page';
import { Notice } from '../../ui/States';
import { download } from '../history/csv';

/** Everything that an installation is, in one encrypted file. */
export function BackupCard() {
  const [passphrase, setPassphrase] = useState('');
  const fetched = useMutation({
    mutationFn: () => fetchFile('/api/v1/backup', backupRequest(passphrase)),
    onSuccess: ({ name, content }) => {
      setPassphrase('');
      download(name, content.type, content);
    },
  });
  const failure = fetched.isError ? Failure.of(fetched.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    fetched.mutate();
  };
  return (
    <Card title="Backup">
      <form onSubmit={submit}>
        <Stack>
          <span>
            Nodes, users, tokens, keys, certificates, events and audit; not the figures over time. It is
            encrypted by a passphrase, and worth nothing without it.
          </span>
          {failure && !failure.fields.passphrase && (
            <Notice tone="down" title="No backup was made">
              {failure.detail || failure.title}
            </Notice>
          )}
          <PasswordInput
            label="Passphrase"
            description="10 or more ASCII characters; keep it elsewhere"
            size="xs"
            autoComplete="new-password"
            required
            minLength={10}
            value={passphrase}
            error={failure?.fields.passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <div>
            <ActionButton
              needs="administrator"
              type="submit"
              variant="default"
              leftSection={<Icon name="download" size={15} />}
              loading={fetched.isPending}
            >
              Download a backup
            </ActionButton>
          </div>
        </Stack>
      </form>
    </Card>
  );
}
