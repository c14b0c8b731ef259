import { Button } from '@mantine/core';
import { useState } from 'react';
import css from './Copy.module.css';
import { Icon } from './Icon';

/** Text to take along, with a button for it. Without clipboard (plain HTTP) it is selected by a click, at least. */
export function Copy({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(text);
    setCopied(Boolean(navigator.clipboard));
  };
  return (
    <div className={css.copy}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line must be scrollable by keyboard */}
      <pre className={css.text} tabIndex={0}>
        {text}
      </pre>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<Icon name={copied ? 'check' : 'copy'} size={14} />}
        onClick={() => void copy()}
        aria-label={`Copy ${label}`}
      >
        {copied ? 'Copied' : 'Copy'}
      </Button>
      <span className="onlyRead" role="status">
        {copied ? 'Copied' : ''}
      </span>
    </div>
  );
}
