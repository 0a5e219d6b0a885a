import { load } from 'cheerio';

/** What somebody reads of a mail in HTML. */
export function readOf(html: string): string {
  const page = load(html);
  page('style').remove();
  return page.text();
}
