import { Page } from '../../ui/Page';

export default function WelcomePage() {
  return <Page title="WelcomePage">soon</Page>;
}
