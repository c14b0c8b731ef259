import { useMutation } from '@tanstack/react-query';
import { fetchFile } from '../../api/files';
import { Failure } from '../../api/problem';
import { ActionButton } from '../../ui/ActionButton';
import { Curl } from '../../ui/Curl';
import { Icon } from '../../ui/Icon';
import { Card, Columns, Page, Stack } from '../../ui/Page';
import { Notice } from '../../ui/States';
import { download } from '../history/csv';
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
            { what: 'A backup', path: '/api/v1/backup' },
            { what: 'A support bundle', path: '/api/v1/support-bundle' },
          ]}
        />
      }
    >
      <Columns>
        <FileCard title="Backup" path="/api/v1/backup" needs="administrator" action="Download a backup">
          Everything: nodes, users, history, and the authority's keys. Whoever has it can act as this control
          plane, so keep it as you would keep a key.
        </FileCard>
        <RestoreCard />
        <FileCard
          title="Support bundle"
          path="/api/v1/support-bundle"
          needs="operator"
          action="Download a support bundle"
        >
          What somebody needs to see to help: states, events, configuration, logs. It has no password, key or
          token in it.
        </FileCard>
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

type FileCardProps = {
  title: string;
  path: string;
  needs: 'operator' | 'administrator';
  action: string;
  children: React.ReactNode;
};

function FileCard({ title, path, needs, action, children }: FileCardProps) {
  const fetched = useMutation({
    mutationFn: () => fetchFile(path),
    onSuccess: ({ name, content }) => download(name, content.type, content),
  });
  return (
    <Card title={title}>
      <Stack>
        <span>{children}</span>
        {fetched.isError && (
          <Notice tone="down" title="It could not be had">
            {Failure.of(fetched.error).detail || Failure.of(fetched.error).title}
          </Notice>
        )}
        <div>
          <ActionButton
            needs={needs}
            variant="default"
            leftSection={<Icon name="download" size={15} />}
            loading={fetched.isPending}
            onClick={() => fetched.mutate()}
          >
            {action}
          </ActionButton>
        </div>
      </Stack>
    </Card>
  );
}
