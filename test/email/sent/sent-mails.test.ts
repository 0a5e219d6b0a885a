import { S3Client } from '@aws-sdk/client-s3';
import { S3SentMails } from '../../../lambdas/email/sent/s3-sent-mails';
import { placeOf, type SentMailKeeper, type SentMailKey, type SentMails } from '../../../lambdas/email/sent/sent-mails';
import { startObjects } from '../../../local/emulator/objects/objects';
import type { LoopbackServer } from '../../../local/emulator/server/loopback-server';
import { MemorySentMails } from '../../fakes/memory-sent-mails';

let server: LoopbackServer;
let client: S3Client;
beforeAll(async () => {
  server = await startObjects(0, ['Mails']);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new S3Client({ endpoint: server.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

const mailOf = (customerId: string, messageId = 'm-1'): SentMailKey => ({
  customerId,
  remedyId: 'rem_1',
  template: 'apology',
  messageId,
});
const inTime = (): AbortSignal => new AbortController().signal;

describe.each<[string, () => SentMailKeeper & SentMails]>([
  ['in S3', () => new S3SentMails(client, 'Mails')],
  ['in memory', () => new MemorySentMails()],
])('mails as they left, %s', (_, make) => {
  it('are read as they were kept, and what is kept once is not written over', async () => {
    const mails = make();
    expect(await mails.read(mailOf('cus_1'))).toBeUndefined();
    await mails.keep(mailOf('cus_1'), 'the first', inTime());
    await mails.keep(mailOf('cus_1'), 'another', inTime());
    expect(await mails.read(mailOf('cus_1'))).toBe('the first');
  });

  it('go with their customer, and those of others stay', async () => {
    const mails = make();
    for (let mail = 0; mail < 20; mail++) await mails.keep(mailOf('cus_2', `m-${mail}`), 'a mail', inTime());
    await mails.keep(mailOf('cus_20'), 'of somebody else', inTime());
    expect(await mails.forget('cus_2')).toBe(20);
    expect(await mails.forget('cus_2')).toBe(0);
    expect(await mails.read(mailOf('cus_2', 'm-7'))).toBeUndefined();
    expect(await mails.read(mailOf('cus_20'))).toBe('of somebody else');
  });

  it('are not kept once their time is over', async () => {
    const mails = make();
    await expect(mails.keep(mailOf('cus_3'), 'late', AbortSignal.abort())).rejects.toThrow();
    expect(await mails.read(mailOf('cus_3'))).toBeUndefined();
  });
});

it('more mails of a customer than S3 lists at once go all the same, and none of their names names the customer', async () => {
  const mails = new S3SentMails(client, 'Mails');
  const all = Array.from({ length: 1_005 }, (_, index) => mailOf('zoe@example.com', `<m ${index}@eu-west-1>`));
  for (let from = 0; from < all.length; from += 50) {
    await Promise.all(all.slice(from, from + 50).map((mail) => mails.keep(mail, 'a mail', inTime())));
  }
  const names = all.map(placeOf);
  expect(names.filter((name) => !/^[0-9a-f]{64}\/rem_1\/apology\/[\w-]+\.json$/.test(name))).toEqual([]);
  expect(await mails.forget('zoe@example.com')).toBe(1_005);
});
