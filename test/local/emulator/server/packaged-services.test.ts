import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendEmailCommand, SESClient, SendRawEmailCommand, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import {
  ChangeMessageVisibilityCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import Stripe from 'stripe';
import * as z from 'zod';
import { InvocationRegister } from '../../../../local/emulator/functions/invocation-register';
import type { SystemEvent } from '../../../../local/system/system-event';
import { startMail } from '../../../../local/emulator/mail/mail';
import { EventEmitter } from '../../../../local/system/event-emitter';
import { startProvider } from '../../../../local/company/provider/provider';
import { Queues } from '../../../../local/emulator/queues/queues';
import { startDynalite } from '../../../../local/emulator/engine/dynalite-engine';
import { createTables } from '../../../../local/emulator/engine/engine';
import { startTableBrowser } from '../../../../local/emulator/engine/table-browser';
import { readTemplate } from '../../../../local/emulator/template/template';
import { removeTemporaryFolders, writeAssembly } from '../../small-app';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const region = 'eu-west-1';

afterAll(removeTemporaryFolders);

describe('the inbox', () => {
  const template = readTemplate(
    writeAssembly({
      stacks: {
        Only: {
          Resources: {
            Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'example.com' } },
            Watched: { Type: 'AWS::SES::ConfigurationSet' },
          },
        },
      },
    }),
  );
  const seen: SystemEvent[] = [];
  let mail: Awaited<ReturnType<typeof startMail>>;
  let ses: SESClient;

  beforeAll(async () => {
    const emitter = new EventEmitter();
    emitter.on((event) => seen.push(event));
    mail = await startMail(0, { template, emit: emitter.emit, register: new InvocationRegister() });
    ses = new SESClient({ endpoint: mail.url, region, credentials, maxAttempts: 1 });
  });
  beforeEach(() => seen.splice(0));
  afterAll(async () => {
    ses.destroy();
    await mail.stop();
  });

  const raw = (from: string, ConfigurationSetName?: string): SendRawEmailCommand =>
    new SendRawEmailCommand({
      ConfigurationSetName,
      RawMessage: {
        Data: Buffer.from(`From: ${from}\r\nTo: zoe@example.net\r\nSubject: Sorry\r\n\r\nWe are sorry.\r\n`),
      },
    });

  it('breaks what a card has no room for, such as a long address, and does not cut it off', async () => {
    const page = await fetch(mail.url);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toMatch(/\.email p \{[^}]*overflow-wrap: anywhere/);
  });

  it('shows what was sent, on its page and as JSON', async () => {
    const { MessageId } = await ses.send(raw('"Example Films" <Care@Example.com>', 'Watched'));
    const store = z
      .object({ emails: z.array(z.object({ messageId: z.string(), subject: z.string() })) })
      .parse(await (await fetch(`${mail.url}/store`)).json());
    expect(store.emails).toContainEqual({ messageId: MessageId, subject: 'Sorry' });
    expect(await (await fetch(mail.url)).text()).toContain('<html');
    expect(seen).toMatchObject([{ kind: 'mail-sent', messageId: MessageId, from: 'care@example.com' }]);
  });

  it.each([
    ['a sender that nobody verified', raw('care@elsewhere.example'), 'MessageRejected'],
    ['a domain that only ends like a verified one', raw('care@notexample.com'), 'MessageRejected'],
    ['a configuration set that does not exist', raw('care@example.com', 'Other'), 'ConfigurationSetDoesNotExist'],
    [
      'what SES has and the local system has not',
      new VerifyEmailIdentityCommand({ EmailAddress: 'a@example.com' }),
      'InvalidAction',
    ],
  ])('refuses %s', async (_, command, code) => {
    const sending = ses.send<never, never>(command as never);
    await expect(sending).rejects.toMatchObject({ Code: code });
    expect(seen).toMatchObject([{ kind: 'mail-refused', errorCode: code }]);
  });

  it('takes mail that is not raw, too', async () => {
    const Message = { Subject: { Data: 'Plain' }, Body: { Text: { Data: 'Hello' } } };
    await ses.send(
      new SendEmailCommand({ Source: 'care@example.com', Destination: { ToAddresses: ['a@example.net'] }, Message }),
    );
    expect(seen).toMatchObject([{ kind: 'mail-sent' }]);
  });

  it('begins empty, whatever another one has in it', async () => {
    await ses.send(raw('care@example.com'));
    const other = await startMail(0, { template, emit: () => undefined, register: new InvocationRegister() });
    expect(await (await fetch(`${other.url}/store`)).json()).toEqual({ templates: {}, emails: [] });
    await other.stop();
  });
});

