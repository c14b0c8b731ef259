import { useRouteError } from 'react-router';
import { paths } from '../paths';
import { LinkButton } from '../ui/LinkButton';
import { Card, Page } from '../ui/Page';
import { Empty } from '../ui/States';

/** An address that leads nowhere, or a page that broke. */
export function NotFoundPage({ broken = false }: { broken?: boolean }) {
  const error = useRouteError();
  return (
    <Page title={broken ? 'This page broke' : 'Nothing here'}>
      <Card>
        <Empty
          title={broken ? 'This page could not be shown' : 'There is no page at this address'}
          icon="question"
          action={<LinkButton to={paths.overview}>To the overview</LinkButton>}
        >
          {broken
            ? `${error instanceof Error ? error.message : 'Unknown error'}. Loading it anew often helps, after an upgrade always.`
            : 'It may have been moved, or belongs to a node that is gone.'}
        </Empty>
      </Card>
    </Page>
  );
}
