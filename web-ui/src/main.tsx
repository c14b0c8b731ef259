import '@mantine/core/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { HomePage } from './pages/home/HomePage';
import { Theme } from './ui/Theme';

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no element #root');
}
createRoot(root).render(
  <StrictMode>
    <Theme>
      <HomePage />
    </Theme>
  </StrictMode>,
);
