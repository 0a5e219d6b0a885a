import type { Context, EventBridgeEvent } from 'aws-lambda';
import { partnerResponseTypes, type PartnerResponseType } from '../../../lambdas/fulfilment/port/partner-events';
import { partnerResponseHandler } from '../../../lambdas/runtime/handlers/partner-response-handler';
import type { RemedyPart } from '../../../lambdas/model/remedy';
import { filmFailure } from '../../fakes/film-failure';
import { giving } from '../../fakes/giving';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';
import { silent } from '../../fakes/silent-telemetry';

const parts: Readonly<Record<'credit' | 'replacement' | 'callback', RemedyPart>> = {
  credit: { kind: 'credit', amountMinor: 100, currency: 'GBP', accountId: 'cus_acct', basis: 'goodwill' },
  replacement: {
    ...{ kind: 'replacement', lineId: '1', sku: 'console', quantity: 1, worthMinor: 399, currency: 'GBP' },
    ...{ express: true, giftWrap: false, returnLabel: false, answerWithinSeconds: 3_600 },
  },
  callback: { kind: 'callback', channel: 'phone', deadlineSeconds: 600 },
};

/** A remedy that waits for a partner, and the function that receives its response. */
async function waitingFor(kind: keyof typeof parts) {
  const world = new World(giving(parts[kind]));
  world.limits = wideLimits;
  await world.deliver(filmFailure());
  const handler = partnerResponseHandler(() => world.holdPorts(), silent);
  const { remedyId, customerId } = world.onlyRecord();
  const report = (type: string, change: object = {}) =>
    handler(eventOf(type, { schemaVersion: 1, remedyId, partNumber: 1, customerId, ...change }), {} as Context);
  return { world, report };
}

function eventOf(type: string, detail: unknown): EventBridgeEvent<string, unknown> {
  const event = { version: '0', id: 'e', account: '1', region: 'eu-west-1', resources: [], source: 'partner.orders' };
  return { ...event, 'detail-type': type, time: '2026-11-20T20:44:59Z', detail };
}

const callBy = '2026-11-20T22:00:00Z';
const shipment = { arrivesBy: '2026-11-23T12:00:00Z', carrier: 'Post', trackingId: 'T1' };

it.each<[PartnerResponseType, keyof typeof parts, object, object]>([
  ['CreditIssued', 'credit', { reference: 'cr_1' }, { state: 'succeeded', providerRef: 'cr_1' }],
  ['CreditRefused', 'credit', { reason: 'account-not-found' }, { state: 'declined', reason: 'account-not-found' }],
  ['ReplacementAccepted', 'replacement', { reference: 'o_1' }, { state: 'succeeded', providerRef: 'o_1' }],
  ['ReplacementShipped', 'replacement', { reference: 'o_1', ...shipment }, { state: 'succeeded', shipment }],
  ['ReplacementRefused', 'replacement', { reason: 'out-of-stock' }, { state: 'declined', reason: 'out-of-stock' }],
  ['CallbackAccepted', 'callback', { reference: 'c_1', callBy }, { state: 'pending', answerBy: callBy, callBy }],
  ['CallbackCompleted', 'callback', { reference: 'c_1' }, { state: 'succeeded', providerRef: 'c_1' }],
  ['CallbackMissed', 'callback', { reason: 'customer-not-reached' }, { state: 'declined' }],
])('%s is recorded with the part that it is about', async (type, kind, says, outcome) => {
  const { world, report } = await waitingFor(kind);
  await expect(report(type, says)).resolves.toMatchObject({ result: 'applied' });
  expect(world.onlyRecord().parts).toMatchObject([{ part: { kind }, outcome }]);
  await expect(report(type, says)).resolves.toMatchObject({ result: 'known' });
});

it.each(partnerResponseTypes)(
  '%s that does not keep its contract is thrown, so that it ends in the dead-letter queue with the reason',
  async (type) => {
    const { world, report } = await waitingFor('credit');
    const before = JSON.stringify(world.onlyRecord());
    await expect(report(type, { partNumber: 'one' })).rejects.toMatchObject({ name: 'ContractError' });
    expect(JSON.stringify(world.onlyRecord())).toBe(before);
  },
);

it('a refusal for an unknown reason is a broken contract', async () => {
  const { report } = await waitingFor('credit');
  await expect(report('CreditRefused', { reason: 'moon-phase' })).rejects.toThrow(/reason: is not a known reason/);
});

it('an event with another detail-type is not a response', async () => {
  const { report } = await waitingFor('credit');
  await expect(report('CreditBooked', { reference: 'cr_1' })).rejects.toMatchObject({ name: 'ContractError' });
});

it('a response about another kind of part than was promised changes nothing', async () => {
  const { world, report } = await waitingFor('credit');
  await expect(report('ReplacementShipped', { reference: 'o_1' })).resolves.toMatchObject({ result: 'contradicts' });
  expect(world.onlyRecord().parts).toMatchObject([{ outcome: { state: 'pending' } }]);
});

it('a response about an unknown remedy is not ours', async () => {
  const { report } = await waitingFor('credit');
  await expect(report('CreditIssued', { remedyId: 'rem_other', reference: 'cr_1' })).resolves.toEqual({
    result: 'not-ours',
  });
});
