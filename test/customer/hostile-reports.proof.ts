import { load, type CheerioAPI } from 'cheerio';
import fc from 'fast-check';
import * as z from 'zod';
import { reportApp } from '../../customer/report/report-app';
import { hostile } from '../fakes/hostile-text';
import { ReportWorld } from '../reports/report-world';

const origin = 'https://reports.example.com';

/** Every page from the link to the answer, with the failure that was published. */
async function report(title: string, comment: string): Promise<{ pages: CheerioAPI[]; published: unknown }> {
  const world = new ReportWorld();
  const line = world.sold[0]?.orders[0]?.lines[0];
  if (!line) throw new Error('nothing was sold');
  Object.assign(line, { title });
  const app = reportApp({ intake: world, clock: () => world.now });
  const open = async (path: string, init: RequestInit = {}): Promise<CheerioAPI> => {
    const response = await app.request(`${origin}/${path.replace(/^\.?\//, '')}`, init);
    const next = response.headers.get('location');
    return response.status === 303 && next !== null ? open(next) : load(await response.text());
  };
  const what = await open(`?l=${encodeURIComponent(await world.linkFor('cus_shop_1'))}&lang=en`);
  const details = await open(what('ul.choices a').last().attr('href') ?? '');
  const fields = new URLSearchParams(details('form').serialize());
  fields.set('answer', details('input[type=radio]').first().attr('value') ?? '');
  fields.set('comment', comment);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await open(details('form').attr('action') ?? '', { method: 'POST', body: fields.toString(), headers });
  return { pages: [what, details, answer], published: world.published[0] };
}

/** Its tags with the names of their attributes, and where it leads, but for what stands behind a question mark. */
function skeletonOf(page: CheerioAPI): string[] {
  return page('*')
    .toArray()
    .map((element) => {
      const attributes = page(element).attr() ?? {};
      const targets = ['href', 'src', 'action', 'formaction'].map((name) => attributes[name]?.split('?', 1)[0] ?? '');
      return [page(element).prop('tagName') ?? '', ...Object.keys(attributes), ...targets].join(' ');
    });
}

const commentSchema = z.object({ detail: z.object({ comment: z.optional(z.string()) }) });

function commentIn(published: unknown): string {
  return commentSchema.parse(published).detail.comment ?? '';
}

it('500 hostile titles and words of customers add no tag and no target to a page, and publish one line', async () => {
  const tame = await report('Console', 'It broke.');
  expect(tame.published).toMatchObject({ detail: { comment: 'It broke.' } });
  // A title that is empty or too long is none of a line that could be reported.
  const refused = await report('', 'It broke.');
  const harmless = new Set([...tame.pages, ...refused.pages].flatMap(skeletonOf));
  let published = 0;
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (title, comment) => {
      const reported = await report(title, comment);
      for (const page of reported.pages) {
        expect(skeletonOf(page).filter((element) => !harmless.has(element))).toEqual([]);
      }
      if (reported.published === undefined) return;
      published += 1;
      // A title is made harmless where a mail says it. What a customer wrote is, before anybody else reads it.
      expect(commentIn(reported.published)).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E]/u);
    }),
    { numRuns: 500, seed: 15 },
  );
  expect(published).toBeGreaterThan(200);
});
