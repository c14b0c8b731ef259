import { useRouteError } from 'react-router';
import { Broken } from '../ui/Broken';
import { Page } from '../ui/Page';

/** Instead of a page that did not come; the way to the others stays. */
export const BrokenPage = ({ error }: { error: unknown }) => (
  <Page title="This page is not to be had">
    <Broken error={error} what="The page" />
  </Page>
);

/** Instead of a page that broke. */
export const RouteError = () => <BrokenPage error={useRouteError()} />;
