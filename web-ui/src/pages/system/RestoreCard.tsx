import { Modal } from '@mantine/core';
import { useState } from 'react';
import { ActionButton } from '../../ui/ActionButton';
import { DialogFoot } from '../../ui/ChangeDialog';
import { Card, Stack } from '../../ui/Page';
import { Notice } from '../../ui/States';
import { dataText } from '../../ui/units';
import { RestoreFields, useRestore } from './RestoreFields';

/** Replaces everything by a backup; asks before. */
export function RestoreCard() {
  const restoring = useRestore();
  const [asking, setAsking] = useState(false);
  const { file, missing, sending } = restoring;
  return (
    <Card title="Restore">
      <Stack>
        <span>Replaces everything that is here by a backup. Nodes come back without joining again.</span>
        {sending.isSuccess && (
          <Notice tone="up" title="Restored">
            Sign in with a user of the backup.
          </Notice>
        )}
        <RestoreFields restoring={restoring} size="xs" />
        <div>
          <ActionButton
            needs="administrator"
            variant="default"
            because={missing}
            loading={sending.isPending}
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
              restoring.send();
            }}
          >
            Replace everything
          </ActionButton>
        </DialogFoot>
      </Modal>
    </Card>
  );
}
