import { duties } from '../../lambdas/operator-api/duty';
import { operations, type Operation } from '../../lambdas/operator-api/operation';
import { ada, cleo, onlyWith, OperatorWorld } from './operator-world';

let world: OperatorWorld;

beforeAll(async () => {
  world = await OperatorWorld.start();
});
afterAll(() => world.stop());

const pathOf = ({ path }: Operation): string => path.replaceAll(/\{(\w+)\}/g, '$1');

const asked = async ({ method, path }: Operation, actor: string): Promise<number> => {
  const request = { method, path: pathOf({ path } as Operation), actor, ...(method === 'POST' && { body: '{}' }) };
  return (await world.ask(request)).status;
};

describe.each(Object.entries<Operation>(operations))('%s', (_, operation) => {
  it.each(duties)('is asked for by whoever may %s, if it is that duty', async (duty) => {
    const status = await asked(operation, onlyWith(duty));
    if (operation.duties.includes(duty)) expect(status).not.toBe(403);
    else expect(status).toBe(403);
  });
});

it('approving is not switching, whatever else a person may do', async () => {
  const kill = { target: 'all', mode: 'off', why: 'stop' };
  expect(await world.post('/controls', kill, onlyWith('approve'))).toMatchObject({
    status: 403,
    body: { why: 'you may approve here, and this needs the duty switch' },
  });
  expect((await world.get('/controls', ada)).body).toMatchObject({ controls: { all: { mode: 'auto' } } });
});

it('a role that IAM lets in and nobody granted a duty does nothing, and sees nothing', async () => {
  const admin = 'arn:aws:sts::123456789012:assumed-role/AdministratorAccess/ada';
  for (const operation of Object.values<Operation>(operations)) expect(await asked(operation, admin)).toBe(403);
  expect((await world.get('/holds', admin)).body['why']).toMatch(/nothing was granted here to whoever signed this/);
});

it('nothing that is asked with GET is more than a look: at what waits, at who did what, or at what may be given', () => {
  const isLook = ({ duties }: Operation): boolean => duties.includes('look') || duties.includes('audit');
  const gets = Object.values<Operation>(operations).filter(({ method }) => method === 'GET');
  const more = gets.filter((operation) => !isLook(operation)).map(({ path }) => path);
  expect(more).toEqual(['/customers/{customerId}/gesture']);
  const others = Object.values<Operation>(operations).filter(
    ({ method, changesNothing }) => method !== 'GET' && !changesNothing,
  );
  expect(others.some(isLook)).toBe(false);
});

describe('whoever was granted anything', () => {
  it('reads who they are, which person they count as, and what they may do', async () => {
    expect((await world.get('/me', ada)).body).toEqual({ actor: ada, person: 'ada', may: duties });
    expect((await world.get('/me', onlyWith('erase'))).body).toMatchObject({ may: ['erase'] });
  });

  it('reads that they count as no person where anybody may have given their session its name', async () => {
    expect((await world.get('/me', cleo)).body).toMatchObject({ actor: cleo, person: null });
  });

  it('leaves no line in the audit trail by asking that', async () => {
    const before = world.audit.events.length;
    await world.get('/me', ada);
    expect(world.audit.events).toHaveLength(before);
  });
});
