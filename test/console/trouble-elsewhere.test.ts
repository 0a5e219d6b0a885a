import { ada } from '../operator-api/operator-world';
import { ConsoleWorld } from './console-world';

// What breaks things on purpose is on one machine alone.

let world: ConsoleWorld;
beforeAll(async () => {
  world = await ConsoleWorld.start();
});
afterAll(() => world.stop());

it('a console of a real stage has no page that breaks things, and no way to one', async () => {
  const browser = world.browserOf(ada);
  const home = await browser.open('/');
  expect(home.page('a[href*=trouble], a[href*=company]').length).toBe(0);
  expect(home.text).not.toContain('On this machine');
  const token = home.page('input[name=token]').attr('value') ?? '';
  for (const path of ['/trouble', '/company']) expect([path, (await browser.open(path)).status]).toEqual([path, 404]);
  for (const path of ['/trouble/provider-down/begin', '/trouble/send']) {
    const answer = await browser.post(
      path,
      new URLSearchParams({ token, minutes: '5', type: 'ParcelLost', count: '1' }),
    );
    expect([path, answer.status]).toEqual([path, 404]);
  }
});
