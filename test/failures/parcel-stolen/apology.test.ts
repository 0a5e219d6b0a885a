import { parcelStolen } from '../../../lambdas/failures/parcel-stolen/parcel-stolen';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { replacementOf } from '../earlier-remedy';
import { parcelLine } from '../missing-parcel-changes';
import { textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { stolenParcel } from './stolen-parcel';
import { writtenApology } from '../written-apology';

const by = '2026-11-20T21:05:00Z';
const call: GivenPart = { kind: 'callback', channel: 'phone', deadlineSeconds: 60, call: { by } };

describeApology(
  parcelStolen,
  'takes the blame for what a thief did, says what was done and who calls, and asks for nothing',
  {
    failure: stolenParcel(),
    given: [replacementOf('1'), call],
    subject: 'A new one is on its way. Sorry your parcel was stolen',
    phrases: [
      'somebody took it away before anybody had it in hand',
      'ours to look after, and I’m sorry',
      'A new one is on its way.',
      'Somebody from my team calls you by',
      'nothing you need to do',
    ],
  },
);

it('spoils no present', () => {
  expect(textOf(writtenApology(parcelStolen, stolenParcel(), [replacementOf('1')]))).not.toMatch(/telescope/i);
});

it('names several parcels where they went to several people', () => {
  const lines = ['Ruth', 'Sam'].map((name) =>
    parcelLine({ lineId: name, recipient: { name, address: '1 Elm Street' } }),
  );
  const apology = writtenApology(parcelStolen, stolenParcel({ parcel: { lines } }), [replacementOf('Ruth')]);
  expect(apology.subject).toContain('your parcels were stolen');
  expect(textOf(apology)).toContain('The two parcels to the addresses you gave were delivered, and somebody took them');
});
