import { readFileSync } from 'node:fs';
import path from 'node:path';
import mjml2html from 'mjml';

/** Where the layout is written, and where what the functions carry of it is. */
export const layoutFiles = {
  source: path.join(__dirname, '../../lambdas/email/layout/mail.mjml'),
  compiled: path.join(__dirname, '../../lambdas/email/layout/mail-template.ts'),
};

/** The layout does not follow MJML's own rules. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
  constructor(readonly problems: readonly string[]) {
    super(`mail.mjml is no layout yet:\n${problems.join('\n')}`);
  }
}

/**
 * The file with the HTML of all mails, as the functions carry it: a Mustache template that MJML made the tables of.
 * MJML takes a third of a second to load and cannot be bundled, so it runs here and never where mails are sent.
 *
 * @throws LayoutError
 */
export async function compiledLayout(): Promise<string> {
  const source = readFileSync(layoutFiles.source, 'utf8');
  const { html, errors } = await mjml2html(source, { validationLevel: 'soft' });
  if (errors.length > 0) throw new LayoutError(errors.map(({ formattedMessage }) => formattedMessage));
  return `/** Made of mail.mjml by \`npm run layout\`. Change it there. */\nexport const mailTemplate = \`${compact(directed(html))}\n\`;\n`;
}

/**
 * MJML writes a direction into its styles, and what some clients do not know and ours do not need. The direction is the
 * one of the reader's script.
 */
function directed(html: string): string {
  return html
    .replaceAll('word-spacing:normal;', '')
    .replaceAll('opacity:0;', '')
    .replaceAll(' outline:none;', '')
    .replaceAll('outline:none;', '')
    .replaceAll('direction:ltr', 'direction:{{direction}}')
    .replaceAll('text-align:left', 'text-align:{{start}}')
    .replaceAll('align="left"', 'align="{{start}}"');
}

/** Line breaks between tags are seen by nobody, and every mail would carry them. */
function compact(html: string): string {
  return html
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