it('a message that somebody lets wait for minutes waits for as many local minutes', async () => {
  const name = 'Later';
  const queues = await Queues.start(
    0,
    [{ name, arn: `arn:aws:sqs:${region}:000000000000:${name}` }],
    region,
    undefined,
    10,
  );
  const sqs = new SQSClient({ endpoint: queues.url, region, credentials });
  const QueueUrl = `${queues.url}/000000000000/${name}`;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
  const { Messages: [{ ReceiptHandle } = {}] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 3_600 }));
  const again = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  expect(again.Messages).toMatchObject([{ Body: 'a' }]);
  sqs.destroy();
  await queues.stop();
});

describe('the queues', () => {
  const arn = (name: string): string => `arn:aws:sqs:${region}:000000000000:${name}`;
  let queues: Queues;
  let sqs: SQSClient;

  beforeAll(async () => {
    const RedrivePolicy = { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 1 };
    queues = await Queues.start(
      0,
      [
        { name: 'Work', arn: arn('Work'), VisibilityTimeout: 0, RedrivePolicy },
        { name: 'Dead', arn: arn('Dead') },
        { name: 'Watched', arn: arn('Watched') },
      ],
      region,
    );
    sqs = new SQSClient({ endpoint: queues.url, region, credentials });
  });
  afterAll(async () => {
    sqs.destroy();
    await queues.stop();
  });

  const receive = async (name = 'Work'): Promise<(string | undefined)[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: `${queues.url}/000000000000/${name}` }),
    );
    return Messages.map(({ Body }) => Body);
  };

  it.each([
    ['one message', (QueueUrl: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }))],
    [
      'a batch',
      (QueueUrl: string) =>
        sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '1', MessageBody: 'b' }] })),
    ],
  ] as const)('know of %s that a function has sent as soon as the function does', async (_, send) => {
    let known = 0;
    queues.watch(
      'Watched',
      () => known++,
      () => undefined,
    );
    await send(`${queues.url}/000000000000/Watched`);
    expect(known).toBe(1);
    await receive('Watched');
    expect(known).toBe(1);
  });

  it('can be looked into without taking anything out', async () => {
    await queues.send(arn('Work'), 'hello', { REASON: 'none' });
    expect(await queues.messages('Work')).toMatchObject([
      { queueName: 'Work', body: 'hello', attributes: { REASON: 'none' } },
    ]);
    expect(await queues.messages('Work')).toHaveLength(1);
  });

  it('give up a message as the template says', async () => {
    expect(await receive()).toEqual(['hello']);
    expect(await receive()).toEqual([]);
    expect(await queues.messages('Dead')).toMatchObject([{ body: 'hello' }]);
  });

  it('refuse what the template does not have', async () => {
    await expect(queues.send(arn('Other'), 'hello')).rejects.toThrow('does not exist');
  });
});

describe('the payment provider', () => {
  it.each(['GBP', 'JPY', 'KWD'])('takes %s, and knows nothing of another one', async (currency) => {
    const provider = await startProvider(0);
    const { hostname, port } = new URL(provider.url);
    const shop = new Stripe('sk_test_shop', {
      host: hostname,
      port,
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 0,
    });
    const options = { idempotencyKey: 'always the same' };
    const charge = await shop.charges.create({ amount: 500, currency, source: 'tok_visa' }, options);
    expect(charge).toMatchObject({ amount: 500, currency: currency.toLowerCase(), status: 'succeeded' });
    await provider.stop();
  });
});

describe('the table browser', () => {
  it('shows the tables with what is in them, and prints nothing', async () => {
    const printed = jest.spyOn(process.stdout, 'write');
    const engine = await startDynalite();
    const key = { AttributeName: 'pk', AttributeType: 'S' as const };
    await createTables(engine.url, region, [
      { name: 'Ledger', AttributeDefinitions: [key], KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] },
    ]);
    const database = new DynamoDBClient({ endpoint: engine.url, region, credentials });
    for (const pk of ['one', 'two', 'three']) {
      await database.send(new PutItemCommand({ TableName: 'Ledger', Item: { pk: { S: pk } } }));
    }
    database.destroy();
    const browser = await startTableBrowser(0, engine.url, region);
    const page = await (await fetch(browser.url)).text();
    expect(page).toMatch(/Ledger[^]*badge-secondary[^>]*>\s*3\s*</);
    await browser.stop();
    await engine.stop();
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });
});
