import { roleDuties, type OperatorRoleName } from '../../lambdas/operator-api/duty';
import { operations, type Operation, type OperationId } from '../../lambdas/operator-api/operation';
import { filmFailure } from '../fakes/film-failure';
import { ben, inRole, OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => {
  world = await OperatorWorld.start();
});
afterAll(() => world.stop());

const roles = Object.keys(roleDuties) as OperatorRoleName[];

/** Who may do what changes something, or what shows who did what. All else is a look. */
const doneBy: Partial<Record<OperationId, readonly OperatorRoleName[]>> = {
  resendNotice: ['agent', 'approver', 'administrator'],
  closeNotice: ['agent', 'approver', 'administrator'],
  takeConversation: ['agent', 'approver'],
  answerConversation: ['agent', 'approver'],
  closeConversation: ['agent', 'approver'],
  linkConversation: ['agent', 'approver'],
  approveHold: ['approver'],
  rejectHold: ['approver'],
  extendHold: ['approver'],
  releaseHolds: ['approver'],
  voidCredit: ['approver'],
  approveIncident: ['approver'],
  rejectIncident: ['approver'],
  withdrawVerdict: ['approver'],
  decideFix: ['approver'],
  askSource: ['agent', 'approver'],
  makeReport: ['agent', 'approver'],
  showGesture: ['agent', 'approver'],
  giveGesture: ['agent', 'approver'],
  handOverConversation: ['agent', 'approver'],
  markCheck: ['checker'],
  retryRemedy: ['administrator'],
  retryRemedies: ['administrator'],
  switchMode: ['administrator'],
  closeBreaker: ['administrator'],
  redriveDeadLetters: ['administrator'],
  dropDeadLetters: ['administrator'],
  eraseCustomer: ['administrator'],
  listAudit: ['administrator'],
};

const asked = async ({ method, path: template }: Operation, actor: string): Promise<number> => {
  const path = template.replaceAll(/\{(\w+)\}/g, '$1');
  return (await world.ask({ method, path, actor, ...(method === 'POST' && { body: '{}' }) })).status;
};

describe.each(Object.entries<Operation>(operations))('%s', (operationId, operation) => {
  it.each(roles)('is refused to the %s, or not, as the role says', async (role) => {
    const mayDo = doneBy[operationId as OperationId] ?? roles;
    const status = await asked(operation, inRole(role, 'eve'));
    if (mayDo.includes(role)) expect(status).not.toBe(403);
    else expect(status).toBe(403);
  });
});

it('nobody approves what they have sent on its way themselves, whatever else they may do', async () => {
  const failure = filmFailure({ customer: { id: 'cus_own' }, purchase: { amountMinor: 4_000 }, incidentId: 'none' });
  const { remedyId } = await world.deliver(failure, { perRemedy: { GBP: 1_000 } });
  const record = await world.ledger.readRemedy('cus_own', remedyId);
  if (!record) throw new Error('nothing was recorded');
  const retriedBy = { actor: 'arn:aws:sts::123456789012:assumed-role/OnCall/ada', person: 'ada' };
  await world.ledger.saveRemedy({ ...record, retriedBy, version: record.version + 1 });
  const path = `/remedies/cus_own/${remedyId}`;
  expect(await world.post(`${path}/approve`, { why: 'I looked at it' }, inRole('approver', 'Ada'))).toMatchObject({
    status: 409,
    body: { why: 'you sent it on its way again yourself, so another person has to approve it' },
  });
  expect((await world.post(`${path}/approve`, { why: 'I looked at it' }, ben)).status).toBe(200);
});

it('nor by a verdict on the incident that it waits with, whatever else that person may do', async () => {
  const limits = { perIncident: { remedies: 0, amountMinor: { GBP: 0 } } };
  const incidentId = 'cdn-of-own';
  const customer = { id: 'cus_with_incident' };
  const { remedyId } = await world.deliver(filmFailure({ customer, incidentId }), limits);
  const record = await world.ledger.readRemedy(customer.id, remedyId);
  if (!record) throw new Error('nothing was recorded');
  const retriedBy = { actor: 'arn:aws:sts::123456789012:assumed-role/OnCall/ada', person: 'ada' };
  await world.ledger.saveRemedy({ ...record, retriedBy, version: record.version + 1 });
  const { cohort: seen } = (await world.get(`/incidents/${incidentId}`)).body;
  expect(seen).toMatchObject({ remedies: 1 });
  const approval = { why: 'the CDN was down', seen };
  expect(await world.post(`/incidents/${incidentId}/approve`, approval, inRole('approver', 'Ada'))).toMatchObject({
    status: 409,
    body: { why: 'you sent it on its way again yourself, so another person has to approve it' },
  });
  expect((await world.post(`/incidents/${incidentId}/approve`, approval, ben)).status).toBe(200);
});
