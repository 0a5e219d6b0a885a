import { keyOf, listOfNotice, listOfRemedy } from '../../lambdas/ledger/dynamo/dynamo-keys';
import { heldRecord, issuedRecord, noticeOf, pendingRecord } from '../contract-suites/ledger-samples';

it('what is finished stands on no list, also where a person once had to look', () => {
  expect(listOfRemedy(issuedRecord('cus_501'))).toBeUndefined();
  expect(listOfRemedy({ ...heldRecord('cus_501'), dueAt: undefined })).toBeUndefined();
});

it.each([
  ['rem_a', 'a'],
  ['rem_7', '7'],
  ['rem_g', '0'],
  ['', '0'],
])('%p stands on the list of shard %s, so that a storm is spread over all of them', (remedyId, shard) => {
  expect(listOfRemedy(pendingRecord('cus_501', remedyId))).toBe(shard);
  expect(listOfRemedy(heldRecord('cus_501', { remedyId }))).toBe(`held#${shard}`);
});

it('waits with its incident only where there is one, and is otherwise a single case', () => {
  const withIncident = { ...heldRecord('cus_501', { withIncident: true }), incidentId: 'INC-7' };
  expect(listOfRemedy(withIncident)).toBe('incident#INC-7#a');
  expect(listOfRemedy({ ...withIncident, incidentId: undefined })).toBe('held#a');
  expect(listOfRemedy({ ...withIncident, hold: undefined })).toBe('held#a');
  expect(listOfRemedy({ ...withIncident, state: 'approved' })).toBe('a');
});

it('a mail whose words wait stands with the holds or with its incident, and once they are approved with what is due', () => {
  const since = '2026-11-20T20:45:00.000Z';
  const words = { since, deadline: since, escalateAt: since, escalations: 0 };
  const notice = noticeOf('cus_501', { state: 'held', dueAt: since, words });
  expect(listOfNotice(notice)).toBe('held#a');
  expect(listOfNotice({ ...notice, words: { ...words, incidentId: 'INC-7' } })).toBe('incident#INC-7#a');
  const approval = { actor: 'ann', at: since, why: 'fine' };
  expect(listOfNotice({ ...notice, words: { ...words, incidentId: 'INC-7', approval } })).toBe('a');
  expect(listOfNotice({ ...notice, state: 'suppressed', dueAt: undefined })).toBeUndefined();
});

it('everything stands where functions of yesterday and of tomorrow look for it', () => {
  expect({
    firstSpelling: keyOf.firstSpelling('Cus_O1'),
    customerRecord: keyOf.customerRecord('c'),
    remedyRecord: keyOf.remedyRecord('c', 'r'),
    envelope: keyOf.envelope('c', 'r'),
    shadow: keyOf.shadow('c', 'r'),
    controls: keyOf.controls(),
    replacedControls: keyOf.replacedControls(12),
    budget: keyOf.budget('day/2026-11-20'),
    incident: keyOf.incident('INC-7'),
  }).toEqual({
    firstSpelling: { pk: 'SPELLING#69db01320c02d40456e6e367e941c881', sk: 'CUSTOMER' },
    customerRecord: { pk: 'CUSTOMER#c', sk: 'CUSTOMER' },
    remedyRecord: { pk: 'CUSTOMER#c', sk: 'REMEDY#r' },
    envelope: { pk: 'CUSTOMER#c', sk: 'ENVELOPE#r' },
    shadow: { pk: 'CUSTOMER#c', sk: 'SHADOW#r' },
    controls: { pk: 'CONTROLS', sk: 'CURRENT' },
    replacedControls: { pk: 'CONTROLS', sk: 'VERSION#00000012' },
    budget: { pk: 'BUDGET#day/2026-11-20', sk: 'BUDGET' },
    incident: { pk: 'INCIDENT#INC-7', sk: 'INCIDENT' },
  });
});
