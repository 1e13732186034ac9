import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { test } from '../support/test.ts';

// The icons of the installed client, from the one SVG. Run again when that changes.
const folder = fileURLToPath(new URL('../../../client/public/', import.meta.url));

const icons = [
  { name: 'icon-192', size: 192, inset: 0 },
  { name: 'icon-512', size: 512, inset: 0 },
  // Systems cut these to a shape of their own: a full square, and what matters within the middle four fifths.
  { name: 'icon-maskable-512', size: 512, inset: 51 },
];

for (const { name, size, inset } of icons) {
  test(name, async ({ page }) => {
    const svg = Buffer.from(await readFile(`${folder}favicon.svg`)).toString('base64');
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0;background:${inset === 0 ? 'transparent' : '#3451b2'}"><img style="display:block;margin:${inset}px;width:${size - 2 * inset}px" src="data:image/svg+xml;base64,${svg}"></body>`,
    );
    await page.screenshot({ path: `${folder}${name}.png`, omitBackground: true });
  });
}
