import type { HealthOptions } from '../../lambdas/detect/health/options';
import { statusPageSignals } from '../../lambdas/detect/health/status-page';
import { customersOf, OutageRun } from './outage-run';

const component = 'rb5wq1dczvbm';

const at = (time: string, day = '20'): string => `2026-11-${day}T${time}:00.000Z`;

/** An update of one incident that began at nine, as the page posts it. */
function incident(time: string, incidentStatus: string, componentStatus: string): object {
  const resolved_at = incidentStatus === 'resolved' ? time : null;
  const times = { created_at: at('09:00'), updated_at: time, resolved_at, scheduled_for: null };
  const components = [{ id: component, name: 'Streaming', status: componentStatus }];
  return { incident: { id: 'inc_1', impact: 'major', status: incidentStatus, ...times, components } };
}

function change(time: string, status: string): object {
  return { component_update: { component_id: component, new_status: status, created_at: time } };
}

/** What each customer is told of what the page has posted, a line for each outage. */
async function toldOf(
  posts: readonly (readonly [time: string, body: object])[],
  options: Partial<HealthOptions> = {},
): Promise<readonly unknown[]> {
  const seen = new OutageRun(
    { services: [{ service: 'streaming', statuspage: [component] }], ...options },
    customersOf(1),
  );
  for (const [time, body] of posts) {
    await seen.look(time);
    const received = statusPageSignals(body);
    if (received.type !== 'signals') throw new Error(received.why);
    await seen.hear(time, ...received.signals);
  }
  await seen.look(at('12:00', '23'));
  await seen.drain();
  return seen.published.map(({ detail }) => {
    const { outage } = detail as { readonly outage: { readonly startedAt: string; readonly endedAt: string } };
    return [outage.startedAt, outage.endedAt];
  });
}

/** Each post arrives when it is posted. */
const posted = (...posts: readonly (readonly [time: string, incident: string, status: string])[]) =>
  posts.map(([time, status, of]) => [time, incident(time, status, of)] as const);

const slowForHours = posted(
  [at('09:00'), 'investigating', 'degraded_performance'],
  [at('11:00'), 'monitoring', 'degraded_performance'],
  [at('15:00'), 'resolved', 'operational'],
);

it('what was slow for hours is nobody’s outage, whatever its incident is called', async () => {
  expect(await toldOf(slowForHours)).toEqual([]);
});

it('what was slow is an outage where the team counts it as one', async () => {
  expect(await toldOf(slowForHours, { degraded: 'down' })).toEqual([[at('09:00'), at('15:00')]]);
});

it('an outage ends when the component is well again, and not when somebody closes its incident', async () => {
  const posts = posted(
    [at('09:00'), 'investigating', 'major_outage'],
    [at('09:20'), 'monitoring', 'operational'],
    [at('16:00', '21'), 'resolved', 'operational'],
  );
  expect(await toldOf(posts)).toEqual([[at('09:00'), at('09:20')]]);
});

it('a component that is well again by itself ends what its incident has told of it', async () => {
  const [first, last] = [at('09:00'), at('16:00', '21')];
  const posts = [
    [first, incident(first, 'investigating', 'partial_outage')],
    [at('09:20'), change(at('09:20'), 'operational')],
    [last, incident(last, 'resolved', 'operational')],
  ] as const;
  expect(await toldOf(posts)).toEqual([[at('09:00'), at('09:20')]]);
});

it('an incident becomes an outage when its component goes down, and not before', async () => {
  const posts = posted(
    [at('09:00'), 'investigating', 'degraded_performance'],
    [at('10:00'), 'identified', 'partial_outage'],
    [at('11:00'), 'monitoring', 'degraded_performance'],
    [at('15:00'), 'resolved', 'operational'],
  );
  expect(await toldOf(posts)).toEqual([[at('10:00'), at('11:00')]]);
});

it('an incident that does not say how its components are is seen by somebody', () => {
  const components = [{ id: component }];
  const body = { incident: { updated_at: at('09:00'), components } };
  expect(statusPageSignals(body)).toMatchObject({ type: 'invalid-payload' });
});
