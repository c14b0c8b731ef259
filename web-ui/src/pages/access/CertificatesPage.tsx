import { Page } from '../../ui/Page';

export default function CertificatesPage() {
  return <Page title="CertificatesPage">soon</Page>;
}
