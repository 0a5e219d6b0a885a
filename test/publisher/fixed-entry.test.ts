import { ContractError, fixedEntryOf, type IncidentFixed } from '../../publisher';

const fixed: IncidentFixed = {
  ...{ schemaVersion: 1, incidentId: 'encoder-7', cause: 'software', fixedAt: '2026-11-22T10:00:00Z' },
  by: 'team-playback',
};
const address = { source: 'com.example.player', busName: 'amends' };

it('that an incident is mended is one entry, from the system whose failures it caused, with what the contract names alone', () => {
  const more = { ...fixed, customer: 'nobody has to be named' };
  expect(fixedEntryOf(more, address)).toEqual({
    EventBusName: 'amends',
    Source: 'com.example.player',
    DetailType: 'IncidentFixed',
    Detail: JSON.stringify(fixed),
  });
});

it.each([
  ['a cause that no mail has words for', { cause: 'sabotage' }],
  ['a day without a time', { fixedAt: '2026-11-22' }],
  ['nobody who mended it', { by: '' }],
])('is not made with %s', (_, change) => {
  expect(() => fixedEntryOf({ ...fixed, ...change } as IncidentFixed, address)).toThrow(ContractError);
});
