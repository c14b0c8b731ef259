import { Page } from '../../ui/Page';

export default function DiagnosticsPage() {
  return <Page title="DiagnosticsPage">soon</Page>;
}
