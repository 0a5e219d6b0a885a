import { localStage } from '../../lib/app/local-stage';
import type { StageDetectors } from '../../lib/app/stage-roles';
import { sendSignal } from '../../local/beside/send-signal';
import type { AccessChecked } from '../../local/emulator/events/emulator-event';
import type { SystemEvent } from '../../local/system/system-event';
import { TestSystem } from './test-system';

// A team that keeps who used what wherever it likes, and has a function that knows.

const detectors: StageDetectors = {
  health: { ...localStage.detectors.health, usage: { function: 'who-used-it' } },
};

const checked: AccessChecked[] = [];
const outages: string[] = [];
let system: TestSystem;

beforeAll(async () => {
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'access-checked') checked.push(event);
    if (event.kind === 'event-accepted' && event.detailType === 'ServiceOutage')
      outages.push(JSON.stringify(event.detail));
  };
  system = await TestSystem.open({ listener, context: { detectors: JSON.stringify(detectors) } });
});
afterAll(() => system.local.stop());

it('everybody whom the team’s own function names is outages of the outage, in shadow, and nobody else is asked', async () => {
  const customerId = await sendSignal('outage', system.local);
  await system.local.idle();
  expect(outages).toEqual([expect.stringContaining(`"${customerId}"`)]);
  expect(system.publishedTypes).toContain('RemedyShadowed');
  expect(await system.local.deadLetters()).toEqual([]);
  const asked = checked.filter(({ resourceArns }) => resourceArns.some((arn) => arn.endsWith(':function:who-used-it')));
  expect(asked.map(({ action, isGranted }) => [action, isGranted])).toEqual([['lambda:InvokeFunction', true]]);
  expect(checked.filter(({ isGranted }) => !isGranted)).toEqual([]);
});
