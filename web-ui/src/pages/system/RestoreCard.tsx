import { FileInput, Modal, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../../api/problem';
import { restore } from '../../api/restore';
import { ActionButton } from '../../ui/ActionButton';
import { DialogFoot } from '../../ui/ChangeDialog';
import { Card, Stack } from '../../ui/Page';
import { Notice } from '../../ui/States';
import { dataText } from '../../ui/units';

/** Replaces everything by a backup; asks before. */
export function RestoreCard() {
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [asking, setAsking] = useState(false);
  const restored = useMutation({ mutationFn: (backup: File) => restore(backup, passphrase) });
  const missing = file ? (passphrase ? null : 'Type its passphrase first.') : 'Choose a backup first.';
  return (
    <Card title="Restore">
      <Stack>
        <span>Replaces everything that is here by a backup. Nodes come back without joining again.</span>
        {restored.isSuccess && (
          <Notice tone="up" title="Restored">
            Sign in with a user of the backup.
          </Notice>
        )}
        {restored.isError && (
          <Notice tone="down" title="Nothing was restored">
            {Failure.of(restored.error).detail}
          </Notice>
        )}
        <FileInput
          label="Backup"
          placeholder="Choose a file"
          value={file}
          onChange={setFile}
          size="xs"
          clearable
        />
        <PasswordInput
          label="Its passphrase"
          size="xs"
          autoComplete="off"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <div>
          <ActionButton
            needs="administrator"
            variant="default"
            because={missing}
            loading={restored.isPending}
            onClick={() => setAsking(true)}
          >
            Restore
          </ActionButton>
        </div>
      </Stack>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Replace everything?">
        <p className="dialogSays">
          {file?.name} ({dataText(file?.size)}) replaces all nodes, users, tokens, keys and history of this
          control plane. Everybody has to sign in again.
        </p>
        <DialogFoot close={() => setAsking(false)}>
          <ActionButton
            needs="administrator"
            size="sm"
            color="red"
            onClick={() => {
              setAsking(false);
              if (file) {
                restored.mutate(file);
              }
            }}
          >
            Replace everything
          </ActionButton>
        </DialogFoot>
      </Modal>
    </Card>
  );
}
