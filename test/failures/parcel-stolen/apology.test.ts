import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { apologiseForParcelStolen } from '../../../lambdas/failures/parcel-stolen/apology';
import { parcelStolenPolicy } from '../../../lambdas/failures/parcel-stolen/policy';
import { parcelStolenStories } from '../../../lambdas/failures/parcel-stolen/stories';
import { replacementOf } from '../earlier-remedy';
import { parcelLine } from '../missing-parcel-changes';
import { textOf, bannedPhrases } from '../apology-text';
import { decideBy } from '../view-of';
import { stolenParcel } from './stolen-parcel';

const call: GivenPart = { kind: 'callback', channel: 'phone', deadlineSeconds: 60 };

it('takes the blame for what a thief did, says what was done and who calls, and asks for nothing', () => {
  const { subject, paragraphs } = apologiseForParcelStolen(stolenParcel(), [replacementOf('1'), call]);
  expect(subject).toBe('We’re sorry your parcel was stolen. A new one is on its way');
  const text = paragraphs.join(' ');
  for (const words of [
    'somebody took it away before anybody had it in hand',
    'ours to look after, and I’m sorry',
    'A new one is on its way.',
    'Somebody from my team is calling you',
    'nothing you need to do',
  ])
    expect(text).toContain(words);
});

it('spoils no present', () => {
  expect(textOf(apologiseForParcelStolen(stolenParcel(), [replacementOf('1')]))).not.toMatch(/telescope/i);
});

it('speaks of several parcels where they went to several people', () => {
  const lines = ['Ruth', 'Sam'].map((name) =>
    parcelLine({ lineId: name, recipient: { name, address: '1 Elm Street' } }),
  );
  const letter = apologiseForParcelStolen(stolenParcel({ parcel: { lines } }), [replacementOf('Ruth')]);
  expect(letter.subject).toContain('your parcels were stolen');
  expect(textOf(letter)).toContain('The two parcels to the addresses you gave were delivered, and somebody took them');
});

it.each(parcelStolenStories)('has none of the words that make an apology worse: $title', ({ detail }) => {
  const decision = decideBy(parcelStolenPolicy, detail);
  const parts = decision.outcome === 'none' ? [] : decision.parts;
  expect(parts).toHaveLength(2);
  expect(textOf(apologiseForParcelStolen(detail, parts))).not.toMatch(bannedPhrases);
});
