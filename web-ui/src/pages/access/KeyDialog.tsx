import { Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type EnrolmentKey, inDays, makeKey } from '../../api/keys';
import { Failure } from '../../api/problem';
import { queryClient } from '../../api/queries';
import { DialogFoot } from '../../ui/ChangeDialog';
import { Fields, FormDialog } from '../../ui/FormDialog';
import { JoinProgress } from './JoinProgress';

const kinds = [
  { value: 'edge', label: 'Edge: where the traffic is' },
  { value: 'hub', label: 'Hub: where the Internet is' },
];

/** Makes a key, and shows the line to paste, once, with what becomes of it. */
export function KeyDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const [kind, setKind] = useState<'edge' | 'hub'>('edge');
  const [node, setNode] = useState('');
  const [uses, setUses] = useState<number | string>(1);
  const [days, setDays] = useState<number | string>(1);
  const made = useMutation({
    mutationFn: () =>
      makeKey(node ? `${node}-${stamp()}` : `${kind}-${stamp()}`, {
        kind,
        ...(node ? { nodeName: node } : {}),
        uses: Number(uses),
        expiresAt: inDays(Number(days)),
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['enrolment-keys'] }),
  });
  const shut = () => {
    made.reset();
    close();
  };
  const failure = made.isError ? Failure.of(made.error) : null;
  if (made.data) {
    return <MadeKey made={made.data} close={shut} />;
  }
  return (
    <FormDialog
      title="Make a key"
      opened={opened}
      close={shut}
      submit={() => made.mutate()}
      action="Make the key"
      pending={made.isPending}
      failure={failure}
    >
      <Fields>
        <Select
          label="For a"
          data={kinds}
          allowDeselect={false}
          value={kind}
          onChange={(value) => setKind((value ?? 'edge') as 'edge')}
        />
        <TextInput
          label="Node's name"
          description="Empty: the machine says its own"
          value={node}
          error={failure?.fields.nodeName}
          onChange={(event) => setNode(event.currentTarget.value)}
        />
        <NumberInput
          label="Uses"
          description={node ? 'For one node: once' : 'How many machines may join with it'}
          min={1}
          hideControls
          disabled={node !== ''}
          value={node ? 1 : uses}
          error={failure?.fields.uses}
          onChange={setUses}
        />
        <NumberInput
          label="Valid for, days"
          description="A year at most"
          min={1}
          max={365}
          hideControls
          value={days}
          error={failure?.fields.expiresAt}
          onChange={setDays}
        />
      </Fields>
    </FormDialog>
  );
}

const stamp = () => Math.floor(Date.now() / 1000).toString(36);

function MadeKey({ made, close }: { made: EnrolmentKey; close: () => void }) {
  return (
    <Modal opened onClose={close} title={`The key ${made.name}`} size="lg">
      <JoinProgress made={made} />
      <DialogFoot close={close} />
    </Modal>
  );
}
