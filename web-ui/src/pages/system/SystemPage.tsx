import { useMutation } from '@tanstack/react-query';
import { fetchFile } from '../../api/files';
import { Failure } from '../../api/problem';
import { ActionButton } from '../../ui/ActionButton';
import { Curl } from '../../ui/Curl';
import { Icon } from '../../ui/Icon';
import { Card, Columns, Page, Stack } from '../../ui/Page';
import { Notice } from '../../ui/States';
import { download } from '../history/csv';
import { BackupCard } from './BackupCard';
import { PasswordCard } from './PasswordCard';
import { RestoreCard } from './RestoreCard';

/** The control plane itself: its backup, what to send when something is wrong, and its documentation. */
export default function SystemPage() {
  return (
    <Page
      title="System"
      lead="The control plane may be away at any time: nodes carry on by what they were last told."
      actions={
        <Curl
          calls={[
            {
              what: 'A backup',
              method: 'POST',
              path: '/api/v1/backup',
              body: { passphrase: 'of 10 characters or more' },
            },
            {
              what: 'A restore',
              method: 'POST',
              path: '/api/v1/restore',
              headers: { 'X-Backup-Passphrase': 'of 10 characters or more' },
              file: 'braid.backup',
            },
            { what: 'A support bundle', path: '/api/v1/support-bundle' },
          ]}
        />
      }
    >
      <Columns>
        <BackupCard />
        <RestoreCard />
        <SupportCard />
        <PasswordCard />
        <Card title="API">
          <Stack>
            <span>Everything on these pages is done by the REST API, and nothing goes past it.</span>
            <a href="/swagger-ui/index.html">Documentation, to try it out</a>
            <a href="/v3/api-docs">OpenAPI document</a>
          </Stack>
        </Card>
      </Columns>
    </Page>
  );
}

function SupportCard() {
  const fetched = useMutation({
    mutationFn: () => fetchFile('/api/v1/support-bundle'),
    onSuccess: ({ name, content }) => download(name, content.type, content),
  });
  return (
    <Card title="Support bundle">
      <Stack>
        <span>
          What somebody needs to see to help: states, events, configuration. It has no password, key or token
          in it.
        </span>
        {fetched.isError && (
          <Notice tone="down" title="It could not be had">
            {Failure.of(fetched.error).detail || Failure.of(fetched.error).title}
          </Notice>
        )}
        <div>
          <ActionButton
            needs="operator"
            variant="default"
            leftSection={<Icon name="download" size={15} />}
            loading={fetched.isPending}
            onClick={() => fetched.mutate()}
          >
            Download a support bundle
          </ActionButton>
        </div>
      </Stack>
    </Card>
  );
}
