import { Checkbox, Modal, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Token, tokenChange, useTokens } from '../../api/access';
import { inDays } from '../../api/keys';
import { useSession } from '../../api/session';
import { ActionButton } from '../../ui/ActionButton';
import { DialogFoot, useChange } from '../../ui/ChangeDialog';
import { Copy } from '../../ui/Copy';
import { Curl } from '../../ui/Curl';
import { type Column, DataTable } from '../../ui/DataTable';
import { Fields, FormDialog } from '../../ui/FormDialog';
import { Icon } from '../../ui/Icon';
import { Card, Page } from '../../ui/Page';
import { Empty, Loading, Notice, Trouble } from '../../ui/States';
import { Time } from '../../ui/Time';
import { useReview } from '../../ui/useReview';

/** Secrets for programs, each with some of its owner's rights. */
export default function TokensPage() {
  const tokens = useTokens();
  const change = useChange();
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const columns: Column<Token>[] = [
    { name: 'Token', cell: ({ name }) => name },
    { name: 'Whose', cell: ({ user }) => user },
    { name: 'May', cell: ({ scopes }) => [...scopes].sort().join(', ') },
    { name: 'Ends', cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    { name: 'Last used', cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : 'never') },
    {
      name: 'Actions',
      quiet: true,
      cell: (token) => (
        <ActionButton
          variant="subtle"
          color="red"
          onClick={() => change(tokenChange(token.name, token, null))}
          aria-label={`Delete ${token.name}`}
        >
          Delete
        </ActionButton>
      ),
    },
  ];
  return (
    <Page
      title="Tokens"
      lead="For programs. A token can do at most what you can; it is shown when it is made, and stored as a hash."
      actions={
        <>
          <Curl calls={[{ what: 'Your tokens', path: '/api/v1/tokens' }]} />
          <ActionButton leftSection={<Icon name="plus" size={15} />} onClick={() => setMaking(true)}>
            Make a token
          </ActionButton>
        </>
      }
    >
      <Card flush>
        {tokens.isPending && <Loading what="tokens" />}
        {tokens.isError && !tokens.data && (
          <Trouble error={tokens.error} what="Tokens" again={() => void tokens.refetch()} />
        )}
        {tokens.data?.length === 0 && (
          <Empty title="No tokens" icon="access">
            Make one for each program, with no more rights than it needs.
          </Empty>
        )}
        {tokens.data && tokens.data.length > 0 && (
          <DataTable label="Tokens" columns={columns} rows={tokens.data} rowKey={({ name }) => name} />
        )}
      </Card>
      <TokenForm opened={making} close={() => setMaking(false)} made={setSecret} />
      <Modal opened={secret !== null} onClose={() => setSecret(null)} title="The new token" size="lg">
        <Notice tone="suspect" title="Take it now: it is not shown again" />
        <p />
        <Copy text={secret ?? ''} label="the token" />
        <DialogFoot close={() => setSecret(null)} />
      </Modal>
    </Page>
  );
}

type TokenFormProps = { opened: boolean; close: () => void; made: (secret: string) => void };

function TokenForm({ opened, close, made }: TokenFormProps) {
  const session = useSession();
  const [name, setName] = useState('');
  const [days, setDays] = useState<number | string>(90);
  const [scopes, setScopes] = useState<string[]>(['nodes:read', 'metrics:read']);
  const { errorOf, failure, pending, review } = useReview();
  const submit = () => {
    const token = { scopes: scopes as Token['scopes'], expiresAt: inDays(Number(days)) };
    void review(tokenChange(name, null, token, made), close);
  };
  return (
    <FormDialog
      title="Make a token"
      opened={opened}
      close={close}
      submit={submit}
      pending={pending}
      failure={failure}
    >
      <Fields>
        <TextInput
          label="Name"
          description="What it is for: prometheus"
          required
          value={name}
          error={errorOf('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NumberInput
          label="Valid for, days"
          description="400 at most"
          min={1}
          max={400}
          hideControls
          value={days}
          error={errorOf('expiresAt')}
          onChange={setDays}
        />
      </Fields>
      <Checkbox.Group label="May" value={scopes} onChange={setScopes} error={errorOf('scopes')}>
        <Fields>
          {[...(session.data?.scopes ?? [])].sort().map((scope) => (
            <Checkbox key={scope} value={scope} label={scope} size="xs" />
          ))}
        </Fields>
      </Checkbox.Group>
    </FormDialog>
  );
}
