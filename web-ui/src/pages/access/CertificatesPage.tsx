import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Certificate, revocation, rotation, useAuthority, useCertificates } from '../../api/access';
import { queryClient } from '../../api/queries';
import { ActionButton } from '../../ui/ActionButton';
import { useChange } from '../../ui/ChangeDialog';
import { Curl } from '../../ui/Curl';
import { type Column, DataTable } from '../../ui/DataTable';
import { FormDialog } from '../../ui/FormDialog';
import { Card, Fact, Facts, Page } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { Time } from '../../ui/Time';
import { Verdict, type VerdictName } from '../../ui/Verdict';

const looks: Record<Certificate['state'], VerdictName> = { valid: 'up', expired: 'unknown', revoked: 'down' };
const again = () => void queryClient.invalidateQueries({ queryKey: ['certificates'] });

/** Who may connect, by the installation's own authority. */
export default function CertificatesPage() {
  const certificates = useCertificates();
  const [revoking, setRevoking] = useState<Certificate | null>(null);
  const columns: Column<Certificate>[] = [
    { name: 'Node', cell: ({ node, kind }) => `${node} (${kind})` },
    { name: 'State', cell: ({ state }) => <Verdict verdict={looks[state]} word={state} /> },
    { name: 'Serial', cell: ({ serial }) => <code>{serial}</code> },
    { name: 'Issued', cell: ({ issuedAt }) => <Time at={issuedAt} /> },
    { name: 'Ends', cell: ({ notAfter }) => <Time at={notAfter} /> },
    { name: 'By', cell: ({ issuer }) => issuer },
    {
      name: 'Revoked',
      cell: ({ revokedAt, reason }) => (revokedAt ? <Revoked at={revokedAt} reason={reason} /> : '–'),
    },
    {
      name: 'Actions',
      quiet: true,
      cell: (certificate) => (
        <ActionButton
          needs="operator"
          variant="subtle"
          color="red"
          because={certificate.state === 'valid' ? null : `It is ${certificate.state} already.`}
          onClick={() => setRevoking(certificate)}
          aria-label={`Revoke ${certificate.serial} of ${certificate.node}`}
        >
          Revoke
        </ActionButton>
      ),
    },
  ];
  return (
    <Page
      title="Certificates"
      lead="Nodes renew theirs by themselves. Revoking one cuts its node off within seconds."
      actions={<Curl calls={[{ what: 'All certificates', path: '/api/v1/certificates' }]} />}
    >
      <Authority />
      <Card title="Issued" flush>
        {certificates.isPending && <Loading what="certificates" />}
        {certificates.isError && !certificates.data && (
          <Trouble error={certificates.error} what="Certificates" again={() => void certificates.refetch()} />
        )}
        {certificates.data?.length === 0 && (
          <Empty title="None issued yet" icon="check">
            The first one is issued to the first node that joins.
          </Empty>
        )}
        {certificates.data && certificates.data.length > 0 && (
          <DataTable
            label="Certificates"
            columns={columns}
            rows={certificates.data}
            rowKey={({ serial }) => serial}
          />
        )}
      </Card>
      <RevokeDialog certificate={revoking} close={() => setRevoking(null)} />
    </Page>
  );
}

const Revoked = ({ at, reason }: { at: string; reason: string | null | undefined }) => (
  <>
    <Time at={at} />
    {reason ? `: ${reason}` : ''}
  </>
);

function RevokeDialog({ certificate, close }: { certificate: Certificate | null; close: () => void }) {
  const change = useChange();
  const [reason, setReason] = useState('');
  const submit = () => {
    if (certificate) {
      close();
      change(revocation(certificate, reason, again));
    }
  };
  return (
    <FormDialog
      title={`Revoke the certificate of ${certificate?.node ?? ''}`}
      opened={certificate !== null}
      close={close}
      submit={submit}
      pending={false}
      failure={null}
    >
      <TextInput
        label="Why"
        description="For whoever reads the audit log"
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function Authority() {
  const authority = useAuthority();
  const change = useChange();
  if (authority.isPending) {
    return (
      <Card title="Authority">
        <Loading what="the authority" rows={3} />
      </Card>
    );
  }
  if (!authority.data) {
    return <Trouble error={authority.error} what="The authority" again={() => void authority.refetch()} />;
  }
  const { fingerprint, notAfter, issuing } = authority.data;
  return (
    <Card
      title="Authority"
      note="Of this installation alone"
      actions={
        <ActionButton
          needs="operator"
          variant="default"
          onClick={() => change(rotation(issuing.name, again))}
        >
          Issue with a new key
        </ActionButton>
      }
    >
      <Facts>
        <Fact name="Fingerprint">
          <code>{fingerprint}</code>
        </Fact>
        <Fact name="Root ends">
          <Time at={notAfter} />
        </Fact>
        <Fact name="Issues with">
          {issuing.name}, until <Time at={issuing.notAfter} />
        </Fact>
      </Facts>
    </Card>
  );
}
