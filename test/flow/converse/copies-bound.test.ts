import { opened, mailedWorld, write } from './opened-conversation';
import { HearingWorld } from './hearing-world';

/** From now on as many copies were sent as should be. */
function full(world: HearingWorld): HearingWorld {
  world.hearing.forwarder = { forward: async () => 'left' };
  return world;
}

it('a mail of which no copy is sent is in its conversation, lies where it came, and is told of for the alarm', async () => {
  const { world, replyTo } = await mailedWorld(full(new HearingWorld()));
  await expect(write(world, { to: replyTo })).resolves.toMatchObject({ result: 'heard' });
  expect(world.rawMails.size).toBe(1);
  const [id = ''] = world.rawMails.keys();
  expect(world.observer.steps).toContainEqual({
    step: 'copy-left',
    why: expect.stringContaining(`s3://bucket/mails/${id}`),
  });
});

it('one of which nothing is known lies there too, and is not lost', async () => {
  const { world } = await opened();
  full(world);
  await expect(write(world, { to: 'anybody@replies.example.com', from: 'eve@example.com' })).resolves.toMatchObject({
    result: 'handed-on',
  });
  expect(world.rawMails.size).toBe(1);
});
