import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { parcelLost } from '../../lambdas/failures/parcel-lost/parcel-lost';
import { parcelStolen } from '../../lambdas/failures/parcel-stolen/parcel-stolen';
import { FailureType } from '../../lib';
import { FailurePublisher } from '../../publisher/failure-publisher';
import { DeployedBus } from '../lib/deployed-bus';
import { TeamStack } from '../lib/synthesize';
import { LoopbackBus } from './loopback-bus';

const [carrier, support] = ['com.example.carrier', 'com.example.support'];

/**
 * A bus with the policy that is deployed, for a role that may report lost parcels of the carrier and thefts of the
 * support team.
 */
function deployedBus() {
  const sources = { [carrier]: {}, [support]: { evidence: 'reported' } } as const;
  const failures = [FailureType.of(parcelLost, { sources }), FailureType.of(parcelStolen, { sources })];
  const team = new TeamStack(() => ({ failures }));
  const assumedBy = new ServicePrincipal('lambda.amazonaws.com');
  const [gateway, agents] = [new Role(team, 'Gateway', { assumedBy }), new Role(team, 'Agents', { assumedBy })];
  team.automation.grantPublish(gateway, { type: 'ParcelLost', source: carrier });
  team.automation.grantPublish(gateway, { type: 'ParcelStolen', source: support });
  // A combination of the two belongs to others.
  team.automation.grantPublish(agents, { type: 'ParcelLost', source: support });
  const deployed = new DeployedBus(team.template());
  return { deployed, gateway: deployed.roleArn('Gateway') };
}

const lost = { source: carrier, type: 'ParcelLost' } as const;
const stolen = { source: support, type: 'ParcelStolen' } as const;
const { deployed, gateway } = deployedBus();

let bus: LoopbackBus;
beforeEach(async () => {
  bus = await LoopbackBus.start();
  bus.weather = (_, entries) =>
    deployed.takes(
      gateway,
      entries.map(({ Source = '', DetailType = '' }) => ({ source: Source, type: DetailType })),
    )
      ? 'fine'
      : { status: 400, code: 'AccessDeniedException' };
});
afterEach(() => bus.stop());

const failuresOfBoth = [
  { type: 'ParcelLost', detail: parcelLost.stories[0].detail },
  { type: 'ParcelStolen', detail: parcelStolen.stories[0].detail },
] as const;

test('a role that was granted two events of two sources is denied both in one request, and each alone is taken', () => {
  expect(deployed.takes(gateway, [lost, stolen])).toBe(false);
  expect(deployed.takes(gateway, [lost])).toBe(true);
  expect(deployed.takes(gateway, [stolen])).toBe(true);
});

test('the publisher sends them apart, and once it knows that, it is not denied again', async () => {
  const publisher = new FailurePublisher({
    busName: 'films',
    client: bus.client(),
    sources: { ParcelLost: carrier, ParcelStolen: support },
  });
  expect(await publisher.publish([...failuresOfBoth, ...failuresOfBoth])).toMatchObject({ published: 4, refused: 0 });
  const denied = 1;
  expect(bus.requests.map((entries) => entries.length)).toEqual([4, 2, 2]);

  expect(await publisher.publish(failuresOfBoth)).toMatchObject({ published: 2, refused: 0 });
  expect(bus.requests.slice(denied + 2).map((entries) => entries.length)).toEqual([1, 1]);
});
