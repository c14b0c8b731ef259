import { Page } from '../../ui/Page';

export default function KeysPage() {
  return <Page title="KeysPage">soon</Page>;
}
