import { readFileSync } from 'node:fs';
import { compiledLayout, layoutFiles } from '../../cli/layout/compile-layout';
import { mailTemplate } from '../../lambdas/email/layout/mail-template';

it('what the functions carry is what mail.mjml says: npm run layout writes it anew', async () => {
  expect(await compiledLayout()).toBe(readFileSync(layoutFiles.compiled, 'utf8'));
});

it('every slot is escaped', () => {
  expect(mailTemplate).not.toMatch(/\{\{\{|\{\{&/);
});

it('nothing in it has a side of its own, so that it can be read from the right', () => {
  expect(mailTemplate).not.toMatch(/(?:align[=:]"?|direction:|float:)(?:left|right|ltr|rtl)/);
});
