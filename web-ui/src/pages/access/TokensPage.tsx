import { Page } from '../../ui/Page';

export default function TokensPage() {
  return <Page title="TokensPage">soon</Page>;
}
