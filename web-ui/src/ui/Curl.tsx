import { Button, Popover } from '@mantine/core';
import { Copy } from './Copy';
import css from './Curl.module.css';
import { Icon } from './Icon';

export type Call = {
  method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  path: string;
  body?: unknown;
  /** A file that is sent as it is, instead of a body. */
  file?: string;
  headers?: Record<string, string>;
  what: string;
  /** What the change is made against, as headers; without it the line says where to find it. */
  against?: Record<string, string>;
};

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The line that does by hand what the page does. The token stands in a variable, not in the line. */
export function curlLine({ method = 'GET', path, body, file, headers = {}, against }: Call): string {
  const parts = ['curl', '-fsS', '-H "Authorization: Bearer $BRAID_TOKEN"'];
  if (method !== 'GET') {
    parts.push(`-X ${method}`);
  }
  if (method === 'PUT' || method === 'DELETE') {
    const [header, value] = Object.entries(against ?? { 'If-Match': '"<ETag of a GET>"' })[0] ?? [];
    parts.push(`-H ${quoted(`${header}: ${value}`)}`);
  }
  for (const [header, value] of Object.entries(headers)) {
    parts.push(`-H ${quoted(`${header}: ${value}`)}`);
  }
  if (file) {
    parts.push(`-H 'Content-Type: application/octet-stream'`, `--data-binary @${file}`);
  }
  if (body !== undefined) {
    parts.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body))}`);
  }
  return [...parts, quoted(`${location.origin}${path}`)].join(' ');
}

/** What the page asks the API, to be asked by a program, too. */
export function Curl({ calls }: { calls: Call[] }) {
  return (
    <Popover width={520} position="bottom-end" shadow="md" trapFocus withRoles>
      <Popover.Target>
        <Button size="xs" variant="subtle" leftSection={<Icon name="terminal" size={16} />}>
          API
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.dropdown ?? ''} aria-label="The same by the API">
        <CurlLines calls={calls} />
      </Popover.Dropdown>
    </Popover>
  );
}

function CurlLines({ calls }: { calls: Call[] }) {
  return (
    <>
      {calls.map((call) => (
        <div key={call.what} className={css.call}>
          <div className={css.what}>{call.what}</div>
          <Copy text={curlLine(call)} label={`the curl line: ${call.what}`} />
        </div>
      ))}
      <div className={css.foot}>
        <code>BRAID_TOKEN</code> is one of your <a href="/access/tokens">tokens</a>. All of it is in the{' '}
        <a href="/swagger-ui/index.html">API's documentation</a>.
      </div>
    </>
  );
}

/** The same within a dialog, folded away. */
export function CurlFold({ call }: { call: Call }) {
  return (
    <details className={css.fold}>
      <summary>The same by the API</summary>
      <CurlLines calls={[call]} />
    </details>
  );
}
