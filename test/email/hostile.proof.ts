import { load } from 'cheerio';
import fc from 'fast-check';
import { brandFor } from '../../lambdas/email/brand';
import { renderEmail } from '../../lambdas/email/email';
import { frameFor } from '../../lambdas/words/frame';
import { say } from '../../lambdas/failures/sentences/shared-sentences';
import { videoPlaybackWords } from '../../lambdas/failures/video-playback-failed/words';
import { inWords, writerFor } from '../../lambdas/words/writer';
import { approvedText } from '../../lambdas/words/written-texts';
import { exampleBrands } from '../fakes/brands';
import { hostile, skeletonOf } from '../fakes/hostile-text';

const { say: sayOfFilm } = videoPlaybackWords;

function mailWith(name: string, title: string, words: string, orderId: string) {
  const writer = writerFor({ locale: 'en-GB', timeZone: undefined }, videoPlaybackWords);
  const back = [{ amountMinor: 399, currency: 'GBP' }];
  const content = {
    subject: [say.subjectRefunded({ back }), sayOfFilm.sorry({ title })],
    preview: [sayOfFilm.preview({ title })],
    outcome: { headline: [say.subjectRefunded({ back })], arrival: [] },
    paragraphs: [[sayOfFilm.happened({ title })]],
  };
  const { sender, signatory, look } = brandFor({}, exampleBrands);
  const apology = approvedText(inWords(content, writer), { text: words }, writer.write(sayOfFilm.happened({ title })), {
    writer,
    locale: 'en-GB',
  });
  const frame = frameFor({ name, order: { orderId, purchasedAt: '2026-11-20T19:00:00Z' }, remedyId: 'rem_1' }, writer);
  return renderEmail(apology, frame, { company: sender.name, signatory, look });
}

const harmless = new Set(
  skeletonOf(
    load(mailWith('Zoë', 'Paris', 'I am sorry.\nIt was us.\n\n- one\n  more\n\n1. first\n2. second', 'ord_1').html),
  ),
);

it('500 hostile names, titles, order numbers and words of agents make no new tag, attribute, link or header', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, (name, title, words, orderId) => {
      const { html, subject, text } = mailWith(name, title, words, orderId);
      const page = load(html);
      const strange = skeletonOf(page).filter((element) => !harmless.has(element));
      expect(strange).toEqual([]);
      expect(page('a, img, script, link, iframe, form, base, object')).toHaveLength(0);
      expect(html.match(/<!--\[if/g)).toHaveLength(html.match(/<!\[endif\]-->/g)?.length ?? 0);
      for (const part of [subject, text]) expect(part).not.toMatch(/:\/\/|\bwww\./u);
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E]/u);
    }),
    { numRuns: 500, seed: 15 },
  );
});
