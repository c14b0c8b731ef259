// The first load - the page, what it asks for at once, and the type - must stay within 260 KB as compressed for the way.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const limitBytes = 260 * 1024;
const built = 'target/classes/META-INF/resources';
const html = readFileSync(join(built, 'index.html'), 'utf8');
const asked = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+|[\w.]+\.svg)"/g)].map(([, file]) => file);
const styles = asked
  .filter((file) => file.endsWith('.css'))
  .map((file) => readFileSync(join(built, file), 'utf8'));
const fonts = styles.flatMap((style) =>
  [...style.matchAll(/url\(\/(assets\/[^)]+\.woff2)\)/g)].map(([, file]) => file),
);

// A font is compressed already.
const size = (file) => {
  const content = readFileSync(join(built, file));
  return file.endsWith('.woff2') ? content.length : gzipSync(content).length;
};
const files = ['index.html', ...new Set([...asked, ...fonts])].map((file) => [file, size(file)]);
const total = files.reduce((sum, [, bytes]) => sum + bytes, 0);
console.log(`first load: ${Math.ceil(total / 1024)} KB of ${limitBytes / 1024} KB`);
if (total > limitBytes) {
  for (const [file, bytes] of files.sort(([, a], [, b]) => b - a)) {
    console.error(`${String(Math.ceil(bytes / 1024)).padStart(6)} KB  ${file}`);
  }
  process.exit(1);
}
