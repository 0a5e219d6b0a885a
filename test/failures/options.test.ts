import { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { optionsOf, PolicyOptionsError } from '../../lambdas/failures/definition/policy';

const definitions: readonly FailureDefinition[] = catalog;

function optionsWith(type: string, overrides: object): object {
  const definition = definitions.find((known) => known.type === type);
  if (!definition) throw new Error(`${type} is not in the catalog`);
  return optionsOf(type, definition.policy, overrides);
}

it.each(definitions.map(({ type, policy }) => [type, policy.defaults] as const))(
  'the defaults of %s may be written out as options',
  (type, defaults) => {
    expect(optionsWith(type, { ...defaults })).toEqual(defaults);
  },
);

/** What a deployment may choose between, as it is documented. */
it.each([
  ['ItemDamaged', 'unreturned', ['let-go', 'person']],
  ['ItemDamaged', 'withoutGoodwill', ['none', 'person']],
  ['ItemNotAsDescribed', 'answered', ['person', 'give']],
  ['ItemNotAsDescribed', 'bearer', ['merchant', 'platform']],
  ['ParcelLost', 'disbelieved', ['person', 'proof']],
  ['ServiceOutage', 'as', ['refund', 'credit']],
  ['ServiceOutage', 'schedule', ['none', 'ofcom', 'ofgem-missed-appointment', 'aws-sla', 'aws-ec2-region-sla']],
  ['WifiSessionFailed', 'share', ['full', 'unused']],
  ['WifiSessionFailed', 'schedule', ['none', 'us-dot-260']],
] as const)('%s takes for %s what is documented, and nothing else', (type, name, choices) => {
  for (const choice of choices) expect(optionsWith(type, { [name]: choice })).toHaveProperty(name, choice);
  for (const other of ['', 'neither', null]) {
    expect(() => optionsWith(type, { [name]: other })).toThrow(PolicyOptionsError);
  }
});

/** Beyond these, somebody has mistaken the unit. */
it.each([
  ['ComplaintRaised', 'deadlineSeconds', 7 * 24 * 60 * 60],
  ['ParcelStolen', 'callbackDeadlineSeconds', 7 * 24 * 60 * 60],
  ['ContentWithdrawn', 'creditDays', 3_660],
  ['DeliveryLate', 'creditDays', 3_660],
  ['DeliveryLate', 'graceHours', 720],
  ['ItemNotAsDescribed', 'merchantAnswerHours', 720],
] as const)('%s takes up to its most for %s: %d', (type, name, most) => {
  expect(optionsWith(type, { [name]: most })).toHaveProperty(name, most);
  expect(() => optionsWith(type, { [name]: most + 1 })).toThrow(PolicyOptionsError);
});
